import type { Account } from "../organization/model";
import { addAll, createBits, hashBits } from "./access/bits";
import type { AccessMatrix } from "./access/matrix";
import type { AccessProfile } from "./access/profile";
import { type Population, sortAccounts } from "./population";
import { Comparison, isSameTransition, isUnchanged, type Transition, TRANSITION_KINDS } from "./transition";

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

/** What differs between two states of an organization, judged by one engine. */
export function compareMatrices(before: AccessMatrix, after: AccessMatrix): Impact {
  const comparison = new Comparison(before, after);
  /** By the profiles before and after; `undefined`: nothing becomes of them. */
  const transitions = new Map<AccessProfile, Map<AccessProfile, Transition | undefined>>();
  const groups = new Groups();
  const earlier = new Set(before.contents.accounts.map((account) => account.id));
  const added: Account[] = [];
  const unchanged: Account[] = [];
  for (const account of after.contents.accounts) {
    if (!earlier.delete(account.id)) {
      added.push(account);
      continue;
    }
    // Accounts of the same two profiles share their transition.
    const [was, is] = [before.getProfile(account.id), after.getProfile(account.id)];
    const known = transitions.get(was) ?? new Map<AccessProfile, Transition | undefined>();
    if (known.size === 0) transitions.set(was, known);
    if (!known.has(is)) {
      const transition = comparison.compare(account.id, account.id);
      known.set(is, isUnchanged(transition) ? undefined : groups.intern(transition));
    }
    const transition = known.get(is);
    if (transition) groups.add(transition, account);
    else unchanged.push(account);
  }
  const sort = (accounts: readonly Account[]) => sortAccounts(accounts, after.contents);
  const listed = groups.list();
  return {
    ...{ before, after, added },
    groups: listed.map(({ accounts, transition }) => ({ accounts: sort(accounts), transition })),
    changed: sort(listed.flatMap((group) => group.accounts)),
    unchanged: sort(unchanged),
    removed: before.contents.accounts.filter((account) => earlier.has(account.id)),
    overall: unite(
      listed.map((group) => group.transition),
      before.universe.size,
    ),
  };
}

/** Brings accounts together of which the same becomes, whatever their policies. */
class Groups {
  readonly #accounts = new Map<Transition, Account[]>();
  readonly #byHash = new Map<number, Transition[]>();

  /** The first transition that is the same. */
  intern(transition: Transition): Transition {
    const hash = TRANSITION_KINDS.reduce((sum, kind) => Math.imul(sum, 31) ^ hashBits(transition[kind]), 0);
    const alike = this.#byHash.get(hash) ?? [];
    const known = alike.find((other) => isSameTransition(other, transition));
    if (known) return known;
    this.#byHash.set(hash, [...alike, transition]);
    return transition;
  }

  add(transition: Transition, account: Account): void {
    const accounts = this.#accounts.get(transition);
    if (accounts) accounts.push(account);
    else this.#accounts.set(transition, [account]);
  }

  /** The largest first. */
  list(): readonly { readonly transition: Transition; readonly accounts: readonly Account[] }[] {
    const groups = Array.from(this.#accounts, ([transition, accounts]) => ({ transition, accounts }));
    return groups.sort((a, b) => b.accounts.length - a.accounts.length);
  }
}

function unite(transitions: readonly Transition[], size: number): Transition {
  const overall = Object.fromEntries(TRANSITION_KINDS.map((kind) => [kind, createBits(size)]));
  for (const transition of transitions) {
    for (const kind of TRANSITION_KINDS) addAll(overall[kind] ?? createBits(size), transition[kind]);
  }
  // Every kind was put in above.
  return overall as unknown as Transition;
}
