/**
 * The one owner of what is known of an organization. Views ask the store, never AWS.
 *
 * Two sides. `get…` answers at once from what is known. `load…` returns the known answer or fetches it; callers that
 * come while a fetch is under way share it; a failure is told to all of them, remembered for `getState` and not kept
 * as an answer. A refresh raises the generation; what an older generation still delivers is dropped, and whoever
 * waits for it is given the answer of the newer one. Until that arrives, and where nobody answers (`isUnanswered`),
 * `get…` goes on answering what it knew, so that a screen need not go blank: only `getState` tells whether it is fresh.
 *
 * A store may be seeded with a snapshot: `get…` answers from it at once, and every part of it is as absent as after a
 * refresh until it has been read again.
 *
 * A request is as urgent as the most urgent caller that waits for it; by default someone is looking (`screen`).
 */
import type { Event } from "../terms/event";
import type { PolicyType } from "../terms/policyTypes";
import type { OrganizationError } from "./errors";
import type { PlacedAccount } from "./placedAccount";
import type {
  Account,
  AlternateContact,
  DelegatedService,
  EffectivePolicy,
  Handshake,
  Organization,
  OrganizationalUnit,
  OrganizationContents,
  Policy,
  PolicySummary,
  PolicyTarget,
  Root,
  Tags,
} from "./model";
import type { Priority } from "./ports";

/** Direct children of a root or OU, each list by name. */
export interface Children {
  readonly organizationalUnits: readonly OrganizationalUnit[];
  readonly accounts: readonly Account[];
}

/** How far a long list has come. */
export interface Unfinished<T> {
  readonly items: readonly T[];
  /** AWS's token of the page that is next. */
  readonly nextToken: string;
}

/** A root, OU or account: what policies attach to. */
export type Target =
  | { readonly kind: "root"; readonly root: Root }
  | { readonly kind: "organizationalUnit"; readonly organizationalUnit: OrganizationalUnit }
  | { readonly kind: "account"; readonly account: Account };

/** One thing the store can be asked for; also what its changes and states are keyed by. */
export type StorePart =
  | { readonly part: "organization" }
  | { readonly part: "roots" }
  /** Direct child OUs alone. */
  | { readonly part: "organizationalUnits"; readonly parentId: string }
  | { readonly part: "children"; readonly parentId: string }
  | { readonly part: "accounts" }
  | { readonly part: "policies"; readonly type: PolicyType }
  | { readonly part: "policy"; readonly policyId: string }
  | { readonly part: "targets"; readonly policyId: string }
  | { readonly part: "attached"; readonly targetId: string; readonly type: PolicyType }
  | { readonly part: "effective"; readonly accountId: string; readonly type: PolicyType }
  | { readonly part: "tags"; readonly resourceId: string }
  | { readonly part: "handshakes" }
  /** What the caller's account was sent. */
  | { readonly part: "receivedHandshakes" }
  | { readonly part: "delegatedServices"; readonly accountId: string }
  | { readonly part: "alternateContacts"; readonly accountId: string };

export type PartState =
  | { readonly state: "absent" }
  | { readonly state: "loading" }
  | { readonly state: "loaded" }
  | { readonly state: "failed"; readonly error: OrganizationError };

/** Which parts have another answer or state than before. */
export interface StoreChange {
  readonly parts: readonly StorePart[];
}

export interface OrganizationStore {
  /**
   * The smallest set of parts that changed; `get…` already answers anew. Fires for a new or other answer, for a failure,
   * and at once for what a refresh made absent: load it again if it is still on the screen. Not for a load that begins,
   * nor for an answer equal to the one before the refresh.
   */
  readonly onDidChange: Event<StoreChange>;
  getState(part: StorePart): PartState;

  loadOrganization(priority?: Priority): Promise<Organization>;
  loadRoots(priority?: Priority): Promise<readonly Root[]>;
  loadOrganizationalUnits(parentId: string, priority?: Priority): Promise<readonly OrganizationalUnit[]>;
  loadChildren(parentId: string, priority?: Priority): Promise<Children>;
  /** Every account, placed; one sweep where the endpoint fills in `Paths`, else parent by parent. */
  loadAccounts(priority?: Priority): Promise<readonly Account[]>;
  loadPolicies(type: PolicyType, priority?: Priority): Promise<readonly PolicySummary[]>;
  loadPolicy(policyId: string, priority?: Priority): Promise<Policy>;
  loadTargets(policyId: string, priority?: Priority): Promise<readonly PolicyTarget[]>;
  /** Policies of a type attached directly to a target, RCPFullAWSAccess included. */
  loadAttached(targetId: string, type: PolicyType, priority?: Priority): Promise<readonly PolicySummary[]>;
  loadEffectivePolicy(accountId: string, type: PolicyType): Promise<EffectivePolicy>;
  loadTags(resourceId: string, priority?: Priority): Promise<Tags>;
  /**
   * Reads the tags of many of these at once, where the endpoint can tell, and leaves the others as they are: those of a
   * kind of which nothing at all has tags, since who may not see them is told the same.
   */
  loadTagged(resourceIds: readonly string[], priority?: Priority): Promise<void>;
  loadHandshakes(priority?: Priority): Promise<readonly Handshake[]>;
  loadReceivedHandshakes(): Promise<readonly Handshake[]>;
  loadDelegatedServices(accountId: string): Promise<readonly DelegatedService[]>;
  loadAlternateContacts(accountId: string): Promise<readonly AlternateContact[]>;

