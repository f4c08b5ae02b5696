/** What has to stay possible whatever a plan does: the ways back in. */
import type { AccessEngine } from "../../evaluation/access/engine";
import { type AccessMatrix, LEG_TYPES } from "../../evaluation/access/matrix";
import type { AccessProfile } from "../../evaluation/access/profile";
import { Comparison } from "../../evaluation/transition";
import { findHolds } from "../../evaluation/access/statementSets";
import { hasBit, intersect, isEmpty, listBits, type ReadonlyBits } from "../../evaluation/access/bits";
import type { Account, OrganizationContents } from "../../organization/model";
import { OrganizationDraft } from "../organizationDraft";
import { finding, type PlanFinding } from "./catalogue";
import type { MustKeep, PlanFacts } from "./facts";

const SETTING = "orgscope.mustKeep";

export interface Both {
  readonly before: OrganizationContents;
  readonly after: OrganizationContents;
}

/**
 * A new denial is an error; what depends on more than is known, and did not before, is a warning. Where the principal is
 * a pattern, a made-up one of that shape is asked for, and only what no principal of an account can do counts as lost.
 */
export function* checkMustKeep(
  { protections }: PlanFacts,
  { before, after }: Both,
  touched: ReadonlySet<string>,
  createEngine: (principal: string | undefined) => AccessEngine,
): Generator<PlanFinding> {
  const draft = new OrganizationDraft(after);
  for (const kept of protections.mustKeep) {
    const isMeant = createTargetTest(kept, draft);
    const accounts = after.accounts.filter(({ id, state }) => touched.has(id) && state === "ACTIVE" && isMeant(id));
    if (accounts.length === 0) continue;
    const judge = (principal: string | undefined) => {
      const engine = createEngine(principal);
      return compare(kept, accounts, engine.judge(before), engine.judge(after));
    };
    const { lost, open, unread } = judge(getExample(kept.principal));
    const isSure = lost === undefined || !hasWildcard(kept.principal) || judge(undefined).lost !== undefined;
    if (lost) yield finding(isSure ? "keptLost" : "keptForSome", lost);
    if (open) yield finding("keptConditional", open);
    if (unread) yield finding("keptUnread", unread);
  }
}

/** `arn:*:iam::*:role/stacksets-exec-*` → `role/stacksets-exec-example` */
function getExample(pattern: string): string | undefined {
  const resource = getResource(pattern).replaceAll(/\*+/g, "example").replaceAll("?", "x");
  return resource === "" ? undefined : resource;
}

function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(getResource(pattern));
}

function getResource(pattern: string): string {
  return pattern.split(":").slice(5).join(":");
}

function createTargetTest({ targets }: MustKeep, draft: OrganizationDraft): (accountId: string) => boolean {
  if (!targets || targets.length === 0) return () => true;
  return (accountId) => {
    const path = draft.getPath(accountId);
    const names = path.map((id) => draft.getName(id));
    return targets.some((target) => path.includes(target) || names.includes(target));
  };
}

function compare(
  { principal, actions }: MustKeep,
  accounts: readonly Account[],
  before: AccessMatrix,
  after: AccessMatrix,
): Readonly<Record<"lost" | "open" | "unread", PlanFinding["data"] | undefined>> {
  const { universe } = after;
  const wanted = universe.match(actions);
  const lost = new Losses();
  const open = new Losses();
  const unread = new Losses();
  const comparison = new Comparison(before, after);
  for (const account of accounts) {
    // Nothing is lost where nothing stands in the way afterwards, as nearly everywhere.
    if (isFree(wanted, after.getProfile(account.id))) continue;
    const { newlyDenied, newlyConditional, otherConditions, undecided } = comparison.compare(account.id, account.id);
    const find = (...sets: readonly ReadonlyBits[]) => findFirst(wanted, sets);
    const isLost = lost.add(account, find(newlyDenied));
    const isOpen = !isLost && open.add(account, find(newlyConditional, otherConditions));
    if (!isLost && !isOpen) unread.add(account, find(undecided));
  }
  const toData = ({ accounts: count, account, action }: Loss) => ({
    ...{ principal, accounts: count, account: account.name, setting: SETTING },
    action: universe.names[action] ?? "",
  });
  return {
    lost: lost.first && toData(lost.first),
    open: open.first && { ...toData(open.first), keys: listKeys(after, open.first) },
    unread: unread.first && toData(unread.first),
  };
}

/** The condition keys and resources that decide over an action, as far as the principal itself does not. */
function listKeys(matrix: AccessMatrix, { account, action }: Loss): string {
  const view = matrix.createView(account.id);
  const levels = LEG_TYPES.flatMap((type) => matrix.getLevels(account.id, type));
  const found = new Set<string>();
  for (const { compiled } of levels.flatMap((level) => level.policies)) {
    for (const { statement, actions } of matrix.getStatements(compiled)) {
      const isOpen = findHolds(statement, view).some((answer) => answer === "perhaps");
      if (!isOpen || !hasBit(actions, action)) continue;
      for (const { key } of statement.written.conditions) found.add(key);
      if (statement.written.conditions.length === 0) found.add("Resource");
    }
  }
  return [...found].join(", ");
}

function isFree(wanted: ReadonlyBits, { explicitDeny, implicitDeny, conditional, unknown }: AccessProfile): boolean {
  return [explicitDeny, implicitDeny, conditional, unknown].every((set) => isEmpty(intersect(wanted, set)));
}

interface Loss {
  readonly accounts: number;
  /** The first of them. */
  readonly account: Pick<Account, "id" | "name">;
  readonly action: number;
}

class Losses {
  first: Loss | undefined;

  add(account: Account, action: number | undefined): boolean {
    if (action === undefined) return false;
    this.first = this.first ? { ...this.first, accounts: this.first.accounts + 1 } : { accounts: 1, account, action };
    return true;
  }
}

function findFirst(wanted: ReadonlyBits, sets: readonly ReadonlyBits[]): number | undefined {
  for (const set of sets) for (const action of listBits(intersect(wanted, set))) return action;
  return undefined;
}
