/** The message after a run: what became of it, and what can be done now. */
import * as vscode from "vscode";
import type { RunResult } from "../../changes/runPlan";
import type { Run } from "../../changes/runs";
import { getWhereWords } from "../changing/where";
import type { Session } from "../connection/session";
import { showInformation, showRefusal, showWarning, type MessageAction } from "../messages";
import { explainStepError } from "./execute";
import { countSteps, getCountsText } from "./words";

export interface ReportActions {
  readonly undo: (run: Run) => unknown;
  readonly settle: (run: Run) => unknown;
  readonly showChanges: () => unknown;
}

export function tellResult(session: Session, title: string, result: RunResult, actions: ReportActions): void {
  if (result.state === "refused") {
    showRefusal(getRefusal(title, result));
    return;
  }
  const t = vscode.l10n.t;
  const { run, journalError } = result;
  const { done, failed, unknown, notRun } = countSteps(run);
  const where = getWhereWords(session, t);
  const undo: MessageAction = { title: t("Undo"), run: () => actions.undo(run) };
  const look: MessageAction = { title: t("Look Again"), run: () => actions.settle(run) };
  const changes: MessageAction = { title: t("Show Changes"), run: actions.showChanges };
  const offers = [
    ...(done > 0 && run.plan.undoes === undefined ? [undo] : []),
    ...(unknown > 0 ? [look] : []),
    ...(run.steps.length > 1 ? [changes] : []),
  ];
  if (journalError !== undefined) {
    showRefusal(t("{0}: stopped, since the journal could not be written: {1}", title, journalError), ...offers);
  } else if (failed + unknown + notRun === 0) {
    showInformation(
      done > 0 ? t("{0}: done {1}.", title, where) : t("{0}: it is so already {1}.", title, where),
      ...offers,
    );
  } else {
    const counts = run.steps.length > 1 ? `${getCountsText(run, t)}. ` : "";
    const reason = getFirstReason(run);
    const message = t("{0} {1}: {2}{3}", title, where, counts, reason);
    if (done === 0 && failed > 0) showRefusal(message, ...offers);
    else showWarning(message, ...offers);
  }
}

function getFirstReason(run: Run): string {
  const t = vscode.l10n.t;
  for (const { record } of run.steps) {
    if (record?.state === "failed") return explainStepError(record.error);
    if (record?.state === "conflict")
      return t("somebody else changed it meanwhile; found {0}. Nothing was sent.", record.found);
    if (record?.state === "unknown") {
      return t("the answer was lost, and what became of it could not be read: {0}", explainStepError(record.error));
    }
  }
  return "";
}

function getRefusal(title: string, { reason, found }: Extract<RunResult, { state: "refused" }>): string {
  const t = vscode.l10n.t;
  switch (reason) {
    case "caller":
      return t(
        "{0}: nothing was sent. You are signed in as another identity than the one that planned it: {1}",
        title,
        found,
      );
    case "organization":
      return t("{0}: nothing was sent. Another organization answers now: {1}", title, found);
    case "journal":
      return t(
        "{0}: nothing was sent, since the journal that keeps changes undoable cannot be written: {1}",
        title,
        found,
      );
    case "locked":
      return t("{0}: nothing was sent. A plan for this organization is being run by {1}.", title, found);
    case "unreadable":
      return t("{0}: nothing was sent, since caller and organization could not be read again: {1}", title, found);
  }
}
