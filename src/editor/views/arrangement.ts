/** What of an organization the tree shows, and in which order. */
import type { Account } from "../../organization/model";
import type { Translate } from "../../terms/translate";
import type { Known } from "./description";
import { getAccountStateText, getTargetName } from "./words";

export type Grouping =
  | { readonly by: "organizationalUnit" }
  | { readonly by: "state" }
  | { readonly by: "joinedMonth" }
  | { readonly by: "tag"; readonly key: string };

export interface Arrangement {
  /** Words that a row must hold; empty: no filter. */
  readonly filter: string;
  readonly grouping: Grouping;
  /** The OU or root that alone is shown. */
  readonly focusId: string | undefined;
}

export const PLAIN: Arrangement = { filter: "", grouping: { by: "organizationalUnit" }, focusId: undefined };

export function isPlain({ filter, grouping, focusId }: Arrangement): boolean {
  return filter.trim() === "" && grouping.by === "organizationalUnit" && focusId === undefined;
}

/** What an account is grouped under; `undefined`: it has no such thing, or that is not known. */
export function getGroup(
  account: Account,
  grouping: Exclude<Grouping, { readonly by: "organizationalUnit" }>,
  known: Known,
): { readonly value: string | undefined; readonly isKnown: boolean } {
  switch (grouping.by) {
    case "state":
      return { value: account.state, isKnown: true };
    case "joinedMonth":
      return { value: account.joinedTimestamp.slice(0, "2026-11".length), isKnown: true };
    case "tag": {
      const tags = known.getTags(account.id);
      const value = tags && Object.hasOwn(tags, grouping.key) ? tags[grouping.key] : undefined;
      return { value, isKnown: tags !== undefined };
    }
  }
}

export function getGroupingKey(grouping: Grouping): string {
  return grouping.by === "tag" ? grouping.key : "";
}

/** A group's heading: states are AWS's words, written as everywhere. */
export function getGroupLabel(grouping: Grouping, value: string, t: Translate): string {
  return grouping.by === "state" ? getAccountStateText(value, t) : value;
}

/** What is left out or put in another order, for the line above the tree; empty for the plain tree. */
export function getArrangementText(arrangement: Arrangement, known: Known, t: Translate): string {
  const { filter, grouping, focusId } = arrangement;
  const parts = [
    focusId === undefined ? undefined : t("Only {0}", getTargetName(known, focusId)),
    filter.trim() === "" ? undefined : t("Filter: {0}", filter.trim()),
    getGroupingText(grouping, t),
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

function getGroupingText(grouping: Grouping, t: Translate): string | undefined {
  switch (grouping.by) {
    case "organizationalUnit":
      return undefined;
    case "state":
      return t("Grouped by state");
    case "joinedMonth":
      return t("Grouped by the month of joining");
    case "tag":
      return t("Grouped by tag {0}", grouping.key);
  }
}
