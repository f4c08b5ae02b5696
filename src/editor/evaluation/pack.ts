/** The same in fewer policies, with the proof shown before anything is used. */
import type { PolicyTarget } from "../../organization/model";
import * as vscode from "vscode";
import { getPolicyQuota } from "../../terms/quotas";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { showRefusal } from "../messages";
import { hasStatements } from "../../policy/policyType";
import { openUntitled } from "../language/openUntitled";
import { getPolicyIds } from "../subject";
import { askWhole } from "./askWhole";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";
import { TextReport } from "./textReport";
import { toNumber } from "./words";

export async function packPolicies(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const { t } = vscode.l10n;
  const session = getSessionOrExplain(services);
  if (!session) return;
  const chosen = await choosePolicies(session, getPolicyIds(services.getSubjects(args)));
  if (!chosen) return;
  const policies = await Promise.all(chosen.map((id) => session.store.loadPolicy(id)));
  const [first] = policies;
  if (!first) return;
  if (policies.some(({ type }) => type !== first.type)) {
    showRefusal(t("Choose policies of one type."));
    return;
  }
  const maxSize = getPolicyQuota(first.type)?.maxSize ?? 0;
  const inputs = policies.map(({ name, content }) => ({ name, content }));
  const pack = await askWhole(services, session, "packPolicies", first.type, inputs, maxSize);
  if ("problem" in pack) {
    showRefusal(t("They cannot be packed: {0}", pack.problem));
    return;
  }
  const report = new TextReport();
  const sizes = policies.map(({ content }) => content.length).reduce((sum, size) => sum + size, 0);
  const count = (policyCount: number, size: number) =>
    policyCount === 1
      ? t("1 policy of {0} characters", toNumber(size))
      : t("{0} policies of {1} characters", toNumber(policyCount), toNumber(size));
  const size = pack.policies.reduce((sum, policy) => sum + policy.size, 0);
  report.add(0, `${count(policies.length, sizes)} → ${count(pack.policies.length, size)}`);
  report.skip();
  report.add(0, t("Found to be the same before and after:"));
  report.add(
    1,
    t("{0} actions of the catalogue, each with its resources and conditions", toNumber(pack.proof.actions)),
  );
  const { statements } = pack.proof;
  report.add(
    1,
    statements === 1
      ? t("1 statement, pattern by pattern, for actions yet to come")
      : t("{0} statements, pattern by pattern, for actions yet to come", toNumber(statements)),
  );
  const note = await describeTargets(session, chosen);
  if (note !== undefined) {
    report.skip();
    report.add(0, note);
  }
  for (const [index, policy] of pack.policies.entries()) {
    report.skip();
    const words = t("Open as a new file");
    const { kind } = getPolicyTypeFacts(first.type);
    const link = { words, command: COMMANDS.openPacked, args: [`packed-${index + 1}.${kind}.json`, policy.content] };
    report.add(0, t("Policy {0}, {1} characters, from {2}", index + 1, toNumber(policy.size), policy.from.join(", ")));
    report.add(1, words, link);
  }
  await showReport(services.texts, t("Packed policies"), report);
}

/** By its file name and its text. */
export async function openPacked(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const [name, content] = args;
  if (typeof name !== "string" || typeof content !== "string") return;
  await openUntitled(name, services.documents.language.format(content));
}

/** What is to be said of where the policies are attached; nothing where it is the same for all. */
async function describeTargets({ store }: Session, policyIds: readonly string[]): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const lists = await Promise.allSettled(policyIds.map((id) => store.loadTargets(id)));
  if (lists.some(({ status }) => status === "rejected")) {
    return t("Not all of their targets could be read: it is the same only where all of them are attached.");
  }
  const texts = lists.flatMap((list) => (list.status === "fulfilled" ? [list.value.map(toId).sort().join(" ")] : []));
  return new Set(texts).size > 1
    ? t("They are not attached to the same targets: it is the same only where all of them are attached.")
    : undefined;
}

const toId = ({ targetId }: PolicyTarget): string => targetId;

async function choosePolicies({ store }: Session, selected: readonly string[]): Promise<readonly string[] | undefined> {
  if (selected.length > 1) return selected;
  await store.loadRoots();
  const load = async () => {
    const types = store.getEnabledPolicyTypes().filter(hasStatements);
    const lists = await Promise.all(types.map((type) => store.loadPolicies(type)));
    return lists
      .flat()
      .filter((policy) => !policy.awsManaged)
      .map(({ id, name, type }) => ({
        ...{ id, label: name, description: `${getPolicyTypeFacts(type).short} · ${id}` },
        picked: selected.includes(id),
      }));
  };
  const title = vscode.l10n.t("Pack which policies?");
  const options = { title, canPickMany: true, matchOnDescription: true, ignoreFocusOut: true } as const;
  const chosen = await vscode.window.showQuickPick(load(), options);
  return chosen && chosen.length > 0 ? chosen.map(({ id }) => id) : undefined;
}