  /** Tells of each account that the sweep under way shows, long before all of them are known. */
  readonly onDidPlace: Event<PlacedAccount>;
  /**
   * As `loadOrganizationalUnits`, but asks ListChildren first, which has a request rate of its own: where that finds
   * nothing the answer is known; elsewhere the names are asked for after it.
   */
  probeOrganizationalUnits(parentId: string, priority?: Priority): Promise<readonly OrganizationalUnit[]>;
  /** Makes the targets of a type's policies from what is attached at each target, once all of that was read. */
  deriveTargets(type: PolicyType): void;

  getOrganization(): Organization | undefined;
  getRoots(): readonly Root[] | undefined;
  getOrganizationalUnits(parentId: string): readonly OrganizationalUnit[] | undefined;
  getChildren(parentId: string): Children | undefined;
  getAccounts(): readonly Account[] | undefined;
  /** Those that a list of all accounts has brought so far; `undefined` where none is under way. */
  getUnfinishedAccounts(): Unfinished<Account> | undefined;
  /** Those that a list of a policy's targets has brought so far; `undefined` where none is under way. */
  getUnfinishedTargets(policyId: string): Unfinished<PolicyTarget> | undefined;
  /** A root, OU or account already seen, by id. */
  getTarget(id: string): Target | undefined;
  /** The chain root … target, as far as it is known; empty when the target has not been seen. */
  getPath(id: string): readonly Target[];
  /** Every root, OU and account seen so far. */
  getKnownTargets(): readonly Target[];
  countKnownTargets(): number;
  getPolicies(type: PolicyType): readonly PolicySummary[] | undefined;
  /** A policy seen in any list, without its text. */
  getPolicySummary(policyId: string): PolicySummary | undefined;
  getPolicy(policyId: string): Policy | undefined;
  getTargets(policyId: string): readonly PolicyTarget[] | undefined;
  /**
   * Whether the policy is attached directly to the target, without looking through ten thousand. Two lists tell, of what is
   * attached there and of where the policy is; a stale one yields to the other. `undefined` until one is known.
   */
  isAttached(policyId: string, type: PolicyType, targetId: string): boolean | undefined;
  /** Also answered from the targets of all policies of the type, once these are known. */
  getAttached(targetId: string, type: PolicyType): readonly PolicySummary[] | undefined;
  /** The accounts a policy attached there would reach; `undefined` until all accounts and their places are known. */
  getAccountsBelow(targetId: string): readonly Account[] | undefined;
  getEffectivePolicy(accountId: string, type: PolicyType): EffectivePolicy | undefined;
  getTags(resourceId: string): Tags | undefined;
  getHandshakes(): readonly Handshake[] | undefined;
  getReceivedHandshakes(): readonly Handshake[] | undefined;
  getDelegatedServices(accountId: string): readonly DelegatedService[] | undefined;
  getAlternateContacts(accountId: string): readonly AlternateContact[] | undefined;

  /** The policy types switched on at the root, SCP and RCP first; empty until the roots are known. */
  getEnabledPolicyTypes(): readonly PolicyType[];
  /**
   * Fills in what a snapshot knows, where nothing is known yet. All of it counts as stale: the first `load…` reads it
   * again, and tells of a change only where the answer is another one. Takes turns: tells of it once all of it is there.
   */
  seed(contents: OrganizationContents): Promise<void>;
  /**
   * The same with what was read by a load that broke off a moment ago: none of it is stale, and long lists go on where
   * they stood.
   */
  resume(contents: OrganizationContents): Promise<void>;
  /**
   * When the snapshot was taken that a part is answered from, ISO 8601; `undefined` once it was read anew, or when
   * nothing is known of it. Without a part: while any of the structure and the lists of policies is the snapshot's.
   */
  getSeededAt(part?: StorePart): string | undefined;
  /** Forgets the answers of these parts (all without argument) and raises the generation. */
  refresh(parts?: readonly StorePart[]): void;
  dispose(): void;
}
