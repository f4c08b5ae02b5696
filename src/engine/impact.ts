import { applyStep } from "../changes/applyStep";
import { OrganizationDraft } from "../changes/organizationDraft";
import type { Plan, PlannedStep } from "../changes/plan";
import type { PlanFinding } from "../changes/preflight/catalogue";
import type { PlanFacts } from "../changes/preflight/facts";
import { getGuardFindings } from "../changes/preflight/guards";
import type { AccessEngine } from "../evaluation/access/engine";
import type { AccessMatrix } from "../evaluation/access/matrix";
import { compareMatrices, type Impact } from "../evaluation/impact";
import type { OrganizationContents } from "../organization/model";

/** What the steps of a plan do to accounts and actions, in order, as if AWS had accepted each. */
export function judgeImpact(
  engine: AccessEngine,
  contents: OrganizationContents,
  steps: readonly PlannedStep[],
): Impact {
  return compareMatrices(engine.judge(contents), engine.judge(applySteps(contents, steps)));
}

export interface PlanJudgement {
  readonly findings: readonly PlanFinding[];
  readonly impact: Impact;
}

/** What a plan does, and what the guards say of it. `before`: the organization as it is, judged. */
export function judgePlan(
  plan: Plan,
  facts: PlanFacts,
  engine: AccessEngine,
  before: AccessMatrix = engine.judge(facts.contents),
): PlanJudgement {
  const impact = compareMatrices(before, engine.judge(applySteps(facts.contents, plan.steps)));
  return { findings: getGuardFindings(plan, facts, impact, engine), impact };
}

/** The organization after steps, in order. */
export function applySteps(contents: OrganizationContents, steps: readonly PlannedStep[]): OrganizationContents {
  const draft = new OrganizationDraft(contents);
  for (const step of steps) applyStep(draft, step);
  return draft.getContents();
}
