import { OrganizationDraft } from "../../changes/organizationDraft";
import { numberSteps, type Plan, type PlannedStep } from "../../changes/plan";
import type { Step } from "../../changes/step";
import type { OrganizationContents } from "../../organization/model";
import type { Translate } from "../../terms/translate";
import type { StorePart } from "../../organization/store";
import type { Session } from "../connection/session";
import { getStepWords, type StepWords } from "./singleStep";

/** What a command wants done. */
export interface PlanRequest {
  /** In a line, in the person's language; by default the words of its one step. */
  readonly title?: string;
  /** In order, or numbered and cut into waves already. */
  readonly steps: readonly Step[] | readonly PlannedStep[];
  readonly reason?: string;
  readonly undoes?: string;
  readonly continues?: string;
  /** As of a plan. */
  readonly isPartial?: true;
  /** Further lines for the question. */
  readonly notes?: readonly string[];
  /** What the command itself has read just now, and need not be read again before the plan is judged. */
  readonly justRead?: readonly StorePart[];
}

export interface WordedPlan {
  readonly plan: Plan;
  readonly words: StepWords;
  readonly notes: readonly string[];
  readonly justRead?: readonly StorePart[];
}

export function createPlan(
  request: PlanRequest,
  session: Session,
  contents: OrganizationContents,
  now: string,
  t: Translate,
): WordedPlan {
  const { reason, undoes, continues, isPartial, notes = [], justRead } = request;
  const steps = isNumbered(request.steps) ? request.steps : numberSteps(request.steps);
  const words = getWords(request, steps, contents, t);
  const plan: Plan = {
    title: words.title,
    organizationId: session.organizationId,
    callerArn: session.caller.arn,
    plannedAt: now,
    steps,
    ...(reason !== undefined && { reason }),
    ...(undoes !== undefined && { undoes }),
    ...(continues !== undefined && { continues }),
    ...(isPartial && { isPartial }),
  };
  return { plan, words, notes, ...(justRead && { justRead }) };
}

/** Words for a plan that comes from elsewhere: a document, a file. */
export function wordPlan(
  plan: Plan,
  contents: OrganizationContents,
  t: Translate,
  notes: readonly string[] = [],
): WordedPlan {
  return { plan, words: getWords(plan, plan.steps, contents, t), notes };
}

function getWords(
  { title, undoes }: { readonly title?: string; readonly undoes?: string },
  steps: readonly PlannedStep[],
  contents: OrganizationContents,
  t: Translate,
): StepWords {
  const [only, ...more] = steps;
  if (only && more.length === 0) {
    const words = getStepWords(only.step, new OrganizationDraft(contents), undoes !== undefined, t);
    if (undoes !== undefined || title === undefined || title === words.title) return words;
    return { ...words, title, done: t("{0}: done", title) };
  }
  const all = title ?? t("Change the organization in {0} steps", steps.length);
  return { title: all, done: t("{0}: done", all), verb: t("Run {0} Steps", steps.length) };
}

function isNumbered(steps: PlanRequest["steps"]): steps is readonly PlannedStep[] {
  return steps.every((step) => "step" in step);
}
