/** What must not be done without another step of the same plan. */
import { getNeededSteps } from "./newIds";
import type { Plan } from "./plan";
import type { Step } from "./step";

/** Whether the step takes away what the missing one was to put in its place, so that neither would hold. */
export function leavesOpen(step: Step, missing: Step): boolean {
  if (missing.kind !== "attachPolicy") return false;
  switch (step.kind) {
    case "detachPolicy":
      return step.targetId === missing.targetId && step.policyType === missing.policyType;
    case "moveAccount":
      return step.to === missing.targetId || step.accountId === missing.targetId;
    default:
      return false;
  }
}

/** The plan without these steps, and what must not be done without them; `undefined` where that leaves nothing. */
export function leaveOut(plan: Plan, stepIds: ReadonlySet<string>): Plan | undefined {
  const left = new Set(stepIds);
  for (const { id, step } of plan.steps) {
    const isOpen = plan.steps.some((other) => stepIds.has(other.id) && leavesOpen(step, other.step));
    if (isOpen || getNeededSteps(step).some((needed) => left.has(needed))) left.add(id);
  }
  const steps = plan.steps.filter(({ id }) => !left.has(id));
  return steps.length === 0 ? undefined : { ...plan, steps };
}
