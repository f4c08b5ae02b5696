/** What a plan does to accounts and actions, and what speaks against it. */
import type { Plan } from "../changes/plan";
import type { PlanFinding } from "../changes/preflight/catalogue";
import type { PlanFacts } from "../changes/preflight/facts";
import { getGuardFindings, type GuardPorts } from "../changes/preflight/guards";
import { judgeImpact } from "../engine/impact";
import { type ImpactSummary, toImpactSummary } from "../engine/impactSummary";

export interface PlanJudgement {
  readonly findings: readonly PlanFinding[];
  readonly impact: ImpactSummary;
}

export function judgePlan(plan: Plan, facts: PlanFacts, ports: GuardPorts): PlanJudgement {
  return {
    findings: getGuardFindings(plan, facts, ports),
    impact: toImpactSummary(judgeImpact(ports.engine, facts.contents, plan.steps)),
  };
}
