/** An organization in the making: what it would be after some steps of a plan, without asking AWS. */
import type {
  Account,
  Handshake,
  Organization,
  OrganizationalUnit,
  OrganizationContents,
  Policy,
  Root,
  Tags,
} from "../organization/model";
import { getPolicyTypeFacts, RESOURCE_CONTROL_POLICY, type PolicyType } from "../terms/policyTypes";

export class OrganizationDraft {
  readonly #base: OrganizationContents;
  #organization: Organization;
  readonly #roots: Map<string, Root>;
  readonly #units: Map<string, OrganizationalUnit>;
  readonly #accounts: Map<string, Account>;
  readonly #policies: Map<string, Policy>;
  /** Policy ids by target, in the order of attachment. */
  readonly #attached = new Map<string, Set<string>>();
  readonly #tags: Map<string, Tags>;
  /** Children by parent. */
  readonly #children = new Map<string, Set<string>>();
  readonly #services: Set<string>;
  readonly #handshakes: Map<string, Handshake>;

  constructor(contents: OrganizationContents) {
    this.#base = contents;
    this.#organization = contents.organization;
    this.#roots = new Map(contents.roots.map((root) => [root.id, root]));
    this.#units = new Map(contents.organizationalUnits.map((unit) => [unit.id, unit]));
    this.#accounts = new Map(contents.accounts.map((account) => [account.id, account]));
    this.#policies = new Map(contents.policies.map((policy) => [policy.id, policy]));
    this.#tags = new Map(Object.entries(contents.tags));
    this.#services = new Set(contents.enabledServices?.map(({ servicePrincipal }) => servicePrincipal));
    this.#handshakes = new Map(contents.handshakes?.map((handshake) => [handshake.id, handshake]));
    for (const { policyId, targetId } of contents.attachments) this.attach(policyId, targetId);
    for (const { id, parentId } of [...this.#units.values(), ...this.#accounts.values()]) this.#place(id, parentId);
  }

  get organization(): Organization {
    return this.#organization;
  }

  getRoots(): readonly Root[] {
    return [...this.#roots.values()];
  }

  getUnit(id: string): OrganizationalUnit | undefined {
    return this.#units.get(id);
  }

  countUnits(): number {
    return this.#units.size;
  }

  getAccount(id: string): Account | undefined {
    return this.#accounts.get(id);
  }

  getAccounts(): Iterable<Account> {
    return this.#accounts.values();
  }

  countAccounts(): number {
    return this.#accounts.size;
  }

  getPolicy(id: string): Policy | undefined {
    return this.#policies.get(id);
  }

  getAllPolicies(): Iterable<Policy> {
    return this.#policies.values();
  }

  getPolicies(type: PolicyType): readonly Policy[] {
    return [...this.#policies.values()].filter((policy) => policy.type === type);
  }

  getTags(id: string): Tags {
    return this.#tags.get(id) ?? {};
  }

  getHandshake(id: string): Handshake | undefined {
    return this.#handshakes.get(id);
  }

  getHandshakes(): Iterable<Handshake> {
    return this.#handshakes.values();
  }

  isTrusted(servicePrincipal: string): boolean {
    return this.#services.has(servicePrincipal);
  }

  /** Ids of the OUs and accounts directly in a root or OU. */
  getChildren(id: string): ReadonlySet<string> {
    return this.#children.get(id) ?? new Set();
  }

  getTargetIds(): readonly string[] {
    return [...this.#roots.keys(), ...this.#units.keys(), ...this.#accounts.keys()];
  }

  isTarget(id: string): boolean {
    return this.#roots.has(id) || this.#units.has(id) || this.#accounts.has(id);
  }

  isParent(id: string): boolean {
    return this.#roots.has(id) || this.#units.has(id);
  }

  isEnabled(type: PolicyType): boolean {
    return this.getRoots().some((root) =>
      root.policyTypes.some((entry) => entry.type === type && entry.status !== "PENDING_DISABLE"),
    );
  }

  /** Policies of a type attached directly to a target, RCPFullAWSAccess left out: it takes a slot, but is never listed. */
  getAttached(targetId: string, type: PolicyType): readonly Policy[] {
    const policies: Policy[] = [];
    for (const id of this.#attached.get(targetId) ?? []) {
      const policy = this.#policies.get(id);
      if (policy?.type === type) policies.push(policy);
    }
    return policies;
  }

  /** Slots in use, that of RCPFullAWSAccess included (User Guide, Resource control policies). */
  countSlots(targetId: string, type: PolicyType): number {
    const attached = this.getAttached(targetId, type);
    if (type !== RESOURCE_CONTROL_POLICY) return attached.length;
    return attached.some(({ id }) => id === getPolicyTypeFacts(type).fullAccess)
      ? attached.length
      : attached.length + 1;
  }

  getTargets(policyId: string): readonly string[] {
    const targets: string[] = [];
    for (const [targetId, policies] of this.#attached) if (policies.has(policyId)) targets.push(targetId);
    return targets;
  }

  /** Root to target, by id. A parent that is not known ends it. */
  getPath(id: string): readonly string[] {
    const path: string[] = [];
    for (let at: string | undefined = id; at !== undefined && !path.includes(at); ) {
      path.unshift(at);
      at = (this.#units.get(at) ?? this.#accounts.get(at))?.parentId;
    }
    return path;
  }

  /** `Root/Production/Web`; the id of what is not known. */
  getName(id: string): string {
    return this.getPath(id)
      .map((at) => (this.#roots.get(at) ?? this.#units.get(at) ?? this.#accounts.get(at))?.name ?? at)
      .join("/");
  }

  /** Ids of the accounts in or below a root or OU, or the account itself. */
  getAccountIdsBelow(id: string): readonly string[] {
    if (this.#accounts.has(id)) return [id];
    return [...this.getChildren(id)].flatMap((child) => this.getAccountIdsBelow(child));
  }

  getContents(): OrganizationContents {
    return {
      ...this.#base,
      organization: this.#organization,
      roots: this.getRoots(),
      organizationalUnits: [...this.#units.values()],
      accounts: [...this.#accounts.values()],
      policies: [...this.#policies.values()],
      attachments: [...this.#attached].flatMap(([targetId, ids]) =>
        [...ids].map((policyId) => ({ policyId, targetId })),
      ),
      tags: Object.fromEntries(this.#tags),
    };
  }

  changeOrganization(change: Partial<Organization>): void {
    this.#organization = { ...this.#organization, ...change };
  }

  setRoot(root: Root): void {
    this.#roots.set(root.id, root);
  }

  setPolicy(policy: Policy): void {
    this.#policies.set(policy.id, policy);
  }

  removePolicy(id: string): void {
    this.#policies.delete(id);
    this.#tags.delete(id);
  }

  attach(policyId: string, targetId: string): void {
    const attached = this.#attached.get(targetId);
    if (attached) attached.add(policyId);
    else this.#attached.set(targetId, new Set([policyId]));
  }

  detach(policyId: string, targetId: string): void {
    this.#attached.get(targetId)?.delete(policyId);
  }

  setUnit(unit: OrganizationalUnit): void {
    this.#units.set(unit.id, unit);
    this.#place(unit.id, unit.parentId);
  }

  removeUnit(id: string): void {
    this.#displace(id, this.#units.get(id)?.parentId);
    this.#units.delete(id);
    this.#attached.delete(id);
    this.#tags.delete(id);
  }

  setAccount(account: Account): void {
    this.#displace(account.id, this.#accounts.get(account.id)?.parentId);
    this.#accounts.set(account.id, account);
    this.#place(account.id, account.parentId);
  }

  removeAccount(id: string): void {
    this.#displace(id, this.#accounts.get(id)?.parentId);
    this.#accounts.delete(id);
    this.#attached.delete(id);
    this.#tags.delete(id);
  }

  setTags(id: string, tags: Tags): void {
    this.#tags.set(id, tags);
  }

  removeHandshake(id: string): void {
    this.#handshakes.delete(id);
  }

  setTrusted(servicePrincipal: string, isTrusted: boolean): void {
    if (isTrusted) this.#services.add(servicePrincipal);
    else this.#services.delete(servicePrincipal);
  }

  #place(id: string, parentId: string): void {
    const children = this.#children.get(parentId);
    if (children) children.add(id);
    else this.#children.set(parentId, new Set([id]));
  }

  #displace(id: string, parentId: string | undefined): void {
    if (parentId !== undefined) this.#children.get(parentId)?.delete(id);
  }
}
