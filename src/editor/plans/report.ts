/** The message after a run: what became of it, and what can be done now. */
import * as vscode from "vscode";
import type { Halt, RunResult } from "../../changes/runPlan";
import { canBeUndone, type Run } from "../../changes/runs";
import { getWhereWords } from "../changing/where";
import type { Session } from "../connection/session";
import { showInformation, showRefusal, showWarning, type MessageAction } from "../messages";
import type { JudgedPlan } from "./judge";
import { getReport } from "./reportText";
import { countSteps, getStepTexts } from "./words";

export interface ReportActions {
  readonly undo: (run: Run) => unknown;
  readonly settle: (run: Run) => unknown;
  /** Proposes what is left of it, judged by what is there now. */
  readonly finish: (run: Run) => unknown;
  readonly showChanges: () => unknown;
}

/** `contents`: with the names of before the run. */
export function tellResult(
  session: Session,
  { words, contents }: Pick<JudgedPlan, "words" | "contents">,
  result: RunResult,
  actions: ReportActions,
): void {
  const t = vscode.l10n.t;
  const texts = result.state === "ended" ? getStepTexts(result.run.plan.steps, contents, t) : new Map<string, string>();
  const { level, message } = getReport(words, result, texts, getWhereWords(session, t), t);
  const offers = result.state === "ended" ? getOffers(result, actions) : [];
  switch (level) {
    case "information":
      return showInformation(message, ...offers);
    case "warning":
      return showWarning(message, ...offers);
    case "error":
      return showRefusal(message, ...offers);
  }
}

/** What the plan was judged by is so no more. */
const OUTDATED: ReadonlySet<Halt["reason"]> = new Set(["text", "policyTypes", "unreadText"] as const);

function getOffers(
  { run, halted }: Extract<RunResult, { state: "ended" }>,
  actions: ReportActions,
): readonly MessageAction[] {
  const { unknown } = countSteps(run);
  const t = vscode.l10n.t;
  const isOutdated = halted !== undefined && OUTDATED.has(halted.reason);
  return [
    ...(isOutdated ? [{ title: t("Judge the Rest Again"), run: () => actions.finish(run) }] : []),
    ...(canBeUndone(run) ? [{ title: t("Undo"), run: () => actions.undo(run) }] : []),
    ...(unknown > 0 ? [{ title: t("Look Again"), run: () => actions.settle(run) }] : []),
    ...(run.steps.length > 1 ? [{ title: t("Show Changes"), run: actions.showChanges }] : []),
  ];
}
