/** Comparing policies: any two, or one with the nearest of a target. */
import * as vscode from "vscode";
import { RCP_FULL_AWS_ACCESS, getPolicyTypeFacts, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Policy } from "../../organization/model";
import { parsePolicyDocument } from "../../policy/document";
import { guessPolicyType } from "../../policy/policyType";
import type { Session } from "../connection/session";
import { choose, type Choice } from "../changing/choose";
import { chooseTarget } from "../changing/chooseTarget";
import { getSessionOrExplain } from "../changing/guard";
import { showInformation } from "../messages";
import type { EditorServices } from "../services";
import { getPolicyIds } from "../subject";
import { getTargetFacts } from "../targets";
import { openComparison, type ComparedTexts, type Side } from "./comparison";
import { rankByLikeness } from "./likeness";
import { parsePolicyUri } from "./openPolicies";
import { chooseSide, getActivePolicyDocument, getTypeOf, toDocumentSide, toPolicySide } from "./sources";

/** Compares what was selected: two policies at once, one with what the person chooses. */
export async function comparePolicies(services: EditorServices, args: readonly unknown[]): Promise<void> {
  const session = services.connections.getSession();
  const [first, second] = await getSides(services, args);
  const left = first ?? (await chooseSide(session, vscode.l10n.t("Compare…"), undefined));
  if (!left) return;
  const title = vscode.l10n.t("Compare {0} with…", left.name);
  const right = second ?? (await chooseSide(session, title, getTypeOfSide(left)));
  if (right) await openComparison(left, right);
}

interface Attached {
  readonly policy: Policy;
  readonly content: string;
  /** Name of the target it is attached to. */
  readonly at: string;
  readonly inherited: boolean;
}

/** Compares with what a target has of the type, attached or inherited, the nearest first. */
export async function compareWithTarget(
  services: EditorServices,
  texts: ComparedTexts,
  args: readonly unknown[],
): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session) return;
  const [selected] = await getSides(services, args);
  const side = selected ?? (await chooseSide(session, vscode.l10n.t("Compare…"), undefined));
  if (!side) return;
  const targetId = await chooseTarget(session.store, vscode.l10n.t("Compare {0} with a policy of…", side.name));
  if (targetId === undefined) return;
  const content = await texts.load(side.text);
  const type = getTypeOfSide(side) ?? guessPolicyType(parsePolicyDocument(content)) ?? SERVICE_CONTROL_POLICY;
  const { one } = getPolicyTypeFacts(type);
  const title = vscode.l10n.t("Compare {0} with another {1} of the target", side.name, one);
  const found = new Map<string, Policy>();
  const chosen = await choose(title, vscode.l10n.t("The nearest first"), async () => {
    const ownId = side.text.kind === "policy" ? side.text.policyId : undefined;
    const attached = await loadAttached(session, targetId, type);
    const ranked = rankByLikeness(
      content,
      attached.filter(({ policy }) => policy.id !== ownId),
    );
    return ranked.map(({ candidate, likeness }): Choice => {
      found.set(candidate.policy.id, candidate.policy);
      return { id: candidate.policy.id, ...describe(candidate, likeness) };
    });
  });
  const policy = found.get(chosen ?? "");
  if (policy) await openComparison(side, toPolicySide(session.organizationId, policy));
  else if (found.size === 0) showInformation(vscode.l10n.t("The target has no other {0}.", one));
}

function describe({ policy, at, inherited }: Attached, likeness: number): Omit<Choice, "id"> {
  return {
    label: `$(shield) ${policy.name}`,
    description: vscode.l10n.t("{0} % alike · {1}", Math.round(100 * likeness), policy.id),
    detail: inherited ? vscode.l10n.t("inherited from {0}", at) : vscode.l10n.t("attached to {0}", at),
  };
}

/** What is attached at the target and above it, each policy once, the nearest level first. */
async function loadAttached({ store }: Session, targetId: string, type: string): Promise<readonly Attached[]> {
  const path = store.getPath(targetId).toReversed();
  const levels = await Promise.all(
    path.map(async (target) => ({ target, policies: await store.loadAttached(getTargetFacts(target).id, type) })),
  );
  const seen = new Set<string>();
  const found: Attached[] = [];
  for (const { target, policies } of levels) {
    const { id, name } = getTargetFacts(target);
    for (const { id: policyId } of policies) {
      if (seen.has(policyId) || policyId === RCP_FULL_AWS_ACCESS) continue;
      seen.add(policyId);
      const policy = await store.loadPolicy(policyId);
      found.push({ policy, content: policy.content, at: name, inherited: id !== targetId });
    }
  }
  return found;
}

/** The document a button stands on, what is selected in a view, else the document being edited: as it is typed. */
async function getSides(services: EditorServices, args: readonly unknown[]): Promise<readonly Side[]> {
  if (args[0] instanceof vscode.Uri) return [toDocumentSide(args[0])];
  const policyIds = getPolicyIds(services.getSubjects(args));
  const active = args[0] === undefined ? getActivePolicyDocument() : undefined;
  const edited = parsePolicyUri(active);
  if (active && (policyIds.length === 0 || (policyIds.length === 1 && edited?.policyId === policyIds[0]))) {
    return [toDocumentSide(active)];
  }
  const session = services.connections.getSession();
  if (!session) return [];
  const summaries = policyIds.map(
    async (policyId) => session.store.getPolicySummary(policyId) ?? (await session.store.loadPolicy(policyId)),
  );
  return (await Promise.all(summaries)).map((summary) => toPolicySide(session.organizationId, summary));
}

function getTypeOfSide({ text }: Side): string | undefined {
  return text.kind === "policy" ? text.type : getTypeOf(vscode.Uri.parse(text.uri, true));
}
