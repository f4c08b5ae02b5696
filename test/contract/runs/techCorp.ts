/** TechCorp's ids, and short ways to plans. */
import assert from "node:assert/strict";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import type { RunResult } from "../../../src/changes/runPlan";
import type { Step } from "../../../src/changes/step";
import { createTechCorp } from "../../../src/sandbox/main";
import type { World } from "./world";

export const SCP = "SERVICE_CONTROL_POLICY";
export const ROOT = "r-tc01";
export const PRODUCTION = "ou-tc01-prod4kx7";
export const DEVELOPMENT = "ou-tc01-devl8m2q";
export const QUARANTINE = "p-quarantn1";
export const DENY_S3 = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}';

export const TECH_CORP = createTechCorp();

export function createPlan(steps: readonly Step[]): Plan {
  const organizationId = TECH_CORP.organization.id;
  return { title: "Test", organizationId, plannedAt: new Date().toISOString(), steps: numberSteps(steps) };
}

export function attach(targetId: string, policyId = QUARANTINE): Step {
  return { kind: "attachPolicy", policyId, policyType: SCP, targetId };
}

/** Runs steps that are not refused. */
export async function runToEnd(world: World, steps: readonly Step[], options: Parameters<World["run"]>[1] = {}) {
  const result = await world.run(createPlan(steps), options);
  return demandEnded(result);
}

export function demandEnded(result: RunResult) {
  assert.ok(result.state === "ended", JSON.stringify(result));
  return result;
}

export function getStates(run: { readonly steps: readonly { readonly record?: { readonly state: string } }[] }) {
  return run.steps.map(({ record }) => record?.state ?? "notRun");
}
