/**
 * What the organization asks of the outside world. Filled in by `aws`. Every method fails with an
 * `OrganizationError` only. Lists are lazy: a page is fetched when its first item is asked for; breaking out of the
 * loop or aborting the signal stops.
 */
import type { PolicyType } from "../terms/policyTypes";
import type { ServiceUse } from "../terms/serviceUse";
import type { SimulationAnswer, SimulationQuestion } from "../terms/simulation";
import type {
  Account,
  AlternateContact,
  CallerIdentity,
  DelegatedService,
  EffectivePolicy,
  Handshake,
  Organization,
  OrganizationalUnit,
  Policy,
  PolicySummary,
  PolicyTarget,
  Root,
  Tags,
} from "./model";

/** An account whose place may be unknown: `ListAccounts` gives it only where the endpoint fills in `Paths`. */
export type ListedAccount = Omit<Account, "parentId"> & {
  readonly parentId?: string;
  /** Ids of its ancestors, root first, its parent last. */
  readonly ancestorIds?: readonly string[];
};

/**
 * How urgently a request is wanted: `screen`, someone waits for the answer now; `shown`, what stands in a view would be
 * fuller; `background`, it is good to know. Whatever paces the requests serves them in this order, and while nobody
 * looks only the first.
 */
export type Priority = (typeof PRIORITIES)[number];
export const PRIORITIES = ["screen", "shown", "background"] as const;

/** Where a list stands: kept by whoever wants to go on after a failure instead of beginning again. */
export interface Cursor {
  /** AWS's token of the next page; `undefined` at the beginning and after the end. */
  token?: string | undefined;
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** By default `screen`. It may rise while the request waits: it is read again each time there is a turn to give. */
  readonly priority?: Priority;
}

export interface ListOptions extends RequestOptions {
  readonly cursor?: Cursor;
}

export interface StructureReader {
  describeOrganization(options?: RequestOptions): Promise<Organization>;
  listRoots(options?: RequestOptions): AsyncIterable<Root>;
  /** Direct child OUs of a root or OU. */
  listOrganizationalUnits(parentId: string, options?: RequestOptions): AsyncIterable<OrganizationalUnit>;
  /** The ids alone of direct child OUs: another operation, with a request rate of its own. */
  listChildUnitIds(parentId: string, options?: RequestOptions): AsyncIterable<string>;
  /** Accounts directly in a root or OU. */
  listAccountsForParent(parentId: string, options?: RequestOptions): AsyncIterable<Account>;
  /** Every account of the organization, in no order. */
  listAccounts(options?: ListOptions): AsyncIterable<ListedAccount>;
}

export interface PolicyReader {
  listPolicies(type: PolicyType, options?: RequestOptions): AsyncIterable<PolicySummary>;
  describePolicy(policyId: string, options?: RequestOptions): Promise<Policy>;
  listTargetsForPolicy(policyId: string, options?: ListOptions): AsyncIterable<PolicyTarget>;
  /** Policies of a type attached directly to a target. RCPFullAWSAccess is everywhere and never listed. */
  listPoliciesForTarget(targetId: string, type: PolicyType, options?: RequestOptions): AsyncIterable<PolicySummary>;
  describeEffectivePolicy(accountId: string, type: PolicyType, options?: RequestOptions): Promise<EffectivePolicy>;
}

/** A root, OU, account or policy that has tags. */
export interface TaggedResource {
  readonly resourceId: string;
  readonly tags: Tags;
}

export interface DetailReader {
  listTags(resourceId: string, options?: RequestOptions): Promise<Tags>;
  /**
   * Everything that has tags, many in one request; what had some once may come without any. Only the management account
   * sees anything, and nobody is refused: an answer without a single resource of a kind says nothing of that kind.
   */
  listTagged(options?: RequestOptions): AsyncIterable<TaggedResource>;
  listHandshakes(options?: RequestOptions): AsyncIterable<Handshake>;
  /** Those that the caller's account was sent, by this organization or another. */
  listReceivedHandshakes(options?: RequestOptions): AsyncIterable<Handshake>;
  listDelegatedServices(accountId: string, options?: RequestOptions): AsyncIterable<DelegatedService>;
  /** Those that are set; a request for each type. */
  listAlternateContacts(accountId: string, options?: RequestOptions): AsyncIterable<AlternateContact>;
}

export interface CallerReader {
  getCallerIdentity(options?: RequestOptions): Promise<CallerIdentity>;
}

/** Everything that a store reads from. */
export interface OrganizationReader extends StructureReader, PolicyReader, DetailReader {}

/** Asks AWS to judge SCPs. Needs `iam:SimulateCustomPolicy`, and neither a principal nor anything attached; no RCPs. */
export interface PolicySimulator {
  simulate(question: SimulationQuestion, options?: RequestOptions): Promise<SimulationAnswer>;
}

/**
 * Asks which services were used lately: for the management account, with SCPs enabled. Needs
 * `iam:GenerateOrganizationsAccessReport`, `iam:GetOrganizationsAccessReport` and reads of Organizations.
 */
export interface ServiceUseReader {
  /** `entityPath`: `o-exampleorgid/r-a1b2/ou-a1b2-11111111`. AWS takes a while to put a report together. */
  reportServiceUse(entityPath: string, options?: RequestOptions): Promise<readonly ServiceUse[]>;
}
