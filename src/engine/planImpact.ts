/** What a plan changes for accounts, as a part of its document. */
import type { TransitionKind } from "../evaluation/transition";
import { toCode } from "../terms/markdown";
import { getPolicyTypeFacts, isEvaluated, type PolicyType } from "../terms/policyTypes";
import type { Translate } from "../terms/translate";
import type { ImpactSummary, PopulationCount, SummaryChange, SummaryGroup } from "./impactSummary";

/** So many accounts or services are named before the rest is counted. */
const NAMED = 8;
/** So many groups of accounts are shown. */
const SHOWN = 20;

/** `types`: of the policies that say something else than before to some account. */
export function formatImpact(
  impact: ImpactSummary | undefined,
  types: readonly PolicyType[],
  language: string,
  t: Translate,
): readonly string[] {
  const notJudged = tellNotJudged(types, t);
  const lines = impact ? formatSummary(impact, notJudged !== undefined, language, t) : [];
  if (notJudged !== undefined) lines.push(notJudged, "");
  return lines.length === 0 ? [] : [`## ${t("What changes for accounts")}`, "", ...lines];
}

/** Of which types it is not told what they do; `undefined` where there is none. */
export function tellNotJudged(types: readonly PolicyType[], t: Translate): string | undefined {
  const names = types.filter((type) => !isEvaluated(type)).map((type) => toPlural(getPolicyTypeFacts(type).one));
  if (names.length === 0) return undefined;
  return t("Not judged: what {0} do in accounts. Only SCPs and RCPs are evaluated.", names.join(", "));
}

function toPlural(one: string): string {
  return one.replace(/y$/, "ie").concat("s");
}

function formatSummary(impact: ImpactSummary, isPartial: boolean, language: string, t: Translate): string[] {
  const lines: string[] = [];
  if (countAll(impact.changed) === 0) {
    const same = t("What SCPs and RCPs deny stays the same in every account.");
    return [isPartial ? same : t("Nothing: what SCPs and RCPs deny stays the same in every account."), ""];
  }
  const something = t("Something changes in {0}.", getPopulationText(impact.changed, language, t));
  const nothing = countAll(impact.unchanged) > 0 && getPopulationText(impact.unchanged, language, t);
  lines.push(nothing === false ? something : `${something} ${t("Nothing changes in {0}.", nothing)}`, "");
  const groups = groupAlike(impact.groups, language, t);
  for (const { accounts, rows } of groups.slice(0, SHOWN))
    lines.push(`### ${nameAccounts(accounts, t)}`, "", ...rows, "");
  if (groups.length > SHOWN) lines.push(t("And {0} more groups of accounts.", groups.length - SHOWN), "");
  return lines;
}

interface AlikeGroup {
  readonly accounts: SummaryGroup["accounts"];
  readonly rows: readonly string[];
}

/** Accounts of different policies of which the same becomes are shown together, the most first. */
function groupAlike(groups: readonly SummaryGroup[], language: string, t: Translate): readonly AlikeGroup[] {
  const alike = new Map<string, { accounts: SummaryGroup["accounts"][number][]; rows: readonly string[] }>();
  for (const { accounts, changes } of groups) {
    const rows = changes.map((change) => `- ${formatChange(change, language, t)}`);
    const key = rows.join("\n");
    const known = alike.get(key) ?? { accounts: [], rows };
    alike.set(key, known);
    known.accounts.push(...accounts);
  }
  return [...alike.values()].sort((left, right) => right.accounts.length - left.accounts.length);
}

export function countAll({ members, management, suspended, closed }: PopulationCount): number {
  return members + management + suspended + closed;
}

/** `37 accounts (2 suspended and the management account among them)`: all are in the first number. */
export function getPopulationText(population: PopulationCount, language: string, t: Translate): string {
  const { management, suspended, closed } = population;
  const all = countAll(population);
  if (all === 1 && management === 1) return t("the management account");
  const text = all === 1 ? t("1 account") : t("{0} accounts", all.toLocaleString(language));
  if (all === 1) return suspended === 1 ? t("1 suspended account") : closed === 1 ? t("1 closed account") : text;
  const among = [
    ...(suspended > 0 ? [t("{0} suspended", suspended.toLocaleString(language))] : []),
    ...(closed > 0 ? [t("{0} closed", closed.toLocaleString(language))] : []),
    ...(management > 0 ? [t("the management account")] : []),
  ];
  return among.length === 0 ? text : t("{0} (among them: {1})", text, among.join(", "));
}

function nameAccounts(accounts: SummaryGroup["accounts"], t: Translate): string {
  const names = accounts.slice(0, NAMED).map(({ id, name }) => `${toCode(name)} (${id})`);
  const more = accounts.length - names.length;
  return more > 0 ? t("{0} and {1} more", names.join(", "), more) : names.join(", ");
}

function formatChange(change: SummaryChange, language: string, t: Translate): string {
  const { kind, actions, denials, services } = change;
  const named = services
    .slice(0, NAMED)
    .map(({ prefix, count: some, total }) =>
      some === total ? t("all of {0}", prefix) : t("{0} of {1} of {2}", some, total, prefix),
    );
  const more = services.length - named.length;
  const list = more > 0 ? t("{0} and {1} more services", named.join(", "), more) : named.join(", ");
  const count = countActions(actions, language, t);
  const whole = getDenialText([change], t);
  const title = `**${whole === undefined ? getTitle(kind, count, t) : `${whole}: ${count}`}**: ${list}`;
  if (whole !== undefined || !CONDITIONAL.has(kind)) return title;
  return [
    title,
    ...denials.added.map((words) => `  - ${t("now denied {0}", words)}`),
    ...denials.removed.map((words) => `  - ${t("no longer denied {0}", words)}`),
  ].join("\n");
}

/** Kinds whose outcome depends on the request. */
const CONDITIONAL: ReadonlySet<TransitionKind> = new Set(["newlyConditional", "nowPossible", "otherConditions"]);

/** `Now denied unless …`, where one condition says all of changes of one kind. */
export function getDenialText(changes: readonly SummaryChange[], t: Translate): string | undefined {
  const [first] = changes;
  if (!first || first.kind === "nowPossible" || !CONDITIONAL.has(first.kind)) return undefined;
  const added = new Set(changes.flatMap(({ denials }) => denials.added));
  const removed = new Set(changes.flatMap(({ denials }) => denials.removed));
  const isTold = changes.every(({ denials }) => denials.added.length + denials.removed.length === 1);
  const [words] = [...added, ...removed];
  if (!isTold || words === undefined || added.size + removed.size !== 1) return undefined;
  if (removed.size === 1) return t("No longer denied {0}", words);
  return first.kind === "otherConditions" ? t("Now also denied {0}", words) : t("Now denied {0}", words);
}

/** `1 action`, `22,090 actions` */
export function countActions(number: number, language: string, t: Translate): string {
  return number === 1 ? t("1 action") : t("{0} actions", number.toLocaleString(language));
}

function getTitle(kind: TransitionKind, actions: string, t: Translate): string {
  switch (kind) {
    case "newlyDenied":
      return t("Newly denied: {0}", actions);
    case "newlyAllowed":
      return t("Not blocked any more: {0}", actions);
    case "newlyConditional":
      return t("Now subject to conditions: {0}", actions);
    case "nowPossible":
      return t("Denied before, now subject to conditions: {0}", actions);
    case "otherConditions":
      return t("Under other conditions: {0}", actions);
    case "undecided":
      return t("Cannot be told: {0}", actions);
  }
}
