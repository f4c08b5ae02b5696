import { applyStep } from "../changes/applyStep";
import { OrganizationDraft } from "../changes/organizationDraft";
import type { PlannedStep } from "../changes/plan";
import type { AccessEngine } from "../evaluation/access/engine";
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

/** The organization after steps, in order. */
export function applySteps(contents: OrganizationContents, steps: readonly PlannedStep[]): OrganizationContents {
  const draft = new OrganizationDraft(contents);
  for (const step of steps) applyStep(draft, step);
  return draft.getContents();
}
