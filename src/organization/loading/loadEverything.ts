/**
 * Reads a whole organization in as few requests as can be, in close to the time that AWS's request rates make possible:
 * docs/performance.md says how. What is asked for when is decided here; how fast each operation goes is the pacing's
 * business, and what somebody waits for at the screen goes before all of this.
 *
 * The store is the memory: what it knows is not asked for again, so that a load that was called off, or stopped by an
 * expired sign-in, goes on where it stood when it is started again.
 */
import type { OrganizationError } from "../errors";
import type { Gap } from "../model";
import { Effort, type EffortOptions } from "./effort";
import { PolicyLoad } from "./policyLoad";
import type { LoadProgress } from "./progress";
import { UnitWalk } from "./unitWalk";
import type { OrganizationStore } from "../store";

/** `structure`: roots, OUs and accounts; `everything`: also policies of the enabled types, attachments, contents. */
export type LoadScope = "structure" | "everything";

export interface LoadOptions extends EffortOptions {
  /** How far to go. */
  readonly scope: LoadScope;
  /** Told of each step forward. */
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Told when every root, OU and account is known, as far as they can be. */
  readonly onStructure?: () => void;
}

export interface LoadOutcome {
  /** What could not be read, and why. */
  readonly gaps: readonly Gap[];
  /** The first error that led to a gap. */
  readonly error: OrganizationError | undefined;
  /** Why it ended before its time; start it again when that has been put right. */
  readonly stopped: OrganizationError | undefined;
}

/** Never rejects: a missing permission is a gap, and everything else is read all the same. */
export async function loadEverything(store: OrganizationStore, options: LoadOptions): Promise<LoadOutcome> {
  const effort = new Effort(options);
  const load = new Load(store, effort, options);
  await load.run();
  return { gaps: effort.gaps, error: effort.error, stopped: effort.stopped };
}

class Load {
  readonly #store: OrganizationStore;
  readonly #effort: Effort;
  readonly #options: LoadOptions;
  readonly #units: UnitWalk;
  readonly #policies: PolicyLoad;
  /** Accounts as the snapshot had them: how many there may be. */
  readonly #expected: number | undefined;
  #swept = 0;
  #isSweepDone = false;

  constructor(store: OrganizationStore, effort: Effort, options: LoadOptions) {
    this.#store = store;
    this.#effort = effort;
    this.#options = options;
    this.#expected = store.getAccounts()?.length;
    const tell = () => this.#tell();
    this.#units = new UnitWalk(store, effort, tell);
    const countTargets = () => Math.max(store.countKnownTargets(), this.#swept + this.#units.countAll());
    this.#policies = new PolicyLoad(store, effort, countTargets, tell);
  }

  async run(): Promise<void> {
    const [, roots] = await Promise.all([
      this.#effort.try("DescribeOrganization", undefined, () => this.#store.loadOrganization("background")),
      this.#effort.try("ListRoots", undefined, () => this.#store.loadRoots("background")),
    ]);
    if (!roots) return;
    const structure = this.#loadStructure(roots.map(({ id }) => id)).then(() => this.#policies.onTargets(true));
    const types = this.#options.scope === "structure" ? [] : this.#store.getEnabledPolicyTypes();
    await Promise.all([structure, this.#policies.run(types)]);
  }

  async #loadStructure(rootIds: readonly string[]): Promise<void> {
    const counting = this.#store.onDidPlace(() => {
      if (++this.#swept % PAGE !== 0) return;
      this.#policies.onTargets(false);
      this.#tell();
    });
    const sweep = this.#effort.try("ListAccounts", undefined, () => this.#store.loadAccounts("background"));
    const walk = this.#units.run(rootIds, sweep);
    const accounts = await sweep;
    counting.dispose();
    this.#isSweepDone = true;
    if (accounts) this.#swept = accounts.length;
    this.#tell();
    await walk;
    if (accounts) await this.#fillChildren(rootIds);
    this.#options.onStructure?.();
    this.#tell();
  }

  /** Puts OUs and accounts together, parent by parent: no request is needed for it any more. */
  async #fillChildren(rootIds: readonly string[]): Promise<void> {
    const ids = [...rootIds];
    for (const target of this.#store.getKnownTargets()) {
      if (target.kind === "organizationalUnit") ids.push(target.organizationalUnit.id);
    }
    const known = ids.filter(
      (parentId) => this.#store.getState({ part: "organizationalUnits", parentId }).state === "loaded",
    );
    await Promise.all(
      known.map((id) =>
        this.#effort.try("ListOrganizationalUnitsForParent", id, () => this.#store.loadChildren(id, "background")),
      ),
    );
  }

  #tell(): void {
    const { onProgress, scope } = this.#options;
    if (!onProgress) return;
    const all = this.#isSweepDone ? this.#swept : this.#expected;
    const accounts = { done: this.#swept, ...(all !== undefined && { total: Math.max(all, this.#swept) }) };
    const units = { done: this.#units.countAll() - this.#units.countOpen(), total: this.#units.countAll() };
    const { attachments, contents } = this.#policies.getCounts(all ?? 0);
    const isAll = scope === "everything";
    onProgress({
      steps: [
        { step: "accounts", ...accounts },
        { step: "organizationalUnits", ...units },
        ...(isAll
          ? [{ step: "attachments", ...attachments } as const, { step: "contents", ...contents } as const]
          : []),
      ],
    });
  }
}

/** Accounts on a page of ListAccounts. */
const PAGE = 20;
