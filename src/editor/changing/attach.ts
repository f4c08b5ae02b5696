/** Attaching policies to roots, organizational units and accounts. */
import * as vscode from "vscode";
import type { AttachmentStep } from "../../changes/step";
import type { OrganizationStore } from "../../organization/store";
import type { EditorServices } from "../services";
import { getPolicyIds, getTargetIds, type Subject } from "../subject";
import { choosePolicyToAttach } from "./choosePolicy";
import { chooseTargetToAttach } from "./chooseTarget";
import { canChangeOrExplain, getSessionOrExplain } from "./guard";
import { loadSummary } from "./loadSummary";

/** Asks for the half that is missing, then proposes each pair. */
export async function attachPolicy(services: EditorServices, subjects: readonly Subject[]): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session || !canChangeOrExplain(services, session, () => attachPolicy(services, subjects))) return;
  const { store } = session;
  const pair = await choosePair(store, getTargetIds(subjects), getPolicyIds(subjects));
  if (!pair) return;
  const steps: AttachmentStep[] = [];
  for (const policyId of pair.policyIds) {
    const { type: policyType } = await loadSummary(store, policyId);
    for (const targetId of pair.targetIds) steps.push({ kind: "attachPolicy", policyId, policyType, targetId });
  }
  const [policyId = "", ...more] = pair.policyIds;
  const targets = pair.targetIds.length;
  const title =
    more.length > 0
      ? vscode.l10n.t("Attach {0} policies to {1} targets", pair.policyIds.length, targets)
      : vscode.l10n.t("Attach “{0}” to {1} targets", (await loadSummary(store, policyId)).name, targets);
  await services.plans.propose(session, { steps, ...(steps.length > 1 && { title }) });
}

interface Pair {
  readonly targetIds: readonly string[];
  readonly policyIds: readonly string[];
}

async function choosePair(
  store: OrganizationStore,
  targetIds: readonly string[],
  policyIds: readonly string[],
): Promise<Pair | undefined> {
  if (targetIds.length === 0) {
    const targetId = await chooseTargetToAttach(store, policyIds);
    return targetId === undefined ? undefined : choosePair(store, [targetId], policyIds);
  }
  if (policyIds.length > 0) return { targetIds, policyIds };
  const policyId = await choosePolicyToAttach(store, targetIds);
  return policyId === undefined ? undefined : { targetIds, policyIds: [policyId] };
}
