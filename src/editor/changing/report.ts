/** What became of changes, in words. */
import type { ChangeOutcome } from "../../changes/run";
import type { Translate } from "../views/description";
import { explainError } from "./explain";
import { getDoneText, getStepText, type Step } from "./step";

export interface StepResult {
  readonly step: Step;
  readonly outcome: ChangeOutcome;
}

export interface Report {
  readonly level: "information" | "warning" | "error";
  readonly message: string;
}

/**
 * One message for all results; `where` as in `in the demo organization`. `planned`: how many changes were confirmed, of
 * which the last may not have been sent.
 */
export function getReport(
  results: readonly StepResult[],
  where: string,
  t: Translate,
  planned: number = results.length,
): Report {
  const reports = results.map((result) => getStepReport(result, where, t));
  const [first] = reports;
  const unsent = planned - results.length;
  if (reports.length <= 1 && unsent === 0) return first ?? { level: "information", message: t("Nothing was sent.") };
  const done = results.filter(({ outcome }) => outcome.state === "done").length;
  const others = reports.filter((_, index) => results[index]?.outcome.state !== "done");
  const level = others.some((report) => report.level === "error")
    ? "error"
    : unsent > 0 || others.some((report) => report.level === "warning")
      ? "warning"
      : "information";
  const summary = t("{0} of {1} changes done {2}.", done, planned, where);
  const rest = unsent === 0 ? [] : [unsent === 1 ? t("1 was not sent.") : t("{0} were not sent.", unsent)];
  return { level, message: [summary, ...others.map((report) => report.message), ...rest].join(" ") };
}

function getStepReport({ step, outcome }: StepResult, where: string, t: Translate): Report {
  const what = getStepText(step, t);
  switch (outcome.state) {
    case "done":
      return outcome.journalError === undefined
        ? { level: "information", message: t("{0} {1}.", getDoneText(step, t), where) }
        : {
            level: "warning",
            message: t(
              "{0} {1}, but that could not be recorded: {2}",
              getDoneText(step, t),
              where,
              explainError(outcome.journalError, t),
            ),
          };
    case "alreadySo":
      return { level: "information", message: t("{0}: nothing was sent, it is so already.", what) };
    case "conflict":
      return {
        level: "warning",
        message: t("{0}: nothing was sent, since the policy's text has been changed in the meantime.", what),
      };
    case "refused":
      return { level: "error", message: `${what}: ${getRefusal(outcome, t)}` };
    case "failed":
      return { level: "error", message: t("{0}: not done, {1}", what, explainError(outcome.error, t)) };
    case "unknown":
      return {
        level: "warning",
        message: t(
          "{0}: it was sent, and whether it took effect is not known yet: {1}",
          what,
          explainError(outcome.error, t),
        ),
      };
  }
}

function getRefusal(outcome: Extract<ChangeOutcome, { state: "refused" }>, t: Translate): string {
  switch (outcome.reason) {
    case "caller":
      return t("nothing was sent, since the credentials are now those of {0}. Connect again.", outcome.found);
    case "organization":
      return t("nothing was sent, since organization {0} answers now. Connect again.", outcome.found);
    case "journal":
      return t("nothing was sent, since the change could not be recorded first: {0}", outcome.found);
  }
}
