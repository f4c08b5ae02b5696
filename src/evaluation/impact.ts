import type { Account, OrganizationContents } from "../organization/model";
import { addAll, createBits } from "./access/bits";
import type { AccessEngine } from "./access/engine";
import type { AccessMatrix } from "./access/matrix";
import { applyChanges, type JudgedChange } from "./judgedChange";
import { type Population, sortAccounts } from "./population";
import { compareStandpoints, isUnchanged, type Transition, TRANSITION_KINDS } from "./transition";

/** Accounts of which the same becomes. */
export interface ImpactGroup {
  readonly accounts: Population;
  readonly transition: Transition;
}

/** What changes of an organization do to its accounts. */
export interface Impact {
  readonly before: AccessMatrix;
  readonly after: AccessMatrix;
  /** Those of which anything changes, the largest first. */
  readonly groups: readonly ImpactGroup[];
  readonly changed: Population;
  readonly unchanged: Population;
  /** Accounts that only one of the two organizations has; nothing else is said of them. */
  readonly added: readonly Account[];
  readonly removed: readonly Account[];
  /** Any account's: an action may be in several of these sets. */
  readonly overall: Transition;
}

/** What a list of changes does, in order. */
export function judgeImpact(
  engine: AccessEngine,
  contents: OrganizationContents,
  changes: readonly JudgedChange[],
): Impact {
  return compareMatrices(engine.judge(contents), engine.judge(applyChanges(contents, changes)));
}

/** What differs between two states of an organization, judged by one engine. */
export function compareMatrices(before: AccessMatrix, after: AccessMatrix): Impact {
  const groups = new Map<string, { transition: Transition; accounts: Account[] }>();
  const earlier = new Set(before.contents.accounts.map((account) => account.id));
  const added: Account[] = [];
  const changed: Account[] = [];
  const unchanged: Account[] = [];
  for (const account of after.contents.accounts) {
    if (!earlier.delete(account.id)) {
      added.push(account);
      continue;
    }
    const [was, is] = [before.getProfile(account.id), after.getProfile(account.id)];
    const key = `${was.number} ${is.number}`;
    const known = groups.get(key);
    const group = known ?? { transition: compareAccount(before, after, account.id), accounts: [] };
    if (!known) groups.set(key, group);
    group.accounts.push(account);
    if (isUnchanged(group.transition)) unchanged.push(account);
    else changed.push(account);
  }
  const sort = (accounts: readonly Account[]) => sortAccounts(accounts, after.contents);
  const listed = [...groups.values()]
    .filter(({ transition }) => !isUnchanged(transition))
    .sort((a, b) => b.accounts.length - a.accounts.length);
  return {
    before,
    after,
    groups: listed.map(({ accounts, transition }) => ({ accounts: sort(accounts), transition })),
    changed: sort(changed),
    unchanged: sort(unchanged),
    added,
    removed: before.contents.accounts.filter((account) => earlier.has(account.id)),
    overall: unite(
      listed.map((group) => group.transition),
      before.universe.size,
    ),
  };
}

function compareAccount(before: AccessMatrix, after: AccessMatrix, targetId: string): Transition {
  return compareStandpoints({ matrix: before, targetId }, { matrix: after, targetId });
}

function unite(transitions: readonly Transition[], size: number): Transition {
  const overall = Object.fromEntries(TRANSITION_KINDS.map((kind) => [kind, createBits(size)]));
  for (const transition of transitions) {
    for (const kind of TRANSITION_KINDS) addAll(overall[kind] ?? createBits(size), transition[kind]);
  }
  // Every kind was put in above.
  return overall as unknown as Transition;
}
