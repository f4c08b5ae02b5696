/** What two targets, or two policies, differ in, whatever their texts look like. */
import * as vscode from "vscode";
import type { DescribedRow, MeaningDifference } from "../../judging/differences";
import { getDeclaredPolicyType, hasStatements, resolvePolicyType } from "../../policy/policyType";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { getNameInPath } from "../documents/policyUri";
import { showRefusal } from "../messages";
import { pickPolicy, pickTarget } from "../picks";
import { COMMANDS } from "../contributions";
import { getPolicyIds, getTargetIds } from "../subject";
import { getTargetName } from "../views/words";
import { askWhole } from "./askWhole";
import { comparePlaced, loadInEffect, type InEffect, type PlacedPolicy } from "./inEffect";
import { addChanges, addConditions, addServices, countActions } from "./reportParts";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";
import { TextReport } from "./textReport";

/** `args`: a document, policies or targets. Where two policies stand side by side in a diff, it is about these two. */
export async function compareMeaning(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const [given] = args;
  const shown = findShownDiff(given);
  if (shown) {
    const [before, after] = await Promise.all([shown.original, shown.modified].map(openSide(services)));
    if (before && after) await compareTexts(services, before, after);
    return;
  }
  const session = getSessionOrExplain(services);
  if (!session) return;
  if (given instanceof vscode.Uri) return compareSides(services, session, await openSide(services)(given), undefined);
  const subjects = services.getSubjects(args);
  const policyIds = getPolicyIds(subjects);
  if (policyIds.length > 0) await comparePolicies(services, session, policyIds);
  else await compareTargets(services, session, getTargetIds(subjects));
}

/** The diff in front, if the given document, or none, is asked about. */
function findShownDiff(given: unknown): vscode.TabInputTextDiff | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputTextDiff)) return undefined;
  if (given === undefined) return isPolicyName(input.modified.path) ? input : undefined;
  return given instanceof vscode.Uri && given.toString() === input.modified.toString() ? input : undefined;
}

function isPolicyName(path: string): boolean {
  return getDeclaredPolicyType(path) !== undefined;
}

async function compareTargets(
  services: EvaluationServices,
  session: Session,
  [first, second]: readonly string[],
): Promise<void> {
  const { t } = vscode.l10n;
  const before = first ?? (await pickTarget(session, t("Compare which root, OU or account?")));
  if (before === undefined) return;
  const name = getTargetName(session.store, before);
  const after = second ?? (await pickTarget(session, t("Compare {0} with…", name)));
  if (after === undefined) return;
  const difference = await askWhole(services, session, "compareTargets", before, after);
  const [ofBefore, ofAfter] = await Promise.all([before, after].map((id) => loadInEffect(session.store, id)));
  const other = getTargetName(session.store, after);
  const both = ofBefore && ofAfter && { before: ofBefore, after: ofAfter };
  await showReport(services.texts, t("From {0} to {1}", name, other), format(name, other, difference, both));
}

/** Which policies one of the targets has and the other has not. */
function addPolicies(text: TextReport, before: string, after: string, both: InEffectOfBoth): void {
  const { t } = vscode.l10n;
  const { onlyBefore, onlyAfter } = comparePlaced(both.before, both.after);
  addPlaced(text, t("Policies that {0} alone has", before), onlyBefore, both.before.targetId);
  addPlaced(text, t("Policies that {0} alone has", after), onlyAfter, both.after.targetId);
  for (const level of new Set([...both.before.unread, ...both.after.unread])) {
    text.skip();
    text.add(0, t("Not all that is attached to {0} could be read.", level));
  }
}

function addPlaced(text: TextReport, heading: string, placed: readonly PlacedPolicy[], targetId: string): void {
  const { t } = vscode.l10n;
  if (placed.length === 0) return;
  text.skip();
  text.add(0, heading);
  for (const { policy, levelId, levelName } of placed) {
    const where = levelId === targetId ? t("attached to it") : t("inherited from {0}", levelName);
    const link = { words: policy.name, command: COMMANDS.openPolicy, args: [{ kind: "policy", policyId: policy.id }] };
    text.add(1, `${getPolicyTypeFacts(policy.type).short} · ${where} · ${policy.name}`, link);
  }
}

interface InEffectOfBoth {
  readonly before: InEffect;
  readonly after: InEffect;
}

interface PolicySide {
  readonly name: string;
  readonly type: PolicyType;
  readonly content: string;
  readonly policyId?: string;
}

