/** What a plan changes for accounts, as a part of its document. */
import type { TransitionKind } from "../evaluation/transition";
import { toCode } from "../terms/markdown";
import type { Translate } from "../terms/translate";
import type { ImpactSummary, PopulationCount, SummaryChange, SummaryGroup } from "./impactSummary";

/** So many accounts or services are named before the rest is counted. */
const NAMED = 8;
/** So many groups of accounts are shown. */
const SHOWN = 20;

export function formatImpact(impact: ImpactSummary, language: string, t: Translate): readonly string[] {
  const lines = [`## ${t("What changes for accounts")}`, ""];
  const { members, suspended, closed } = impact.changed;
  if (members + suspended + closed === 0) {
    return [...lines, t("Nothing: what SCPs and RCPs deny stays the same in every account."), ""];
  }
  lines.push(
    t("Something changes in {0}. Nothing changes in {1}.", count(impact.changed, t), count(impact.unchanged, t)),
    "",
  );
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

/** `37 accounts, 2 suspended, 1 closed`; the management account is reached by no SCP or RCP. */
function count({ members, management, suspended, closed }: PopulationCount, t: Translate): string {
  const parts: string[] = [];
  if (members > 0 || suspended + closed + management === 0) {
    parts.push(members === 1 ? t("1 account") : t("{0} accounts", members));
  }
  if (suspended > 0) parts.push(t("{0} suspended", suspended));
  if (closed > 0) parts.push(t("{0} closed", closed));
  if (management > 0) parts.push(t("the management account"));
  return parts.join(", ");
}

function nameAccounts(accounts: SummaryGroup["accounts"], t: Translate): string {
  const names = accounts.slice(0, NAMED).map(({ id, name }) => `${toCode(name)} (${id})`);
  const more = accounts.length - names.length;
  return more > 0 ? t("{0} and {1} more", names.join(", "), more) : names.join(", ");
}

function formatChange({ kind, actions, services }: SummaryChange, language: string, t: Translate): string {
  const named = services
    .slice(0, NAMED)
    .map(({ prefix, count: some, total }) =>
      some === total ? t("all of {0}", prefix) : t("{0} of {1} of {2}", some, total, prefix),
    );
  const more = services.length - named.length;
  const list = more > 0 ? t("{0} and {1} more services", named.join(", "), more) : named.join(", ");
  return `**${getTitle(kind, countActions(actions, language, t), t)}**: ${list}`;
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
