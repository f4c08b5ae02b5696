/** What has to stay possible whatever a plan does: the ways back in. */
import { createAccessEngine, type AccessEngine } from "../../evaluation/access/engine";
import { type AccessMatrix, LEG_TYPES } from "../../evaluation/access/matrix";
import type { AccessProfile } from "../../evaluation/access/profile";
import { narrowUniverse } from "../../evaluation/access/universe";
import type { Impact } from "../../evaluation/impact";
import { Comparison, type Transition } from "../../evaluation/transition";
import { findHolds } from "../../evaluation/access/statementSets";
import { hasBit, intersect, isEmpty, listBits, type ReadonlyBits, unite } from "../../evaluation/access/bits";
import type { Account } from "../../organization/model";
import { OrganizationDraft } from "../organizationDraft";
import { RESOURCE_CONTROL_POLICY, type PolicyType } from "../../terms/policyTypes";
import { finding, type PlanFinding } from "./catalogue";
import type { MustKeep, PlanFacts } from "./facts";

const SETTING = "orgscope.mustKeep";

export interface Touched {
  /** Ids of the accounts whose SCPs or RCPs the plan changes. */
  readonly touched: ReadonlySet<string>;
  /** Of SCPs and RCPs those that it changes. */
  readonly types: ReadonlySet<PolicyType>;
}

/**
 * `impact` is the plan's, whoever asks. A new denial is an error; what depends on more than is known, and did not before,
 * is a warning. Where the principal is a pattern, a made-up one of that shape is asked for, and only what no principal of
 * an account can do counts as lost. What is to be said of several principals alike is said once.
 */
export function checkMustKeep(facts: PlanFacts, impact: Impact, touched: Touched): readonly PlanFinding[] {
  const told = new Map<string, PlanFinding>();
  for (const { code, severity, data } of checkEach(facts, impact, touched)) {
    const { principal, action, ...common } = data;
    const same = code === "keptLost" ? JSON.stringify([code, data]) : JSON.stringify([code, common]);
    const kept = `${action} (${getPlainPrincipal(String(principal))})`;
    const before = told.get(same)?.data.kept;
    told.set(same, { code, severity, data: { ...data, kept: before === undefined ? kept : `${before}, ${kept}` } });
  }
  return [...told.values(), ...checkActions(facts, impact)];
}

/** Actions that match nothing: of a misspelt one nobody would notice that it is not kept. */
function checkActions({ protections }: PlanFacts, { after: { universe } }: Impact): readonly PlanFinding[] {
  const actions = new Set(protections.mustKeep.flatMap((kept) => kept.actions));
  return [...actions]
    .filter((action) => isEmpty(universe.match([action])))
    .map((entry) => finding("settingMisread", { setting: SETTING, entry }));
}

/** Without what says nothing: `arn:*:iam::*:role/stacksets-exec-*` → `role/stacksets-exec-*` */
function getPlainPrincipal(pattern: string): string {
  return pattern.replace(/^arn:\*:iam::\*:/, "");
}

function* checkEach({ protections }: PlanFacts, impact: Impact, { touched, types }: Touched): Generator<PlanFinding> {
  if (protections.mustKeep.length === 0) return;
  const { before, after } = impact;
  const atRisk = findAtRisk(impact, touched);
  if (atRisk.length === 0) return;
  const draft = new OrganizationDraft(after.contents);
  for (const kept of protections.mustKeep) {
    if (kept.policyType !== undefined && !types.has(kept.policyType)) continue;
    const isMeant = createTargetTest(kept, draft);
    const wanted = after.universe.match(kept.actions);
    const accounts = atRisk
      .filter(({ less }) => !isEmpty(intersect(less, wanted)))
      .flatMap((group) => group.accounts.filter(({ id }) => isMeant(id)));
    if (accounts.length === 0) continue;
    const universe = narrowUniverse(after.universe, wanted);
    const judge = (principal: string | undefined) => {
      const engine = createAccessEngine(universe, principal === undefined ? {} : { principal });
      const [was, is] = [before, after].map((matrix) => judgeType(engine, matrix, kept.policyType));
      return was && is ? compare(kept, accounts, { before: was, after: is }) : {};
    };
    const { lost, open, unread } = judge(getExample(kept.principal));
    const isLostToAll = () =>
      (kept.policyType === undefined ? compare(kept, accounts, impact) : judge(undefined)).lost !== undefined;
    const isSure = lost === undefined || !hasWildcard(kept.principal) || isLostToAll();
    if (lost) yield finding(isSure ? "keptLost" : "keptForSome", lost);
    // RCPs speak to everybody, so that conditions are how they are written.
    const isOrdinary = kept.policyType === RESOURCE_CONTROL_POLICY && open?.keys !== "Resource";
    if (open && !isOrdinary) yield finding("keptConditional", open);
    if (unread) yield finding("keptUnread", unread);
  }
}

