/** What the lines of the journal amount to. */
import type { DamagedEntry, JournalEntry, LaterEntry, RecordedEntry, RunEnd, StepRecord, StepState } from "./journal";
import { isOfLaterVersion } from "./laterVersion";
import { getNewId, replaceIds } from "./newIds";
import type { Plan, PlannedStep } from "./plan";
import type { Step, StepKind } from "./step";

export interface StepRun {
  readonly planned: PlannedStep;
  /** With the ids of what the run created, once it was about to be sent. */
  readonly step: Step;
  /** `undefined`: not run. */
  readonly record?: StepRecord;
  readonly at?: string;
  /** Policies of the type that were attached to the target before. */
  readonly attached?: readonly string[];
}

export interface Run {
  readonly id: string;
  readonly at: string;
  readonly caller: string;
  readonly connection: string;
  readonly plan: Plan;
  readonly steps: readonly StepRun[];
  readonly ended?: { readonly at: string; readonly how: RunEnd };
  /** Lines of it are damaged, or have a form that this version does not know. */
  readonly isPartlyRead?: true;
  /** Lines of it, or its beginning, cannot be read any more. */
  readonly isDamaged?: true;
}

/**
 * The runs, oldest first. One whose beginning cannot be read has no steps, and `organizationId`, that of the journal: no
 * line makes a run vanish.
 */
export function readRuns(entries: readonly RecordedEntry[], organizationId = ""): readonly Run[] {
  const runs = new Map<string, Run>();
  for (const entry of entries) {
    const known = runs.get(entry.runId);
    runs.set(entry.runId, addRecorded(known, entry, organizationId));
  }
  return [...runs.values()];
}

function addRecorded(run: Run | undefined, entry: RecordedEntry, organizationId: string): Run {
  switch (entry.entry) {
    case "later":
      return addUnread(run, entry, "");
    case "damaged":
      return { ...addUnread(run, entry, organizationId), isDamaged: true };
    default:
      return addEntry(run, entry) ?? addRecorded(toDamaged(entry, organizationId), entry, organizationId);
  }
}

function toDamaged({ runId, at }: JournalEntry, organizationId: string): Run {
  return { ...addUnread(undefined, { entry: "damaged", runId, at }, organizationId), isDamaged: true };
}

/** The run with one more line of it. `undefined` as long as its beginning is missing. */
export function addEntry(run: Run | undefined, entry: JournalEntry): Run | undefined {
  return entry.entry === "run" ? begin(entry) : advance(run, entry);
}

/**
 * Runs that a crash or a lost connection left in the middle, or with an outcome that is not known, and that nobody
 * finished, took back or let be.
 */
export function getInterruptedRuns(runs: readonly Run[]): readonly Run[] {
  const followed = new Set(
    runs.flatMap((run) => [isFailedUndo(run) ? undefined : run.plan.undoes, run.plan.continues]),
  );
  return runs.filter((run) => {
    if (followed.has(run.id) || run.ended?.how === "left") return false;
    return run.ended === undefined || getUnsettledSteps(run).length > 0;
  });
}

/** It ended before all was taken back, so that what it was to take back is still as open as before. */
function isFailedUndo(run: Run): boolean {
  const { ended, plan } = run;
  const isCut = ended?.how === "stopped" || ended?.how === "cancelled" || (ended !== undefined && plan.isPartial);
  return plan.undoes !== undefined && isCut === true && getUnsettledSteps(run).length === 0;
}

/** Ids of the runs of which an undo took back what can be: it was done, and left out what AWS would have refused. */
export function getUndoneInPart(runs: readonly Run[]): ReadonlySet<string | undefined> {
  return new Set(
    runs.filter(({ plan, ended }) => plan.isPartial && ended?.how === "complete").map(({ plan }) => plan.undoes),
  );
}

/** Ids of the runs that were taken back as a whole, and not done again by taking that back. */
export function getUndone(runs: readonly Run[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const { id, plan, ended } of runs.toReversed()) {
    const isWhole = ended?.how === "complete" && plan.isPartial === undefined;
    if (isWhole && plan.undoes !== undefined && !undone.has(id)) undone.add(plan.undoes);
  }
  return undone;
}

