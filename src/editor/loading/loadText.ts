/** A load in words. Pure. */
import type { RequestCount } from "../../aws/types";
import type { Estimate, LoadProgress, StepProgress } from "../../organization/loading/progress";
import type { Translate } from "../views/description";
import type { LoadState } from "./backgroundLoad";

/** `accounts: 4,200 of 10,000`, `OUs looked into: 12`; of the steps that have begun. */
export function getStepTexts({ steps }: LoadProgress, language: string, t: Translate): readonly string[] {
  return steps.filter(({ done, total = done }) => total > 0).map((step) => getStepText(step, language, t));
}

function getStepText({ step, done, total }: StepProgress, language: string, t: Translate): string {
  const number = (value: number) => value.toLocaleString(language);
  const count = total === undefined || total === done ? number(done) : t("{0} of {1}", number(done), number(total));
  switch (step) {
    case "accounts":
      return t("accounts: {0}", count);
    case "organizationalUnits":
      return t("OUs looked into: {0}", count);
    case "attachments":
      return t("attachments of policies: {0}", count);
    case "contents":
      return t("policy texts: {0}", count);
  }
}

/** `about 5 minutes left`; empty when it is as good as done. */
export function getEstimateText({ seconds, isAtLeast }: Estimate, t: Translate): string {
  if (seconds < 1) return "";
  const time = getDurationText(seconds, t);
  return isAtLeast ? t("at least {0} left", time) : t("about {0} left", time);
}

function getDurationText(seconds: number, t: Translate): string {
  const rounded = seconds < 60 ? Math.ceil(seconds / 5) * 5 : seconds;
  if (rounded < 60) return t("{0} seconds", rounded);
  const minutes = Math.round(rounded / 60);
  return minutes === 1 ? t("1 minute") : t("{0} minutes", minutes);
}

/** The document of *Show Requests*: what was asked, what it met, what remains. */
export function getLedgerText(
  organizationName: string,
  counts: readonly RequestCount[],
  state: LoadState,
  share: number,
  language: string,
  t: Translate,
): string {
  const percent = Math.round(share * 100);
  const used = counts.filter(({ sent, waiting }) => sent > 0 || waiting > 0);
  const header = [t("Operation"), t("Sent"), t("Throttled"), t("Failed"), t("Waiting"), t("Waited"), t("Per second")];
  const rows = used.map((count) => toRow(count, language, t));
  const total = used.reduce((sum, { sent }) => sum + sent, 0);
  const title = t("Requests to {0}", organizationName);
  return [
    ...[title, "═".repeat(title.length), ""],
    ...[...getStateLines(state, language, t), ""],
    ...(rows.length > 0 ? [...formatTable([header, ...rows]), ""] : []),
    t("{0} requests since this connection was opened.", total.toLocaleString(language)),
    ...(used.every(({ rate }) => rate === undefined)
      ? [t("This endpoint has not limited requests so far: they are not held back.")]
      : [
          t("Requests keep to {0} % of the rates that AWS documents (setting orgscope.requestShare),", percent),
          t("and slow down when AWS says that they are too many."),
        ]),
    ...["", t("Waited: how long a request waited for its turn, on average. Per second: how many may go now."), ""],
  ].join("\n");
}

function getStateLines(state: LoadState, language: string, t: Translate): readonly string[] {
  switch (state.state) {
    case "idle":
      return [t("The whole organization has not been needed yet: only what was looked at has been read.")];
    case "loading":
    case "paused": {
      const what = state.state === "paused" ? t("Paused while nobody looks") : t("Reading the organization");
      const estimate = getEstimateText(state.estimate, t);
      const steps = getStepTexts(state.progress, language, t).map((text) => `  ${text}`);
      return [[what, estimate].filter(Boolean).join(" · "), ...steps];
    }
    case "done": {
      const [gap] = state.gaps;
      if (!gap) return [t("The whole organization has been read.")];
      return [t("Everything has been read that could be; {0} answers are missing: {1}", state.gaps.length, gap.reason)];
    }
    case "stopped":
      return [t("Reading the organization stopped: {0}", state.error.message)];
  }
}

function toRow(count: RequestCount, language: string, t: Translate): readonly string[] {
  const number = (value: number, digits = 0) =>
    value.toLocaleString(language, { maximumFractionDigits: digits, minimumFractionDigits: 0 });
  const average = count.sent === 0 ? 0 : count.waited / count.sent / 1000;
  const slowed = count.slowedTo !== undefined && count.slowedTo < 0.995;
  const rate = count.rate === undefined ? "–" : number(count.rate, 2);
  return [
    count.operation,
    number(count.sent),
    number(count.throttled),
    number(count.failed),
    number(count.waiting),
    t("{0} s", number(average, 1)),
    slowed ? `↓ ${rate}` : rate,
  ];
}

/** Names to the left, numbers to the right, a rule below the headings. */
function formatTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const format = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ");
  const [header = [], ...rest] = rows;
  return [format(header), widths.map((width) => "─".repeat(width)).join("  "), ...rest.map(format)];
}