async function comparePolicies(
  services: EvaluationServices,
  session: Session,
  [first, second]: readonly string[],
): Promise<void> {
  if (first === undefined) return;
  const { id, name, type, content } = await session.store.loadPolicy(first);
  await compareSides(services, session, { name, type, content, policyId: id }, second);
}

/** A draft or a file as it stands in the editor; the other side may well be its own published text. */
const openSide =
  ({ documents }: EvaluationServices) =>
  async (uri: vscode.Uri): Promise<PolicySide> => {
    const document = await vscode.workspace.openTextDocument(uri);
    const { policy, context } = documents.parse(document);
    const type = context.type ?? resolvePolicyType(policy, context);
    return { name: getNameInPath(uri.path), type, content: context.stored ?? document.getText() };
  };

async function compareSides(
  services: EvaluationServices,
  session: Session,
  before: PolicySide,
  second: string | undefined,
): Promise<void> {
  const { t } = vscode.l10n;
  const exclude = before.policyId === undefined ? [] : [before.policyId];
  const title = t("Compare {0} with…", before.name);
  const other = second ?? (await pickPolicy(session, title, { type: before.type, exclude }));
  if (other === undefined) return;
  const { id: policyId, name, type, content } = await session.store.loadPolicy(other);
  await compareTexts(services, before, { name, type, content, policyId });
}

/** Texts need no organization: as much of it as is known gives the names of ids. */
async function compareTexts(services: EvaluationServices, before: PolicySide, after: PolicySide): Promise<void> {
  if (!hasStatements(before.type)) {
    showRefusal(vscode.l10n.t("Only SCPs and RCPs are compared in meaning."));
    return;
  }
  if (after.type !== before.type) {
    showRefusal(vscode.l10n.t("Policies of two types do not mean the same in any case: choose two of one type."));
    return;
  }
  const session = services.connections.getSession();
  const organization = session && services.contents.getLatest(session);
  const difference = await services.judging.ask(
    "comparePolicies",
    [before.type, before.content, after.content],
    organization ? { organization } : {},
  );
  await show(services, before.name, after.name, difference);
}

async function show(
  { texts }: EvaluationServices,
  before: string,
  after: string,
  difference: MeaningDifference,
): Promise<void> {
  await showReport(texts, vscode.l10n.t("From {0} to {1}", before, after), format(before, after, difference));
}

function format(
  before: string,
  after: string,
  { changes, rows, problems }: MeaningDifference,
  both?: InEffectOfBoth,
): TextReport {
  const { t } = vscode.l10n;
  const text = new TextReport();
  text.add(0, t("What differs in meaning from {0} to {1}", before, after));
  for (const problem of [problems.before, problems.after]) {
    if (problem !== undefined) text.add(1, t("Cannot be told, because {0}", problem));
  }
  if (changes.length === 0 && rows.length === 0 && !problems.before && !problems.after) {
    text.add(1, t("Nothing: the two mean the same. Order and the way lists are written make no difference."));
  }
  if (both) addPolicies(text, before, after, both);
  if (changes.length > 0) {
    text.skip();
    addChanges(text, 0, changes);
  }
  for (const row of rows) {
    text.skip();
    text.add(0, `${getRowText(row)}: ${countActions(row.services)}`);
    addConditions(text, 1, row.conditionsBefore, t("before: "));
    addConditions(text, 1, row.conditionsAfter, t("after: "));
    addServices(text, 1, row.services);
  }
  if (both) {
    addPlaced(text, t("Policies that both have"), comparePlaced(both.before, both.after).both, both.before.targetId);
  }
  return text;
}

function getRowText({ effect, before, after }: DescribedRow): string {
  const { t } = vscode.l10n;
  const isDeny = effect === "Deny";
  switch (after) {
    case "always":
      if (before === "never") return isDeny ? t("Newly denied") : t("Newly allowed");
      return isDeny
        ? t("Denied under conditions before, now always")
        : t("Allowed under conditions before, now always");
    case "sometimes":
      if (before === "never") return isDeny ? t("Newly denied under conditions") : t("Newly allowed under conditions");
      if (before === "always")
        return isDeny ? t("Now denied under conditions only") : t("Now allowed under conditions only");
      return isDeny ? t("Denied under other conditions") : t("Allowed under other conditions");
    case "never":
      if (before === "always") return isDeny ? t("No longer denied") : t("No longer allowed");
      return isDeny ? t("No longer denied under conditions") : t("No longer allowed under conditions");
  }
}