/** Accounts of which some principal could lose the same. */
interface AtRisk {
  readonly less: ReadonlyBits;
  readonly accounts: readonly Account[];
}

/** What active accounts could lose, whoever asks: of nearly all that has to stay possible a plan says nothing. */
function findAtRisk({ before, after, groups }: Impact, touched: ReadonlySet<string>): readonly AtRisk[] {
  const places = new Map(before.contents.accounts.map(({ id, parentId }) => [id, parentId]));
  const isMeant = ({ id, state }: Account) => touched.has(id) && state === "ACTIVE";
  const isMoved = ({ id, parentId }: Account) => places.get(id) !== parentId;
  const found = groups.map(
    ({ transition, accounts }): AtRisk => ({
      less: findLess(transition, after),
      accounts: accounts.members.filter((account) => isMeant(account) && !isMoved(account)),
    }),
  );
  // In a new place, conditions of policies that stay may hold of others than before.
  const moved = after.contents.accounts.filter((account) => isMeant(account) && isMoved(account));
  return [...found, { less: after.universe.everything, accounts: moved }].filter(
    ({ less, accounts }) => accounts.length > 0 && !isEmpty(less),
  );
}

function findLess(
  { newlyDenied, newlyConditional, otherConditions, undecided }: Transition,
  { universe }: AccessMatrix,
): ReadonlyBits {
  return unite([newlyDenied, newlyConditional, otherConditions, undecided], universe.nothing);
}

/** The organization as it is judged already, or as if no other type were enabled. */
function judgeType(engine: AccessEngine, matrix: AccessMatrix, type: PolicyType | undefined): AccessMatrix {
  if (type === undefined) return engine.judgeAgain(matrix);
  const roots = matrix.contents.roots.map((root) => ({
    ...root,
    policyTypes: root.policyTypes.filter((entry) => entry.type === type),
  }));
  return engine.judge({ ...matrix.contents, roots });
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

type Kept = Readonly<Partial<Record<"lost" | "open" | "unread", PlanFinding["data"] | undefined>>>;

function compare(
  { principal, actions }: MustKeep,
  accounts: readonly Account[],
  { before, after }: Pick<Impact, "before" | "after">,
): Kept {
  const { universe } = after;
  const wanted = universe.match(actions);
  const lost = new Losses();
  const open = new Losses();
  const unread = new Losses();
  const comparison = new Comparison(before, after);
  const find = (id: string): Found => {
    const { newlyDenied, newlyConditional, otherConditions, undecided } = comparison.compare(id, id);
    const first = (...sets: readonly ReadonlyBits[]) => findFirst(wanted, sets);
    return { lost: first(newlyDenied), open: first(newlyConditional, otherConditions), unread: first(undecided) };
  };
  /** Accounts of the same two profiles lose the same. */
  const byProfiles = new Map<string, Found>();
  for (const account of accounts) {
    const profile = after.getProfile(account.id);
    // Nothing is lost where nothing stands in the way afterwards, as nearly everywhere.
    if (isFree(wanted, profile)) continue;
    const key = `${before.getProfile(account.id).number} ${profile.number}`;
    const found = byProfiles.get(key) ?? find(account.id);
    byProfiles.set(key, found);
    const isLost = lost.add(account, found.lost);
    const isOpen = !isLost && open.add(account, found.open);
    if (!isLost && !isOpen) unread.add(account, found.unread);
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
  // RCPs reach not every resource, whatever they say.
  return [...found].join(", ") || "Resource";
}

function isFree(wanted: ReadonlyBits, { explicitDeny, implicitDeny, conditional, unknown }: AccessProfile): boolean {
  return [explicitDeny, implicitDeny, conditional, unknown].every((set) => isEmpty(intersect(wanted, set)));
}

/** The first action that is lost, that depends, that cannot be told. */
interface Found {
  readonly lost: number | undefined;
  readonly open: number | undefined;
  readonly unread: number | undefined;
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
