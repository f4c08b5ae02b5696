/** The rows of the Changes view, without VS Code's tree. */
import type { StepState } from "../../changes/journal";
import { getLaterKind, isLaterState, isOfLaterVersion } from "../../changes/laterVersion";
import { isLone } from "../../changes/loneRuns";
import { canBeFinished, canBeUndone, getInterruptedRuns, getUndone, type Run, type StepRun } from "../../changes/runs";
import type { OrganizationContents } from "../../organization/model";
import type { Translate } from "../../terms/translate";
import { countSteps, getCountsText, getLaterText, getOutcomeText, getRunTitle, getStepTexts } from "./words";

/** `interrupted`: nobody is at work on it any more, and what became of it is open. */
type RunState = "beingRun" | "interrupted" | "undone" | "ended";

export interface RunRow {
  readonly kind: "run";
  readonly id: string;
  readonly run: Run;
  readonly state: RunState;
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  /** For menus. */
  readonly flags: readonly string[];
}

export interface StepRow {
  readonly kind: "step";
  readonly id: string;
  readonly run: Run;
  readonly step: StepRun;
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly flags: readonly string[];
}

export type ChangeRow = RunRow | StepRow;

/**
 * Newest first. `formatTime` turns ISO 8601 into the person's own form; `isAtWork`: a run is under way, in this window or
 * another.
 */
export function getRunRows(
  runs: readonly Run[],
  t: Translate,
  formatTime: (at: string) => string,
  isAtWork: boolean,
): readonly RunRow[] {
  const getState = readStates(runs, isAtWork);
  const continued = new Set(runs.map(({ plan }) => plan.continues));
  return runs.toReversed().map((run): RunRow => {
    const state = getState(run);
    return {
      kind: "run",
      id: run.id,
      run,
      state,
      label: getRunTitle(run, t),
      description: `${getStateText(run, state, t)} · ${formatTime(run.at)}`,
      icon: getRunIcon(run, state),
      flags: getRunFlags(run, state, continued.has(run.id)),
    };
  });
}

function readStates(runs: readonly Run[], isAtWork: boolean): (run: Run) => RunState {
  const interrupted = getInterruptedRuns(runs);
  const open = new Set(interrupted.map(({ id }) => id));
  const undone = getUndone(runs);
  const beingRun = isAtWork ? interrupted.findLast(({ ended }) => ended === undefined)?.id : undefined;
  return ({ id }) => {
    if (id === beingRun) return "beingRun";
    if (undone.has(id)) return "undone";
    return open.has(id) ? "interrupted" : "ended";
  };
}

function getStateText(run: Run, state: RunState, t: Translate): string {
  const texts: Readonly<Record<RunState, string>> = {
    beingRun: t("being run"),
    interrupted: t("interrupted"),
    undone: t("undone"),
    ended: getCountsText(run, t),
  };
  const later = isOfLaterVersion(run) ? t("recorded by a later version") : "";
  return [texts[state], run.isDamaged ? t("its record is damaged") : later].filter(Boolean).join(", ");
}

function getRunIcon(run: Run, state: RunState): string {
  if (state === "beingRun") return "sync~spin";
  const { failed, unknown, notRun } = countSteps(run);
  if (state === "interrupted" || unknown > 0 || isOfLaterVersion(run)) return "question";
  if (state === "undone") return "discard";
  return failed + notRun > 0 ? "warning" : "pass";
}

/** `isContinued`: another run is to do the rest. */
function getRunFlags(run: Run, state: RunState, isContinued: boolean): readonly string[] {
  if (state === "beingRun") return ["run"];
  if (state === "interrupted" && run.isDamaged) return ["run", "interrupted"];
  const isInterrupted = state === "interrupted" && !isOfLaterVersion(run);
  const isStopped = state !== "undone" && canBeFinished(run) && !isLone(run) && !isContinued;
  return [
    "run",
    ...(state !== "undone" && canBeUndone(run) ? ["undoable"] : []),
    ...(isInterrupted ? ["interrupted"] : []),
    ...(isInterrupted || isStopped ? ["unfinished"] : []),
  ];
}

/** With the names that things have in `contents`. */
export function getStepRows(
  { run, state }: Pick<RunRow, "run" | "state">,
  contents: OrganizationContents | undefined,
  t: Translate,
): readonly StepRow[] {
  const texts = contents ? getStepTexts(run.plan.steps, contents, t) : new Map<string, string>();
  return run.steps.map((step): StepRow => {
    const { planned, record } = step;
    const isBeingSent = state === "beingRun" && record?.state === "sending";
    return {
      kind: "step",
      id: `${run.id}/${planned.id}`,
      run,
      step,
      label: texts.get(planned.id) ?? getLaterText(planned.step, t) ?? step.step.kind,
      description: isBeingSent ? t("being sent") : getOutcomeText(record, t),
      icon: isBeingSent ? "sync" : getIcon(record?.state),
      flags: ["step", ...(hasText(step) ? ["diff"] : [])],
    };
  });
}

/** Whether the step wrote a text that can be compared with the one before. */
function hasText({ step }: StepRun): boolean {
  if (getLaterKind(step) !== undefined) return false;
  switch (step.kind) {
    case "updatePolicy":
      return step.to.content !== undefined;
    case "createPolicy":
    case "deletePolicy":
    case "putResourcePolicy":
    case "deleteResourcePolicy":
      return true;
    default:
      return false;
  }
}

/** The texts before and after a step. */
export function getTexts({ step }: StepRun): { readonly before: string; readonly after: string } {
  switch (step.kind) {
    case "updatePolicy":
      return { before: step.from.content ?? "", after: step.to.content ?? "" };
    case "createPolicy":
      return { before: "", after: step.policy.content };
    case "deletePolicy":
      return { before: step.was.content, after: "" };
    case "putResourcePolicy":
      return { before: step.from ?? "", after: step.to };
    case "deleteResourcePolicy":
      return { before: step.was, after: "" };
    default:
      return { before: "", after: "" };
  }
}

function getIcon(state: StepState | undefined): string {
  if (state !== undefined && isLaterState(state)) return "question";
  switch (state) {
    case undefined:
    case "notSent":
      return "circle-slash";
    case "done":
      return "pass";
    case "alreadySo":
      return "dash";
    case "failed":
    case "conflict":
      return "error";
    case "underWay":
      return "sync";
    case "sending":
    case "unknown":
      return "question";
  }
}