/** Whether something of it is in effect, or may be, whether or not AWS offers a way back. */
export function isInEffect(run: Run): boolean {
  return !isOfLaterVersion(run) && hasWayBack(run.plan) && run.steps.some(isStepInEffect);
}

/** Whether there is something to take back. */
export function canBeUndone(run: Run): boolean {
  return isInEffect(run) && run.steps.some((step) => isStepInEffect(step) && !LASTING.has(step.step.kind));
}

function isStepInEffect({ record }: StepRun): boolean {
  return record !== undefined && (record.state === "done" || UNSETTLED.has(record.state));
}

/** What AWS offers no way back from; the table of operations, which says it too, is not loaded for a list of runs. */
export const LASTING: ReadonlySet<StepKind> = new Set([
  ...(["createAccount", "closeAccount", "removeAccountFromOrganization"] as const),
  ...(["cancelHandshake", "acceptHandshake", "declineHandshake"] as const),
  ...(["createOrganization", "enableAllFeatures"] as const),
]);

/** Of what takes back itself only where AWS drops attachments with it. */
export function hasWayBack({ undoes, steps }: Plan): boolean {
  return undoes === undefined || steps.some(({ step }) => losesAttachments(step));
}

/** Whether it was stopped, called off or halted before all was done. One that somebody left as it is stays so. */
export function canBeFinished(run: Run): boolean {
  const { ended, steps } = run;
  if ((ended?.how !== "stopped" && ended?.how !== "cancelled") || isOfLaterVersion(run)) return false;
  return steps.some(({ record }) => record?.state !== "done" && record?.state !== "alreadySo");
}

function losesAttachments(step: Step): boolean {
  return step.kind === "disablePolicyType" && step.attachments.length > 0;
}

/** Steps whose outcome is not known for sure. */
export function getUnsettledSteps(run: Run): readonly StepRun[] {
  return run.steps.filter(({ record }) => record && UNSETTLED.has(record.state));
}

const UNSETTLED: ReadonlySet<StepState> = new Set(["sending", "underWay", "unknown"]);

/** What the steps created, by step id. */
export function getCreated(run: Run): ReadonlyMap<string, string> {
  const created = new Map<string, string>();
  for (const { planned, record } of run.steps) {
    if ((record?.state === "done" || record?.state === "alreadySo") && record.created !== undefined) {
      created.set(planned.id, record.created);
    }
  }
  return created;
}

/** What is left of a run, as a plan; `undefined` when nothing is. */
export function getRemainder(run: Run, plannedAt: string): Plan | undefined {
  const ids = new Map([...getCreated(run)].map(([stepId, id]) => [getNewId(stepId), id]));
  const steps = run.steps
    .filter(({ record }) => record?.state !== "done" && record?.state !== "alreadySo")
    .map(({ planned }) => ({ ...planned, step: replaceIds(planned.step, ids) }));
  return steps.length === 0 ? undefined : { ...run.plan, plannedAt, steps, continues: run.id };
}

/** Of a run that nobody, or only a later version, can read, there is a row all the same. */
function addUnread(
  run: Run | undefined,
  { runId, at, title = "" }: LaterEntry | DamagedEntry,
  organizationId: string,
): Run {
  if (run) return { ...run, isPartlyRead: true };
  const plan: Plan = { title, organizationId, plannedAt: at, steps: [] };
  return { id: runId, at, caller: "", connection: "", plan, steps: [], isPartlyRead: true };
}

function begin(entry: Extract<JournalEntry, { entry: "run" }>): Run {
  const { runId, at, caller, connection, plan } = entry;
  return {
    id: runId,
    at,
    caller,
    connection,
    plan,
    steps: plan.steps.map((planned) => ({ planned, step: planned.step })),
  };
}

function advance(run: Run | undefined, entry: Exclude<JournalEntry, { entry: "run" }>): Run | undefined {
  if (!run) return undefined;
  const { at } = entry;
  if (entry.entry === "end") return { ...run, ended: { at, how: entry.how } };
  const { stepId, record } = entry;
  const sent = record.state === "sending" && {
    step: record.step,
    ...(record.attached !== undefined && { attached: record.attached }),
  };
  const steps = run.steps.map((step) => (step.planned.id === stepId ? { ...step, record, at, ...sent } : step));
  return { ...run, steps };
}
