/** Attaching policies to roots, organizational units and accounts. */
import type { OrganizationStore } from "../../organization/store";
import type { EditorServices } from "../services";
import { getPolicyIds, getTargetIds, type Subject } from "../subject";
import { choosePolicyToAttach } from "./choosePolicy";
import { chooseTargetToAttach } from "./chooseTarget";
import { canChangeOrExplain, getSessionOrExplain } from "./guard";
import { loadStep } from "./loadPlan";
import { proposeSteps } from "./perform";
import type { OfferUndo } from "./unfinished";

/** Asks for the half that is missing, then proposes each pair. */
export async function attachPolicy(
  services: EditorServices,
  subjects: readonly Subject[],
  offerUndo: OfferUndo,
): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session || !canChangeOrExplain(services, session, () => attachPolicy(services, subjects, offerUndo))) return;
  const pair = await choosePair(session.store, getTargetIds(subjects), getPolicyIds(subjects));
  if (!pair) return;
  const changes = pair.targetIds.flatMap((targetId) =>
    pair.policyIds.map((policyId) => ({ kind: "attach", policyId, targetId }) as const),
  );
  const steps = await Promise.all(changes.map((change) => loadStep(session.store, change)));
  await proposeSteps(services, session, steps, offerUndo);
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
