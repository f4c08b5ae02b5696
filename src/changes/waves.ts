/** Cutting a plan into waves: some targets first, the rest after a halt. */
import { getNeededSteps, getNewId, isNewId, replaceIds } from "./newIds";
import type { Plan, PlannedStep } from "./plan";
import type { Step } from "./step";

/** The root, OU or account that a step is about; `undefined` for those of the organization as a whole. */
export function getPlace(step: Step): string | undefined {
  switch (step.kind) {
    case "attachPolicy":
    case "detachPolicy":
      return isNewId(step.targetId) ? undefined : step.targetId;
    case "moveAccount":
    case "closeAccount":
    case "removeAccountFromOrganization":
    case "putAccountName":
      return step.accountId;
    case "updateOrganizationalUnit":
    case "deleteOrganizationalUnit":
      return step.organizationalUnitId;
    default:
      return undefined;
  }
}

/** The places of a plan's steps, in their order, each once. */
export function getPlaces({ steps }: Plan): readonly string[] {
  return [...new Set(steps.flatMap(({ step }) => getPlace(step) ?? []))];
}

/**
 * The plan in waves; `waves` are places, and those named in none come last. What others need comes with the first of
 * them; any other step without a place keeps its place behind those before it. Steps are numbered anew.
 */
export function cutIntoWaves(plan: Plan, waves: readonly (readonly string[])[]): Plan {
  const getWave = (place: string) => {
    const wave = waves.findIndex((places) => places.includes(place));
    return wave < 0 ? waves.length : wave;
  };
  const found = new Map<string, number>();
  let latest = 0;
  const emptied = new Map<string, number>();
  for (const { id, step } of plan.steps) {
    const place = getPlace(step);
    const own = place === undefined ? latest : getWave(place);
    // An OU goes once what it held is gone, whatever wave it was named in.
    const wave = step.kind === "deleteOrganizationalUnit" ? Math.max(own, emptied.get(place ?? "") ?? 0) : own;
    const left = getLeft(step);
    if (left !== undefined) emptied.set(left, Math.max(wave, emptied.get(left) ?? 0));
    found.set(id, wave);
    latest = Math.max(latest, wave);
  }
  // From the last to the first, so that what a needed step itself needs comes along.
  for (const needed of listNeeded(plan)) {
    const [first] = needed.by.map((id) => found.get(id) ?? 0).sort((left, right) => left - right);
    if (first !== undefined) found.set(needed.id, first);
  }
  const cut = plan.steps.map((planned) => ({ ...planned, wave: found.get(planned.id) ?? 0 }));
  return { ...plan, steps: number(cut.toSorted((left, right) => left.wave - right.wave)) };
}

/** The root or OU that holds one less after the step. */
function getLeft(step: Step): string | undefined {
  if (step.kind === "moveAccount") return step.from;
  return step.kind === "deleteOrganizationalUnit" ? step.was.parentId : undefined;
}

/** The steps that others need, the last first. */
function listNeeded({ steps }: Plan): readonly { readonly id: string; readonly by: readonly string[] }[] {
  const needs = steps.map(({ id, step }) => ({ id, needed: getNeededSteps(step) }));
  return steps.toReversed().map(({ id }) => ({
    id,
    by: needs.filter(({ needed }) => needed.includes(id)).map((need) => need.id),
  }));
}

/** Without gaps in steps or waves. */
function number(steps: readonly PlannedStep[]): readonly PlannedStep[] {
  const ids = new Map(steps.map(({ id }, index) => [getNewId(id), getNewId(String(index + 1))]));
  const waves = [...new Set(steps.map(({ wave }) => wave))];
  return steps.map(({ step, wave }, index) => ({
    id: String(index + 1),
    step: replaceIds(step, ids),
    wave: waves.indexOf(wave),
  }));
}
