/** The rows of a tree that is filtered, grouped or narrowed to one OU. Made from what is known of all accounts. */
import type { Account } from "../../organization/model";
import { compareNames } from "../../organization/order";
import type { OrganizationStore, StorePart, Target } from "../../organization/store";
import type { Translate } from "../../terms/translate";
import { loadTargets } from "../changing/targetName";
import { find, type FindIndex } from "../commands/findIndex";
import { getTargetFacts } from "../targets";
import { getGroup, type Arrangement, type Grouping } from "./arrangement";
import {
  createFailed,
  createGroup,
  createNote,
  createTarget,
  createTopTarget,
  type Element,
  type GroupElement,
  type TargetElement,
} from "./elements";
import { loadQuietly } from "./loadPart";
import { organizationSource } from "./organizationSource";
import { loadRows, type TreeSource } from "./source";

const ACCOUNTS = { part: "accounts" } as const;

/** With more matches than this the tree stays closed: nobody reads so many rows. */
const MAX_OPEN = 200;

type AccountGrouping = GroupElement["grouping"];

/** `getIndex` answers the index of all that can be found now. */
export function createArrangedSource(
  arrangement: Arrangement,
  getIndex: (store: OrganizationStore) => FindIndex,
  t: Translate,
): TreeSource {
  const { filter, grouping, focusId } = arrangement;
  const prefix = `arranged/${JSON.stringify([filter.trim(), grouping, focusId])}`;
  const isFiltered = filter.trim() !== "";
  /** What the rows were made from last. */
  let shown: Shown = { matches: undefined, ancestors: new Set(), groups: new Map() };

  return {
    async loadChildren(organization, parent) {
      const { store, isLocal } = organization;
      if (!parent) {
        const answer = { known: store.getAccounts(), load: () => store.loadAccounts("screen") };
        return loadRows(store, undefined, ACCOUNTS, answer, async (accounts) => {
          // What failed is not asked for again by drawing the rows anew: what is known is shown, and one row says why.
          const isFailed = (part: StorePart) => store.getState(part).state === "failed";
          const { isWhole, parts } = getStructure(store);
          if (!isWhole && ![ACCOUNTS, ...parts].some(isFailed)) await loadTargets(store).catch(() => undefined);
          const read = getStructure(store);
          const failed = read.isWhole ? undefined : read.parts.find(isFailed);
          if (grouping.by === "tag" && isLocal) loadQuietly(store, accounts.map(toTagsPart));
          const matches = isFiltered
            ? new Set(find(getIndex(store).all, filter, Infinity).map(({ id }) => id))
            : undefined;
          shown = getShown(store, accounts, matches, grouping, focusId);
          const rows =
            grouping.by === "organizationalUnit"
              ? getTop(store, shown, prefix, focusId)
              : getGroups(shown, grouping, prefix);
          if (failed) return [createFailed(undefined, failed), ...rows];
          return rows.length > 0 ? rows : [createNote(undefined, t("Nothing matches"))];
        });
      }
      if (parent.kind === "group")
        return (shown.groups.get(getGroupKey(parent)) ?? []).map(({ id }) => createTarget(parent, "account", id));
      const children = await organizationSource.loadChildren(organization, parent);
      return parent.kind === "target" && isOnTheWay(parent.targetId, shown)
        ? children.flatMap((child) => filterChild(child, shown))
        : children;
    },
    getParts: (element, known) => organizationSource.getParts(element, known),
    isTopPart: (part) =>
      part.part === "roots" ||
      part.part === "accounts" ||
      (grouping.by === "tag" && part.part === "tags") ||
      (isFiltered && part.part === "children"),
  };
}

interface Shown {
  /** `undefined`: everything. */
  readonly matches: ReadonlySet<string> | undefined;
  /** What lies above a match. */
  readonly ancestors: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, readonly Account[]>;
}

