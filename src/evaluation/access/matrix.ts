import type { Account, OrganizationContents } from "../../organization/model";
import type { CompiledPolicy } from "../../policy/matching/policy";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Hierarchy } from "../hierarchy";
import type { Level } from "../level";
import type { Kin, Membership } from "../places";
import { type ReadonlyBits, unite } from "./bits";
import { LegChains } from "./legChains";
import type { AccessProfile } from "./profile";
import type { StatementSet } from "./statementSets";
import type { ActionUniverse } from "./universe";
import { AccountView, type Viewpoint } from "./viewpoint";
import type { Workshop } from "./workshop";

/** The two legs of every decision. */
export const LEG_TYPES: readonly PolicyType[] = [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY];

interface MatrixParts {
  readonly contents: OrganizationContents;
  readonly hierarchy: Hierarchy;
  readonly universe: ActionUniverse;
  readonly viewpoint: Viewpoint;
  readonly workshop: Workshop;
}

/** The accounts that share a profile. */
export interface AccessGroup {
  readonly profile: AccessProfile;
  readonly accounts: readonly Account[];
}

/** What SCPs and RCPs say of every action in every account of an organization. */
export class AccessMatrix {
  readonly contents: OrganizationContents;
  readonly universe: ActionUniverse;
  readonly viewpoint: Viewpoint;
  readonly hierarchy: Hierarchy;
  readonly #workshop: Workshop;
  readonly #profiles = new Map<string, AccessProfile>();
  /** Profiles of accounts whose policies ask for nothing of their own. */
  readonly #shared = new Map<Kin, AccessProfile>();
  readonly #scps: LegChains;
  readonly #rcps: LegChains;
  #groups: readonly AccessGroup[] | undefined;

  constructor(parts: MatrixParts) {
    this.contents = parts.contents;
    this.universe = parts.universe;
    this.viewpoint = parts.viewpoint;
    this.hierarchy = parts.hierarchy;
    this.#workshop = parts.workshop;
    this.#scps = new LegChains(SERVICE_CONTROL_POLICY, parts.hierarchy, parts.workshop);
    this.#rcps = new LegChains(RESOURCE_CONTROL_POLICY, parts.hierarchy, parts.workshop);
  }

  /** Accounts with the same profile together. Worked out on first need. */
  get groups(): readonly AccessGroup[] {
    if (this.#groups) return this.#groups;
    const groups = new Map<AccessProfile, Account[]>();
    const add = (profile: AccessProfile, accounts: readonly Account[]) => {
      const group = groups.get(profile);
      if (group) for (const account of accounts) group.push(account);
      else groups.set(profile, [...accounts]);
    };
    for (const kin of this.hierarchy.places.kin) {
      for (const account of kin.accounts) {
        const profile = this.getProfile(account.id);
        const isShared = this.#shared.has(kin);
        add(profile, isShared ? kin.accounts : [account]);
        if (isShared) break;
      }
    }
    this.#groups = Array.from(groups, ([profile, accounts]) => ({ profile, accounts }));
    return this.#groups;
  }

  /** The profile of an account; of a root or OU, what holds for any account right below it, as far as it goes. */
  getProfile(targetId: string): AccessProfile {
    const known = this.#profiles.get(targetId);
    if (known) return known;
    const kin = this.hierarchy.places.getKin(targetId);
    const alike = kin && this.#shared.get(kin);
    if (alike) return alike;
    const { profile, isShared } = this.#findProfile(targetId);
    if (kin && isShared) this.#shared.set(kin, profile);
    else this.#profiles.set(targetId, profile);
    return profile;
  }

  /** What an account's requests carry; those of a root or OU, only what they have in common. */
  createView(targetId: string): AccountView {
    const isAccount = /^\d{12}$/.test(targetId);
    return new AccountView(this.viewpoint, this.hierarchy, isAccount ? targetId : undefined);
  }

  /** The levels from the root down to a target; none where the type restricts nothing or the way is not known. */
  getLevels(targetId: string, type: PolicyType): readonly Level[] {
    const path = this.hierarchy.getPath(targetId);
    if (!this.#getLeg(type).isEnabled || "reason" in path) return [];
    return path.map((levelId) => this.hierarchy.getLevel(levelId, type));
  }

  /** What the policies of one type, from the root down to a target, surely deny. */
  getDeniedByType(targetId: string, type: PolicyType): ReadonlyBits {
    const { chain } = this.#getLeg(type).find(targetId, this.createView(targetId));
    const { denied, closed } = this.#workshop.chains.getSum(chain);
    return unite([denied, closed], this.universe.nothing);
  }

  /** A policy's statements with the actions they speak of. */
  getStatements(policy: CompiledPolicy): readonly StatementSet[] {
    return this.#workshop.getPolicySets(policy).statements;
  }

  #getLeg(type: PolicyType): LegChains {
    return type === RESOURCE_CONTROL_POLICY ? this.#rcps : this.#scps;
  }

  /** `isShared`: nothing in it asked for the account. */
  #findProfile(targetId: string): { readonly profile: AccessProfile; readonly isShared: boolean } {
    const view = this.createView(targetId);
    const [scps, rcps] = [this.#scps.find(targetId, view), this.#rcps.find(targetId, view)];
    // A root or OU stands for the members below it.
    const isManagement = targetId === this.contents.organization.masterAccountId;
    const profile = this.#workshop.profiles.get(isManagement ? MANAGEMENT : MEMBER, view, scps.chain, rcps.chain);
    return { profile, isShared: scps.isShared && rcps.isShared };
  }
}

const MANAGEMENT: Membership = { kind: "management" };
const MEMBER: Membership = { kind: "member" };
