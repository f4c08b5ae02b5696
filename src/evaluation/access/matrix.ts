import type { Account, OrganizationContents } from "../../organization/model";
import type { CompiledPolicy } from "../../policy/matching/policy";
import { parseAction } from "../../policy/matching/actions";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { type Exemption, findRcpExemption, findScpExemption } from "../exemptions";
import type { Enabled, Hierarchy } from "../hierarchy";
import type { Level } from "../level";
import type { Kin, Membership } from "../places";
import { addRange, type Bits, createBits, isEmpty, keepOnly, type ReadonlyBits, subtract, unite } from "./bits";
import type { JudgedLevel, Workshop } from "./engine";
import type { LevelSets } from "./levelSets";
import type { AccessProfile, ProfileLeg } from "./profile";
import type { StatementSet } from "./statementSets";
import type { ActionUniverse } from "./universe";
import { AccountView, RESOURCES, type Viewpoint } from "./viewpoint";

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
  /** What is attached to a target says, by its ids. */
  readonly #levels: ReadonlyMap<PolicyType, Map<string, JudgedLevel>> = new Map(
    LEG_TYPES.map((type) => [type, new Map()]),
  );
  readonly #chains: ReadonlyMap<PolicyType, Map<string, LevelSets>> = new Map(
    LEG_TYPES.map((type) => [type, new Map()]),
  );
  readonly #enabled: ReadonlyMap<PolicyType, Enabled>;
  /** What is said where nothing of a type is known. */
  readonly #unknown: ReadonlyMap<PolicyType, LevelSets>;
  readonly #notSubject = new Map<string, ReadonlyBits>();
  readonly #reaches = new Map<string, Reach>();
  #groups: readonly AccessGroup[] | undefined;

  constructor(parts: MatrixParts) {
    this.contents = parts.contents;
    this.universe = parts.universe;
    this.viewpoint = parts.viewpoint;
    this.hierarchy = parts.hierarchy;
    this.#workshop = parts.workshop;
    const { nothing, everything } = parts.universe;
    this.#unknown = new Map(
      LEG_TYPES.map((type) => {
        const unknown = subtract(everything, parts.workshop.getFree(type));
        return [type, { number: -1, denied: nothing, closed: nothing, unknown, open: nothing }];
      }),
    );
    this.#enabled = new Map(LEG_TYPES.map((type) => [type, parts.hierarchy.isEnabled(type)]));
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
    if (this.#enabled.get(type) !== true || "reason" in path) return [];
    return path.map((levelId) => this.hierarchy.getLevel(levelId, type));
  }

  /** What the policies of one type, from the root down to a target, surely deny. */
  getDeniedByType(targetId: string, type: PolicyType): ReadonlyBits {
    const { levels } = this.#findLevels(targetId, type, this.createView(targetId));
    return unite(
      levels.flatMap((level) => [level.denied, level.closed]),
      this.universe.nothing,
    );
  }

  /** A policy's statements with the actions they speak of. */
  getStatements(policy: CompiledPolicy): readonly StatementSet[] {
    return this.#workshop.getPolicySets(policy).statements;
  }

  /** `isShared`: nothing in it asked for the account. */
  #findProfile(targetId: string): { readonly profile: AccessProfile; readonly isShared: boolean } {
    const view = this.createView(targetId);
    // A root or OU stands for the members below it.
    const isManagement = this.hierarchy.getMembership(targetId).kind === "management";
    const membership: Membership = { kind: isManagement ? "management" : "member" };
    const legs = LEG_TYPES.map((type) => ({
      ...this.#findLevels(targetId, type, view),
      reach: this.#getReach(type, membership, view),
    }));
    let key = "";
    for (const { levels, reach } of legs) {
      for (const { number } of levels) key += `${number}/`;
      key += `${reach.key}|`;
    }
    const profile = this.#workshop.getProfile(
      key,
      () => this.#getNotSubject(legs.map(({ reach }) => reach)),
      () => legs.map(({ levels, reach }) => ({ levels, ...reach })),
    );
    return { profile, isShared: legs.every((leg) => leg.isShared) };
  }

  /** What the levels above a target say, summed up, and what its own says. */
  #findLevels(targetId: string, type: PolicyType, view: AccountView): LegLevels {
    const enabled = this.#enabled.get(type) ?? false;
    if (enabled === false) return { levels: [], isShared: true };
    const path = this.hierarchy.getPath(targetId);
    const unknown = this.#unknown.get(type);
    if (enabled !== true || "reason" in path) return { levels: unknown ? [unknown] : [], isShared: true };
    const above = this.#getChain(path, path.length - 2, type, view);
    const level = this.#getLevel(targetId, type, view);
    // Accounts have nothing below them that would ask for the sum.
    return {
      levels: above ? [above.chain, level.sets] : [level.sets],
      isShared: level.isShared && (above?.isShared ?? true),
    };
  }

  /** The levels of a path, up to the one of that place, summed up; kept where all accounts below have it in common. */
  #getChain(path: readonly string[], at: number, type: PolicyType, view: AccountView): SharedChain | undefined {
    const levelId = path[at];
    if (levelId === undefined) return undefined;
    const shared = this.#chains.get(type)?.get(levelId);
    if (shared) return { chain: shared, isShared: true };
    const above = this.#getChain(path, at - 1, type, view);
    const level = this.#getLevel(levelId, type, view);
    const chain = above ? this.#workshop.getChain(above.chain, level.sets) : level.sets;
    const isShared = level.isShared && (above?.isShared ?? true);
    if (isShared) this.#chains.get(type)?.set(levelId, chain);
    return { chain, isShared };
  }

  /** What the policies say that are attached to a target; kept where all with the same attached have it in common. */
  #getLevel(targetId: string, type: PolicyType, view: AccountView): JudgedLevel {
    const attached = this.hierarchy.describeAttached(targetId);
    const levels = this.#levels.get(type);
    const known = attached === undefined ? undefined : levels?.get(attached);
    if (known) return known;
    const level = this.#workshop.getLevelSets(this.hierarchy.getLevel(targetId, type), type, view);
    if (attached !== undefined && level.isShared) levels?.set(attached, level);
    return level;
  }

  /** What a leg does not reach; the accounts of one standing have it in common. */
  #getReach(type: PolicyType, membership: Membership, view: AccountView): Reach {
    const place = `${type} ${membership.kind}`;
    const known = this.#reaches.get(place);
    if (known) return known;
    const reach =
      type === SERVICE_CONTROL_POLICY ? this.#findScpReach(membership, view) : this.#findRcpReach(membership, view);
    this.#reaches.set(place, reach);
    return reach;
  }

  /** The actions that neither leg is asked about; the accounts of one standing have them in common. */
  #getNotSubject(reaches: readonly Reach[]): ReadonlyBits {
    const key = reaches.map((reach) => reach.key).join();
    const known = this.#notSubject.get(key);
    if (known) return known;
    const actions = this.universe.everything.slice();
    for (const [index, type] of LEG_TYPES.entries()) {
      keepOnly(
        actions,
        unite([reaches[index]?.exempt ?? actions, this.#workshop.getFree(type)], this.universe.nothing),
      );
    }
    const notSubject = isEmpty(actions) ? this.universe.nothing : actions;
    this.#notSubject.set(key, notSubject);
    return notSubject;
  }

  #findScpReach(membership: Membership, { principal, context }: AccountView): Reach {
    // What SCPs restrict for nobody, levels leave out.
    const exemption = findScpExemption({ full: "", service: "", name: "" }, principal, membership, context);
    const builder = new ReachBuilder(this.universe, `scp ${membership.kind}`);
    builder.add(0, this.universe.size, exemption);
    return builder.build();
  }

  #findRcpReach(membership: Membership, { principal, context }: AccountView): Reach {
    const builder = new ReachBuilder(this.universe, `rcp ${membership.kind}`);
    const add = (start: number, end: number) => {
      const action = parseAction(this.universe.names[start] ?? "");
      const [resource] = RESOURCES;
      if (action) builder.add(start, end, findRcpExemption(action, resource, principal, membership, context));
    };
    for (const { prefix, start, end } of this.universe.services) {
      // Only these have actions with exemptions of their own.
      if (prefix !== "kms" && prefix !== "sts") add(start, end);
      else for (let at = start; at < end; at++) add(at, at + 1);
    }
    return builder.build();
  }
}

interface LegLevels {
  readonly levels: readonly LevelSets[];
  /** All accounts with these levels have the sets in common. */
  readonly isShared: boolean;
}

interface SharedChain {
  readonly chain: LevelSets;
  readonly isShared: boolean;
}

type Reach = Pick<ProfileLeg, "exempt" | "perhapsExempt"> & { readonly key: string };

class ReachBuilder {
  readonly #exempt: Bits;
  readonly #perhapsExempt: Bits;
  readonly #key: string;
  readonly #none: ReadonlyBits;

  constructor({ size, nothing }: ActionUniverse, key: string) {
    this.#exempt = createBits(size);
    this.#perhapsExempt = createBits(size);
    this.#key = key;
    this.#none = nothing;
  }

  add(start: number, end: number, exemption: Exemption | undefined): void {
    if (exemption) addRange(exemption.key === undefined ? this.#exempt : this.#perhapsExempt, start, end);
  }

  build(): Reach {
    const share = (bits: Bits) => (isEmpty(bits) ? this.#none : bits);
    return { key: this.#key, exempt: share(this.#exempt), perhapsExempt: share(this.#perhapsExempt) };
  }
}
