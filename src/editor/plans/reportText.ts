/** What became of a run, in words. */
import type { StepError, StepRecord } from "../../changes/journal";
import type { Halt, RunResult } from "../../changes/runPlan";
import type { Run } from "../../changes/runs";
import { OrganizationError } from "../../organization/errors";
import type { Translate } from "../../terms/translate";
import { explainError } from "../changing/explain";
import type { StepWords } from "./singleStep";
import { countSteps, getCountsText } from "./words";

export interface Report {
  readonly level: "information" | "warning" | "error";
  readonly message: string;
}

/** `where` as in `in the demo organization`; `texts` of the steps by their ids. */
export function getReport(
  { title, done: doneText }: StepWords,
  result: RunResult,
  texts: ReadonlyMap<string, string>,
  where: string,
  t: Translate,
): Report {
  if (result.state === "refused") return { level: "error", message: getRefusal(title, result, t) };
  const { run, journalError, halted } = result;
  const { done, failed, unknown, notRun } = countSteps(run);
  if (journalError !== undefined) {
    return {
      level: "error",
      message: t("{0}: stopped, since the journal could not be written: {1}", title, journalError),
    };
  }
  if (failed + unknown + notRun === 0) {
    const message =
      done > 0 ? t("{0} {1}.", doneText, where) : t("{0}: it is so already {1}; nothing was sent.", title, where);
    return { level: "information", message };
  }
  const counts = run.steps.length > 1 ? `${getCountsText(run, t)}. ` : "";
  const reason = halted ? getHaltText(halted, t) : getFirstReason(run, texts, t);
  const message = `${title} ${where}: ${counts}${reason}`.trimEnd();
  return { level: done === 0 && failed > 0 ? "error" : "warning", message };
}

/** An error as the journal keeps it, in plain words. */
export function explainStepError({ kind, message, awsName, reason }: StepError, t: Translate): string {
  const details = { ...(awsName !== undefined && { awsName }), ...(reason !== undefined && { reason }) };
  return explainError(new OrganizationError(kind, message, details), t);
}

/** Why the first step was not done that should have been; of several steps also which one, and how many more. */
function getFirstReason(run: Run, texts: ReadonlyMap<string, string>, t: Translate): string {
  const open = run.steps.flatMap(({ planned, record }) => {
    const reason = record && getReason(record, t);
    return reason === undefined ? [] : [{ text: texts.get(planned.id) ?? planned.id, reason }];
  });
  const [first, ...more] = open;
  if (!first || run.steps.length === 1) return first?.reason ?? "";
  return more.length === 0
    ? t("{0}: {1}", first.text, first.reason)
    : t("{0}, and {1} more: {2}", first.text, more.length, first.reason);
}

function getReason(record: StepRecord, t: Translate): string | undefined {
  switch (record.state) {
    case "failed":
      return t("not done: {0}", explainStepError(record.error, t));
    case "conflict":
      return t("somebody else changed it meanwhile; found {0}. Nothing was sent.", record.found);
    case "unknown":
      return t("what became of it is not known yet: {0}", explainStepError(record.error, t));
    default:
      return undefined;
  }
}

/** Why a run that had begun sent nothing more. */
function getHaltText({ reason, found }: Halt, t: Translate): string {
  switch (reason) {
    case "caller":
      return t("Stopped, since you are signed in as another identity than the one that began it: {0}", found);
    case "organization":
      return t("Stopped, since another organization answers now: {0}", found);
    case "unreadable":
      return t("Stopped, since caller and organization could not be read again: {0}", found);
    case "text":
      return t("Stopped, since the text of “{0}” was changed after the plan was judged.", found);
    case "policyTypes":
      return t("Stopped, since the policy type {0} was enabled or disabled after the plan was judged.", found);
    case "unreadText":
      return t("Stopped, since what the plan was judged by could not be read again: {0}", found);
    case "lock":
      return t("Stopped, since {0} runs a plan for this organization now; this one was silent for too long.", found);
  }
}

function getRefusal(title: string, { reason, found }: Extract<RunResult, { state: "refused" }>, t: Translate): string {
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
      return t("{0}: nothing was sent, since it could not be recorded: {1}", title, found);
    case "locked":
      return t("{0}: nothing was sent. A plan for this organization is being run by {1}.", title, found);
    case "unreadable":
      return t("{0}: nothing was sent, since caller and organization could not be read again: {1}", title, found);
  }
}
