import type { Plan } from "../../changes/plan";
import { numberSteps, type PlannedStep } from "../../changes/plan";
import type { Step } from "../../changes/step";
import type { Session } from "../connection/session";

/** What a command wants done. */
export interface PlanRequest {
  /** In a line, in the person's language. */
  readonly title: string;
  /** In order, or numbered and cut into waves already. */
  readonly steps: readonly Step[] | readonly PlannedStep[];
  readonly reason?: string;
  readonly undoes?: string;
  readonly continues?: string;
}

export function createPlan(request: PlanRequest, session: Session, now: string): Plan {
  const { title, steps, reason, undoes, continues } = request;
  return {
    title,
    organizationId: session.organizationId,
    callerArn: session.caller.arn,
    plannedAt: now,
    steps: isNumbered(steps) ? steps : numberSteps(steps),
    ...(reason !== undefined && { reason }),
    ...(undoes !== undefined && { undoes }),
    ...(continues !== undefined && { continues }),
  };
}

function isNumbered(steps: PlanRequest["steps"]): steps is readonly PlannedStep[] {
  return steps.every((step) => "step" in step);
}
