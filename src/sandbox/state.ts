import type {
  Account,
  DelegatedService,
  EnabledService,
  Handshake,
  Organization,
  OrganizationalUnit,
  OrganizationContents,
  Policy,
  PolicyTarget,
  ResourcePolicy,
  Root,
} from "../organization/model";
import { getTargetKind } from "../terms/ids";
import type { PolicyType } from "../terms/policyTypes";
import { MANAGED_POLICIES, RCP_FULL_AWS_ACCESS } from "./managedPolicies";
import { IdIndex } from "./sortedIds";

/** A request to create an account. It is carried out some time after it was accepted. */
export interface AccountCreation {
  readonly id: string;
  readonly accountName: string;
  readonly email: string;
  readonly state: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  readonly requestedTimestamp: string;
  readonly completedTimestamp?: string;
  readonly accountId?: string;
  readonly failureReason?: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** Key of an index that holds one list. */
const ALL = "";

/**
 * An organization, indexed for reading. Knows no rules: operations check, then change it through these methods,
 * each of which keeps the indexes and raises `revision`.
 */
/** The member of an organization file under which the sandbox finds alternate contacts. */
export const CONTACTS = "sandboxContacts";

export class OrganizationState {
  organization: Organization;
  revision = 0;
  /** When a policy or an attachment last changed. */
  policiesChangedAt: string;
  readonly #source: OrganizationContents;
  readonly #roots = new Map<string, Root>();
  readonly #organizationalUnits = new Map<string, OrganizationalUnit>();
  readonly #accounts = new Map<string, Account>();
  readonly #policies = new Map<string, Policy>();
  readonly #handshakes = new Map<string, Handshake>();
  readonly #creations = new Map<string, AccountCreation>();
  readonly #tags = new Map<string, ReadonlyMap<string, string>>();
  readonly #delegated: Map<string, readonly DelegatedService[]>;
  #enabledServices: readonly EnabledService[];
  #resourcePolicy: ResourcePolicy | undefined;
  /** In the order of attaching, which decides conflicts in effective policies. */
  readonly #attached = new Map<string, Set<string>>();
  readonly #targets = new IdIndex();
  readonly #childUnits = new IdIndex();
  readonly #childAccounts = new IdIndex();
  readonly #accountIds = new IdIndex();
  readonly #policyIds = new IdIndex();
  readonly #handshakeIds = new IdIndex();
  readonly #creationIds = new IdIndex();

