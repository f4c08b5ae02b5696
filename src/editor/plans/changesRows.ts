/** The rows of the Changes view, without VS Code's tree. */
import type { StepState } from "../../changes/journal";
import { getLaterKind, isLaterState, isOfLaterVersion } from "../../changes/laterVersion";
import { isLone } from "../../changes/loneRuns";
import { canBeFinished, canBeUndone, getInterruptedRuns, getUndone, type Run, type StepRun } from "../../changes/runs";
import type { OrganizationContents } from "../../organization/model";
import type { Translate } from "../../terms/translate";
import { countSteps, getCountsText, getLaterText, getOutcomeText, getStepTexts } from "./words";

export interface RunRow {
  readonly kind: "run";
  readonly id: string;
  readonly run: Run;
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
  const atWork = isAtWork ? runs.findLast(({ ended }) => ended === undefined)?.id : undefined;
  const interrupted = new Set(getInterruptedRuns(runs).map(({ id }) => id));
  const undone = getUndone(runs);
  const continued = new Set(runs.map(({ plan }) => plan.continues));
  return runs.toReversed().map((run): RunRow => {
    const isRunning = run.id === atWork;
    const isInterrupted = interrupted.has(run.id) && !isRunning;
    const isUndone = undone.has(run.id);
    const isLater = isOfLaterVersion(run);
    const { failed, unknown, notRun } = countSteps(run);
    const known = isUndone
      ? t("undone")
      : isRunning
        ? t("being run")
        : isInterrupted
          ? t("interrupted")
          : getCountsText(run, t);
    const state = isLater ? [known, t("recorded by a later version")].filter(Boolean).join(", ") : known;
    return {
      kind: "run",
      id: run.id,
      run,
      label: run.plan.title || t("A change of a later version"),
      description: `${state} · ${formatTime(run.at)}`,
      icon: isRunning
        ? "sync~spin"
        : isLater || isInterrupted || unknown > 0
          ? "question"
          : isUndone
            ? "discard"
            : failed + notRun > 0
              ? "warning"
              : "pass",
      flags: isRunning
        ? ["run"]
        : [
            "run",
            ...(canBeUndone(run) && !isUndone ? ["undoable"] : []),
            ...(isInterrupted && !isLater ? ["interrupted"] : []),
            ...((isInterrupted && !isLater) ||
            (canBeFinished(run) && !isLone(run) && !isUndone && !continued.has(run.id))
              ? ["unfinished"]
              : []),
          ],
    };
  });
}

/** With the names that things have in `contents`. */
export function getStepRows(run: Run, contents: OrganizationContents | undefined, t: Translate): readonly StepRow[] {
  const texts = contents ? getStepTexts(run.plan.steps, contents, t) : new Map<string, string>();
  return run.steps.map((step): StepRow => {
    const { planned, record } = step;
    return {
      kind: "step",
      id: `${run.id}/${planned.id}`,
      run,
      step,
      label: texts.get(planned.id) ?? getLaterText(planned.step, t) ?? step.step.kind,
      description: getOutcomeText(record, t),
      icon: getIcon(record?.state),
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
