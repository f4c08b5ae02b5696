/** The way of every operation: is there an organization, may it be changed, what is wanted, and a plan of it. */
import type { Run } from "../../changes/runs";
import { canChangeOrganizationOrExplain, getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import type { PlanRequest } from "../plans/request";
import type { EditorServices } from "../services";

/**
 * Asks a person for what is missing, only where changes may be planned, and proposes the answer. `undefined` from `ask`
 * ends it; the run is `undefined` too while a plan of several steps stands on the screen.
 */
export async function operate(
  services: Pick<EditorServices, "connections" | "plans">,
  ask: (session: Session) => Promise<PlanRequest | undefined>,
  canChange = canChangeOrganizationOrExplain,
): Promise<Run | undefined> {
  const session = getSessionOrExplain(services);
  if (!session || !canChange(services, session, () => operate(services, ask, canChange))) return undefined;
  const request = await ask(session);
  return request && services.plans.propose(session, request);
}

/** The id of what the only step of a run created. */
export function getCreatedId(run: Run | undefined): string | undefined {
  const record = run?.steps[0]?.record;
  return record?.state === "done" || record?.state === "alreadySo" ? record.created : undefined;
}