  constructor(contents: OrganizationContents) {
    this.#source = contents;
    this.organization = contents.organization;
    this.policiesChangedAt = contents.takenAt;
    this.#delegated = new Map(Object.entries(contents.delegatedServices ?? {}));
    this.#enabledServices = contents.enabledServices ?? [];
    this.#resourcePolicy = contents.resourcePolicy;
    for (const root of contents.roots) this.#roots.set(root.id, root);
    for (const unit of contents.organizationalUnits) this.setOrganizationalUnit(unit);
    for (const account of contents.accounts) this.setAccount(account);
    for (const policy of contents.policies) this.setPolicy(policy);
    for (const policy of MANAGED_POLICIES) if (!this.#policies.has(policy.id)) this.setPolicy(policy);
    for (const { policyId, targetId } of contents.attachments) {
      if (this.getTarget(targetId)) this.attach(policyId, targetId);
    }
    for (const [id, tags] of Object.entries(contents.tags)) this.setTags(id, new Map(Object.entries(tags)));
    for (const handshake of contents.handshakes ?? []) this.setHandshake(handshake);
    this.revision = 0;
  }

  /** Everything, as an organization file holds it. */
  getContents(takenAt: string): OrganizationContents {
    const { resourcePolicy: _earlier, ...source } = this.#source;
    const delegated = [...this.#delegated].filter(([, services]) => services.length > 0);
    return {
      ...source,
      takenAt,
      organization: this.organization,
      roots: [...this.#roots.values()],
      organizationalUnits: [...this.#organizationalUnits.values()],
      accounts: [...this.#accounts.values()],
      policies: [...this.#policies.values()],
      attachments: [...this.#attached].flatMap(([targetId, policies]) =>
        [...policies].map((policyId) => ({ policyId, targetId })),
      ),
      tags: Object.fromEntries(
        [...this.#tags].filter(([, tags]) => tags.size > 0).map(([id, tags]) => [id, Object.fromEntries(tags)]),
      ),
      ...(this.#handshakes.size > 0 && { handshakes: [...this.#handshakes.values()] }),
      ...((source.delegatedServices || delegated.length > 0) && { delegatedServices: Object.fromEntries(delegated) }),
      ...((source.enabledServices || this.#enabledServices.length > 0) && { enabledServices: this.#enabledServices }),
      ...(this.#resourcePolicy && { resourcePolicy: this.#resourcePolicy }),
    };
  }

  getRoots = (): readonly Root[] => [...this.#roots.values()];
  getRoot = (id: string): Root | undefined => this.#roots.get(id);
  getOrganizationalUnit = (id: string): OrganizationalUnit | undefined => this.#organizationalUnits.get(id);
  getAccount = (id: string): Account | undefined => this.#accounts.get(id);
  getPolicy = (id: string): Policy | undefined => this.#policies.get(id);
  /** As an organization file of the sandbox's own may hold it: by account, then by type. */
  getAlternateContact = (accountId: string, type: string): object | undefined => {
    const contacts = this.#source.extra?.[CONTACTS] as Readonly<Record<string, Record<string, object>>> | undefined;
    return contacts?.[accountId]?.[type];
  };
  getHandshake = (id: string): Handshake | undefined => this.#handshakes.get(id);
  getCreation = (id: string): AccountCreation | undefined => this.#creations.get(id);
  getTags = (id: string): ReadonlyMap<string, string> => this.#tags.get(id) ?? new Map();
  /** Sorted ids of what has tags, or had some once. */
  getTaggedIds = (): readonly string[] => [...this.#tags.keys()].filter((id) => this.#exists(id)).sort();
  #exists = (id: string): boolean =>
    this.getTarget(id) !== undefined || this.getPolicy(id) !== undefined || this.#resourcePolicy?.id === id;
  getDelegatedServices = (accountId: string): readonly DelegatedService[] => this.#delegated.get(accountId) ?? [];
  getDelegatedAccountIds = (): readonly string[] => [...this.#delegated.keys()].sort();
  getEnabledServices = (): readonly EnabledService[] => this.#enabledServices;
  getResourcePolicy = (): ResourcePolicy | undefined => this.#resourcePolicy;

  /** Sorted ids. */
  listOrganizationalUnits = (parentId: string): readonly string[] => this.#childUnits.list(parentId);
  listAccounts = (parentId?: string): readonly string[] =>
    parentId === undefined ? this.#accountIds.list(ALL) : this.#childAccounts.list(parentId);
  listPolicies = (type: PolicyType): readonly string[] => this.#policyIds.list(type);
  listTargets = (policyId: string): readonly string[] =>
    policyId === RCP_FULL_AWS_ACCESS.id ? [] : this.#targets.list(policyId);
  listHandshakes = (): readonly string[] => this.#handshakeIds.list(ALL);
  listCreations = (): readonly string[] => this.#creationIds.list(ALL);

  countOrganizationalUnits = (): number => this.#organizationalUnits.size;
  countAccounts = (): number => this.#accounts.size;
  getAllOrganizationalUnits = (): IterableIterator<OrganizationalUnit> => this.#organizationalUnits.values();
  getAllAccounts = (): IterableIterator<Account> => this.#accounts.values();

  isParent = (id: string): boolean => this.#roots.has(id) || this.#organizationalUnits.has(id);
  isPolicyTypeEnabled = (type: PolicyType): boolean =>
    this.getRoots().some((root) => root.policyTypes.some((entry) => entry.type === type && entry.status === "ENABLED"));

  /** Policies of a type attached directly, in the order of attaching, RCPFullAWSAccess left out. */
  getAttached(targetId: string, type: PolicyType): readonly Policy[] {
    const policies: Policy[] = [];
    for (const id of this.#attached.get(targetId) ?? []) {
      const policy = this.#policies.get(id);
      if (policy?.type === type && id !== RCP_FULL_AWS_ACCESS.id) policies.push(policy);
    }
    return policies;
  }

  isAttached = (policyId: string, targetId: string): boolean => this.#attached.get(targetId)?.has(policyId) ?? false;

  getParentId(id: string): string | undefined {
    return this.#organizationalUnits.get(id)?.parentId ?? this.#accounts.get(id)?.parentId;
  }

  /** Ids from the root down to the thing itself. */
  getPath(id: string): readonly string[] {
    const path = [id];
    for (let parent = this.getParentId(id); parent !== undefined; parent = this.getParentId(parent)) {
      // A broken file could hold a ring.
      if (path.includes(parent)) break;
      path.unshift(parent);
    }
    return path;
  }

  getTarget(id: string): PolicyTarget | undefined {
    switch (getTargetKind(id)) {
      case "root": {
        const root = this.#roots.get(id);
        return root && { targetId: id, arn: root.arn, name: root.name, type: "ROOT" };
      }
      case "organizationalUnit": {
        const unit = this.#organizationalUnits.get(id);
        return unit && { targetId: id, arn: unit.arn, name: unit.name, type: "ORGANIZATIONAL_UNIT" };
      }
      case "account": {
        const account = this.#accounts.get(id);
        return account && { targetId: id, arn: account.arn, name: account.name, type: "ACCOUNT" };
      }
      case undefined:
        return undefined;
    }
  }

  setRoot(root: Root): void {
    this.#roots.set(root.id, root);
    this.revision++;
  }

  setOrganizationalUnit(unit: OrganizationalUnit): void {
    if (!this.#organizationalUnits.has(unit.id)) this.#childUnits.add(unit.parentId, unit.id);
    this.#organizationalUnits.set(unit.id, unit);
    this.revision++;
  }

  deleteOrganizationalUnit(unit: OrganizationalUnit): void {
    for (const policyId of [...(this.#attached.get(unit.id) ?? [])]) this.detach(policyId, unit.id);
    this.#childUnits.delete(unit.parentId, unit.id);
    this.#organizationalUnits.delete(unit.id);
    this.#tags.delete(unit.id);
    this.revision++;
  }

  setAccount(account: Account): void {
    const before = this.#accounts.get(account.id);
    if (!before) this.#accountIds.add(ALL, account.id);
    if (before?.parentId !== account.parentId) {
      if (before) this.#childAccounts.delete(before.parentId, account.id);
      this.#childAccounts.add(account.parentId, account.id);
    }
    this.#accounts.set(account.id, account);
    this.revision++;
  }

  deleteAccount(account: Account): void {
    for (const policyId of [...(this.#attached.get(account.id) ?? [])]) this.detach(policyId, account.id);
    this.#childAccounts.delete(account.parentId, account.id);
    this.#accountIds.delete(ALL, account.id);
    this.#accounts.delete(account.id);
    this.#tags.delete(account.id);
    this.#delegated.delete(account.id);
    this.revision++;
  }

  setOrganization(organization: Organization): void {
    this.organization = organization;
    this.revision++;
  }

  setDelegatedServices(accountId: string, services: readonly DelegatedService[]): void {
    this.#delegated.set(accountId, services);
    this.revision++;
  }

  setEnabledServices(services: readonly EnabledService[]): void {
    this.#enabledServices = services;
    this.revision++;
  }

  setResourcePolicy(policy: ResourcePolicy | undefined): void {
    if (!policy && this.#resourcePolicy) this.#tags.delete(this.#resourcePolicy.id);
    this.#resourcePolicy = policy;
    this.revision++;
  }

  setPolicy(policy: Policy): void {
    if (!this.#policies.has(policy.id)) this.#policyIds.add(policy.type, policy.id);
    this.#policies.set(policy.id, policy);
    this.revision++;
  }

  deletePolicy(policy: Policy): void {
    this.#policies.delete(policy.id);
    this.#policyIds.delete(policy.type, policy.id);
    this.#tags.delete(policy.id);
    this.revision++;
  }

  attach(policyId: string, targetId: string): void {
    let policies = this.#attached.get(targetId);
    if (!policies) this.#attached.set(targetId, (policies = new Set()));
    if (policies.has(policyId)) return;
    policies.add(policyId);
    this.#targets.add(policyId, targetId);
    this.revision++;
  }

  detach(policyId: string, targetId: string): void {
    this.#attached.get(targetId)?.delete(policyId);
    this.#targets.delete(policyId, targetId);
    this.revision++;
  }

  setTags(id: string, tags: ReadonlyMap<string, string>): void {
    this.#tags.set(id, tags);
    this.revision++;
  }

  setHandshake(handshake: Handshake): void {
    if (!this.#handshakes.has(handshake.id)) this.#handshakeIds.add(ALL, handshake.id);
    this.#handshakes.set(handshake.id, handshake);
    this.revision++;
  }

  setCreation(creation: AccountCreation): void {
    if (!this.#creations.has(creation.id)) this.#creationIds.add(ALL, creation.id);
    this.#creations.set(creation.id, creation);
  }
}