function getShown(
  store: OrganizationStore,
  accounts: readonly Account[],
  matches: ReadonlySet<string> | undefined,
  grouping: Grouping,
  focusId: string | undefined,
): Shown {
  const getPathIds = (id: string) => store.getPath(id).map((target) => getTargetFacts(target).id);
  const ancestors = new Set([...(matches ?? [])].flatMap((id) => getPathIds(id).slice(0, -1)));
  const groups = new Map<string, Account[]>();
  if (grouping.by !== "organizationalUnit") {
    for (const account of accounts) {
      const path = getPathIds(account.id);
      const isWanted =
        (!matches || path.some((id) => matches.has(id))) && (focusId === undefined || path.includes(focusId));
      if (!isWanted) continue;
      const key = getGroupKey(getGroup(account, grouping, store));
      const group = groups.get(key);
      if (group) group.push(account);
      else groups.set(key, [account]);
    }
  }
  return { matches, ancestors, groups };
}

function getGroupKey({ value, isKnown }: { readonly value: string | undefined; readonly isKnown: boolean }): string {
  return JSON.stringify([isKnown, value ?? null]);
}

/** By name, the newest month first, what has no value last. */
function getGroups({ groups }: Shown, grouping: AccountGrouping, prefix: string): readonly Element[] {
  const rows = [...groups].map(([key, accounts]) => {
    const [isKnown, value] = JSON.parse(key) as [boolean, string | null];
    return createGroup(prefix, { grouping, value: value ?? undefined, isKnown, count: accounts.length });
  });
  const order = grouping.by === "joinedMonth" ? -1 : 1;
  return rows.toSorted((a, b) => {
    if (a.value === undefined || b.value === undefined)
      return Number(a.value === undefined) - Number(b.value === undefined);
    return order * compareNames(a.value, b.value);
  });
}

function getTop(
  store: OrganizationStore,
  shown: Shown,
  prefix: string,
  focusId: string | undefined,
): readonly Element[] {
  const focus = focusId === undefined ? undefined : store.getTarget(focusId);
  const tops: readonly Target[] = focus ? [focus] : (store.getRoots() ?? []).map((root) => ({ kind: "root", root }));
  return tops.flatMap((target) => {
    const { id } = getTargetFacts(target);
    const row: TargetElement = { ...createTopTarget(prefix, target.kind, id), isOpen: true };
    const isBelowMatch = store.getPath(id).some((above) => shown.matches?.has(getTargetFacts(above).id));
    return isBelowMatch ? [row] : filterChild(row, shown);
  });
}

/** Whether only a part of what lies below is shown: below a match everything is. */
function isOnTheWay(targetId: string, { matches, ancestors }: Shown): boolean {
  return matches !== undefined && !matches.has(targetId) && ancestors.has(targetId);
}

function filterChild(child: Element, shown: Shown): readonly Element[] {
  if (child.kind !== "target" || !shown.matches) return [child];
  const { targetId } = child;
  if (isOnTheWay(targetId, shown)) return [shown.matches.size <= MAX_OPEN ? { ...child, isOpen: true } : child];
  return shown.matches.has(targetId) ? [toClosed(child)] : [];
}

function toClosed({ isOpen: _isOpen, ...row }: TargetElement): TargetElement {
  return row;
}

/** What all OUs are read from, as far down as they are known, and whether nothing of it is missing. */
function getStructure(store: OrganizationStore): { readonly isWhole: boolean; readonly parts: readonly StorePart[] } {
  const roots = store.getRoots();
  const parts: StorePart[] = [{ part: "roots" }];
  let isWhole = roots !== undefined;
  const add = (parentId: string): void => {
    parts.push({ part: "organizationalUnits", parentId });
    const units = store.getChildren(parentId)?.organizationalUnits ?? store.getOrganizationalUnits(parentId);
    isWhole &&= units !== undefined;
    for (const { id } of units ?? []) add(id);
  };
  for (const { id } of roots ?? []) add(id);
  return { isWhole, parts };
}

function toTagsPart({ id }: Account): StorePart {
  return { part: "tags", resourceId: id };
}
