import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { isOrganizationError } from "../errors";
import type { PlacedAccount } from "../placedAccount";
import type { OrganizationalUnit } from "../model";
import { Crew } from "./crew";
import type { Effort } from "./effort";
import type { OrganizationStore } from "../store";

/** A root or OU whose child OUs are to be found. */
interface Parent {
  readonly id: string;
  /** 0 for a root. */
  readonly level: number;
  /** Accounts the sweep has shown directly in it. */
  accounts: number;
  hasChildUnits: boolean;
  state: "open" | "taken" | "done";
}

/** Accounts directly in an OU, with none seen below another OU in it, from which on it is taken for a lowest one. */
const EVIDENCE = 5;

/**
 * Finds every OU, in as few requests as there are parents above the fifth level. Two operations share the work:
 * ListOrganizationalUnitsForParent tells names, ListChildren tells that there is nothing to name. What the sweep over
 * all accounts shows on the way decides which is asked: OUs seen on the path to an account have OUs in them, OUs with
 * accounts of their own alone most likely have none.
 */
export class UnitWalk {
  readonly #store: OrganizationStore;
  readonly #effort: Effort;
  readonly #parents = new Map<string, Parent>();
  readonly #listing: Crew<Parent>;
  readonly #probing: Crew<Parent>;
  readonly #onProgress: () => void;
  #isSweepOver = false;
  #canProbe = true;

  constructor(store: OrganizationStore, effort: Effort, onProgress: () => void) {
    this.#store = store;
    this.#effort = effort;
    this.#onProgress = onProgress;
    this.#listing = new Crew(
      () => this.#take((parent) => (parent.hasChildUnits ? 2 : this.#isLikelyLowest(parent) ? 0 : 1)),
      (parent) => this.#perform(parent, "ListOrganizationalUnitsForParent"),
    );
    this.#probing = new Crew(
      () => (this.#canProbe ? this.#take((parent) => (this.#isLikelyLowest(parent) ? 0 : undefined)) : undefined),
      (parent) => this.#perform(parent, "ListChildren"),
    );
  }

  /** Parents whose child OUs are not known yet, among those met so far. */
  countOpen(): number {
    let open = 0;
    for (const { state } of this.#parents.values()) if (state !== "done") open++;
    return open;
  }

  countAll(): number {
    return this.#parents.size;
  }

  /** Walks until no OU is left; the sweep must end meanwhile, and tell by `endSweep`. */
  async run(rootIds: readonly string[], sweep: Promise<unknown>): Promise<void> {
    const subscription = this.#store.onDidPlace((placed) => this.#onPlace(placed));
    for (const id of rootIds) this.#meet(id, 0);
    this.#poke();
    await sweep;
    subscription.dispose();
    this.#isSweepOver = true;
    this.#poke();
    // Each crew may find work for the other.
    do await Promise.all([this.#listing.rest(), this.#probing.rest()]);
    while (!this.#effort.stopped && this.countOpen() > 0);
  }

  #poke(): void {
    this.#listing.poke();
    this.#probing.poke();
  }

  #onPlace({ ancestorIds }: PlacedAccount): void {
    let isNews = false;
    ancestorIds.forEach((id, level) => {
      isNews = this.#meet(id, level) || isNews;
      const parent = this.#parents.get(id);
      if (!parent) return;
      if (level < ancestorIds.length - 1) parent.hasChildUnits = true;
      else if (++parent.accounts === EVIDENCE) isNews = true;
    });
    if (isNews) this.#poke();
  }

  /** Nothing lies below the fifth level: the store knows, and asks for nothing. */
  #meet(id: string, level: number): boolean {
    if (this.#parents.has(id)) return false;
    const isLowest = level >= ORGANIZATION_QUOTAS.ouDepth;
    this.#parents.set(id, { id, level, accounts: 0, hasChildUnits: false, state: isLowest ? "done" : "open" });
    if (isLowest) void this.#store.loadOrganizationalUnits(id, "background").catch(() => undefined);
    return !isLowest;
  }

  #isLikelyLowest({ hasChildUnits, accounts }: Parent): boolean {
    return !hasChildUnits && (this.#isSweepOver || accounts >= EVIDENCE);
  }

  /** Of the open ones that have a rank, those of the highest; the nearest to the root first. */
  #take(getRank: (parent: Parent) => number | undefined): Parent | undefined {
    if (this.#effort.stopped) return undefined;
    let best: Parent | undefined;
    let bestRank = -1;
    for (const parent of this.#parents.values()) {
      if (parent.state !== "open") continue;
      const rank = getRank(parent);
      if (rank === undefined || rank < bestRank) continue;
      if (rank > bestRank || !best || parent.level < best.level) [best, bestRank] = [parent, rank];
    }
    if (best) best.state = "taken";
    return best;
  }

  /** Whoever may not list children may list OUs all the same. */
  async #probe(parentId: string): Promise<readonly OrganizationalUnit[]> {
    try {
      return await this.#store.probeOrganizationalUnits(parentId, "background");
    } catch (error) {
      if (!isOrganizationError(error, "denied", "unsupported")) throw error;
      this.#canProbe = false;
      return this.#store.loadOrganizationalUnits(parentId, "background");
    }
  }

  async #perform(parent: Parent, operation: "ListOrganizationalUnitsForParent" | "ListChildren"): Promise<void> {
    const units = await this.#effort.try(operation, parent.id, () =>
      operation === "ListChildren"
        ? this.#probe(parent.id)
        : this.#store.loadOrganizationalUnits(parent.id, "background"),
    );
    parent.state = "done";
    for (const { id } of units ?? []) this.#meet(id, parent.level + 1);
    this.#onProgress();
    this.#poke();
  }
}
