/** Taking a run back: the inverse of what it did, as a plan of its own. */
import type { Attachment, OrganizationContents } from "../organization/model";
import type { PolicyType } from "../terms/policyTypes";
import { getNewId, replaceIds } from "./newIds";
import { getOperation } from "./operations/table";
import type { Plan, PlannedStep } from "./plan";
import { getCreated, type Run, type StepRun } from "./runs";
import type { Step } from "./step";

export interface TakeBack {
  /** The last thing done comes first; `undefined` when nothing can be taken back. */
  readonly plan: Plan | undefined;
  /** What was done and has no inverse at AWS. */
  readonly lasting: readonly StepRun[];
}

/**
 * Undoes what the run did or may have done; what was so before stays. Something deleted comes back under a new id, and
 * the later steps use that. A step that has been taken back already does nothing a second time.
 */
export function getTakeBack(run: Run, plannedAt: string, title: string): TakeBack {
  const steps: PlannedStep[] = [];
  const lasting: StepRun[] = [];
  const replaced = new Map<string, string>();
  for (const done of run.steps.filter(hasEffect).toReversed()) {
    const { record } = done;
    const created = record?.state === "done" ? record.created : undefined;
    const newId = getNewId(String(steps.length + 1));
    const inversion = getOperation(done.step).invert(done.step, created, newId);
    if (!inversion) {
      lasting.push(done);
      continue;
    }
    if (inversion.replaces !== undefined) replaced.set(inversion.replaces, newId);
    for (const step of inversion.steps) {
      steps.push({ id: String(steps.length + 1), step: replaceIds(step, replaced), wave: 0 });
    }
  }
  if (steps.length === 0) return { plan: undefined, lasting };
  const { organizationId, callerArn } = run.plan;
  const plan: Plan = {
    title,
    organizationId,
    plannedAt,
    steps,
    undoes: run.id,
    ...(callerArn !== undefined && { callerArn }),
  };
  return { plan, lasting };
}

/** An unknown outcome counts: looking at the organization again tells whether there is something to do. */
function hasEffect({ record }: StepRun): boolean {
  const state = record?.state;
  return state === "done" || state === "sending" || state === "underWay" || state === "unknown";
}

/** What is attached of a policy type, and every root, OU and account. */
export interface Held {
  readonly attachments: readonly Attachment[];
  readonly targetIds: readonly string[];
}

/** The types that a plan switches off without knowing what that loses: taking back that a type was switched on is so. */
export function getUnknownLosses({ steps }: Plan): readonly PolicyType[] {
  return steps.flatMap(({ step }) =>
    step.kind === "disablePolicyType" && step.targetIds.length === 0 ? [step.policyType] : [],
  );
}

/** The plan with what it loses of the type: what is attached by now, and is not detached by the steps before. */
export function fillInLosses(plan: Plan, policyType: PolicyType, { attachments, targetIds }: Held): Plan {
  const lost = new Map(attachments.map((one) => [`${one.policyId} ${one.targetId}`, one]));
  const steps = plan.steps.map((planned): PlannedStep => {
    const { step } = planned;
    const isOfType = "policyType" in step && step.policyType === policyType;
    if (step.kind === "attachPolicy" && isOfType) lost.set(`${step.policyId} ${step.targetId}`, step);
    if (step.kind === "detachPolicy") lost.delete(`${step.policyId} ${step.targetId}`);
    if (step.kind !== "disablePolicyType" || step.policyType !== policyType) return planned;
    const left = Array.from(lost.values(), ({ policyId, targetId }) => ({ policyId, targetId }));
    return { ...planned, step: { ...step, attachments: left, targetIds } };
  });
  return { ...plan, steps };
}

/** What undoing the run brought back so far, as an undo that was broken off did. */
export function getMade(runs: readonly Run[], runId: string): ReadonlySet<string> {
  return new Set(runs.filter(({ plan }) => plan.undoes === runId).flatMap((undo) => [...getCreated(undo).values()]));
}

/** The plan without making anew what was made and is still there: AWS takes no name twice. */
export function reuseMade(plan: Plan, made: ReadonlySet<string>, contents: OrganizationContents): Plan {
  const ids = new Map<string, string>();
  const steps = plan.steps.flatMap((planned): readonly PlannedStep[] => {
    const step = replaceIds(planned.step, ids);
    const there = findThere(step, contents).find((id) => made.has(id));
    if (there === undefined) return [{ ...planned, step }];
    ids.set(getNewId(planned.id), there);
    return [];
  });
  return { ...plan, steps };
}

/** Ids of what stands where the step would create something. */
function findThere(step: Step, { policies, organizationalUnits }: OrganizationContents): readonly string[] {
  switch (step.kind) {
    case "createPolicy": {
      const { name, type } = step.policy;
      return policies.filter((policy) => policy.name === name && policy.type === type).map(({ id }) => id);
    }
    case "createOrganizationalUnit": {
      const { parentId, name } = step;
      return organizationalUnits.filter((unit) => unit.parentId === parentId && unit.name === name).map(({ id }) => id);
    }
    default:
      return [];
  }
}
