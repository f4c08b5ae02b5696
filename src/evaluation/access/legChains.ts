import type { PolicyType } from "../../terms/policyTypes";
import type { Enabled, Hierarchy } from "../hierarchy";
import type { Chain } from "./chains";
import type { AccountView } from "./viewpoint";
import type { JudgedLevel, Workshop } from "./workshop";

/** A chain of levels, and whether all accounts with these levels have what they say in common. */
export interface JudgedChain {
  readonly chain: Chain;
  readonly isShared: boolean;
}

/** What the policies of one type say from the root of an organization down to each target. */
export class LegChains {
  readonly #type: PolicyType;
  readonly #hierarchy: Hierarchy;
  readonly #workshop: Workshop;
  readonly #enabled: Enabled;
  /** By what is attached, as a text of ids: what all with the same attached have in common. */
  readonly #levels = new Map<string, JudgedLevel>();
  /** By roots and OUs: what all accounts below have in common. */
  readonly #chains = new Map<string, JudgedChain>();

  constructor(type: PolicyType, hierarchy: Hierarchy, workshop: Workshop) {
    this.#type = type;
    this.#hierarchy = hierarchy;
    this.#workshop = workshop;
    this.#enabled = hierarchy.isEnabled(type);
  }

  /** Whether it is known that the type restricts anything. */
  get isEnabled(): boolean {
    return this.#enabled === true;
  }

  find(targetId: string, view: AccountView): JudgedChain {
    if (this.#enabled === false) return { chain: this.#workshop.silent, isShared: true };
    const path = this.#hierarchy.getPath(targetId);
    if (this.#enabled !== true || "reason" in path) {
      return { chain: this.#workshop.getUntold(this.#type), isShared: true };
    }
    return this.#extend(this.#findAbove(path, path.length - 2, view), targetId, view);
  }

  /** The levels of a path, down to the one of that place. */
  #findAbove(path: readonly string[], at: number, view: AccountView): JudgedChain | undefined {
    const levelId = path[at];
    if (levelId === undefined) return undefined;
    const known = this.#chains.get(levelId);
    if (known) return known;
    const found = this.#extend(this.#findAbove(path, at - 1, view), levelId, view);
    if (found.isShared) this.#chains.set(levelId, found);
    return found;
  }

  #extend(above: JudgedChain | undefined, targetId: string, view: AccountView): JudgedChain {
    const level = this.#getLevel(targetId, view);
    const isShared = level.isShared && (above?.isShared ?? true);
    return { chain: this.#workshop.chains.get(above?.chain, level.sets), isShared };
  }

  #getLevel(targetId: string, view: AccountView): JudgedLevel {
    const attached = this.#hierarchy.describeAttached(targetId);
    const known = attached === undefined ? undefined : this.#levels.get(attached);
    if (known) return known;
    const own = this.#hierarchy.getLevel(targetId, this.#type);
    const level = this.#workshop.getLevelSets(own, this.#type, view, attached);
    if (attached !== undefined && level.isShared) this.#levels.set(attached, level);
    return level;
  }
}
