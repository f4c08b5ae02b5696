/** Attaching policies to roots, organizational units and accounts. */
import * as vscode from "vscode";
import type { AttachmentStep } from "../../changes/step";
import type { OrganizationStore } from "../../organization/store";
import type { EditorServices } from "../services";
import { getPolicyIds, getTargetIds, type Subject } from "../subject";
import { getTargetFacts } from "../targets";
import { choosePoliciesToAttach } from "./choosePolicy";
import { chooseTargetsToAttach } from "./chooseTarget";
import { canChangeOrganizationOrExplain, getSessionOrExplain } from "./guard";
import { loadSummary } from "./loadSummary";

/** Asks for the half that is missing, then proposes each pair. */
export async function attachPolicy(services: EditorServices, subjects: readonly Subject[]): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session || !canChangeOrganizationOrExplain(services, session, () => attachPolicy(services, subjects))) return;
  const { store } = session;
  const pair = await choosePair(store, getTargetIds(subjects), getPolicyIds(subjects));
  if (!pair) return;
  const steps: AttachmentStep[] = [];
  for (const policyId of pair.policyIds) {
    const { type: policyType } = await loadSummary(store, policyId);
    for (const targetId of pair.targetIds) steps.push({ kind: "attachPolicy", policyId, policyType, targetId });
  }
  await services.plans.propose(session, { steps, ...(steps.length > 1 && { title: getTitle(store, pair) }) });
}

interface Pair {
  readonly targetIds: readonly string[];
  readonly policyIds: readonly string[];
}

/** For a plan of several steps. */
function getTitle(store: OrganizationStore, { policyIds, targetIds }: Pair): string {
  const t = vscode.l10n.t;
  const [policyId = ""] = policyIds;
  const [targetId = ""] = targetIds;
  if (policyIds.length === 1) {
    return t("Attach “{0}” to {1} targets", store.getPolicySummary(policyId)?.name ?? policyId, targetIds.length);
  }
  if (targetIds.length > 1) return t("Attach {0} policies to {1} targets", policyIds.length, targetIds.length);
  const target = store.getTarget(targetId);
  return t("Attach {0} policies to {1}", policyIds.length, target ? getTargetFacts(target).name : targetId);
}

async function choosePair(
  store: OrganizationStore,
  targetIds: readonly string[],
  policyIds: readonly string[],
): Promise<Pair | undefined> {
  if (targetIds.length === 0) {
    const chosen = await chooseTargetsToAttach(store, policyIds);
    return chosen.length === 0 ? undefined : choosePair(store, chosen, policyIds);
  }
  if (policyIds.length > 0) return { targetIds, policyIds };
  const chosen = await choosePoliciesToAttach(store, targetIds);
  return chosen.length === 0 ? undefined : { targetIds, policyIds: chosen };
}
