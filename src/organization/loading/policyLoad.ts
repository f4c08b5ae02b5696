import { getPolicyTypeFacts, RCP_FULL_AWS_ACCESS, type PolicyType } from "../../terms/policyTypes";
import type { PolicySummary } from "../model";
import { Crew } from "./crew";
import type { Effort } from "./effort";
import { countPages, estimateTargetPages, isCheaperByTarget } from "./minimum";
import type { OrganizationStore, StorePart } from "../store";

interface Task {
  readonly part: StorePart;
  readonly resource: string;
  readonly run: () => Promise<unknown>;
}

const BY_TARGET = "ListPoliciesForTarget";

/** Tasks of one operation, in their order. */
class Queue {
  readonly #operation: string;
  readonly #effort: Effort;
  readonly #isKnown: (part: StorePart) => boolean;
  readonly #tasks: Task[] = [];
  readonly #crew: Crew<Task>;
  added = 0;
  done = 0;

  constructor(operation: string, effort: Effort, isKnown: (part: StorePart) => boolean, onProgress: () => void) {
    this.#operation = operation;
    this.#isKnown = isKnown;
    this.#effort = effort;
    this.#crew = new Crew(
      () => (effort.stopped ? undefined : this.#tasks.shift()),
      async ({ resource, run }) => {
        await this.#effort.try(this.#operation, resource, run);
        this.done++;
        onProgress();
      },
    );
  }

  /** What is known already is done: by a load that broke off, or since somebody looked at it. */
  add(tasks: readonly Task[]): void {
    const open = tasks.filter(({ part }) => !this.#isKnown(part));
    this.#tasks.push(...open);
    this.added += tasks.length;
    this.done += tasks.length - open.length;
    this.#crew.poke();
  }

  rest(): Promise<void> {
    return this.#crew.rest();
  }
}

/**
 * The policies of the enabled types, where they are attached, and what they say. Attachments of a type are asked for
 * policy by policy, or target by target where that takes fewer requests, as with many policies on few accounts.
 */
export class PolicyLoad {
  readonly #store: OrganizationStore;
  readonly #effort: Effort;
  readonly #countTargets: () => number;
  /** Types of which it is open which way is cheaper. */
  readonly #undecided = new Set<() => void>();
  #isStructureKnown = false;
  /** Policies that are attached nearly everywhere, while their targets are listed. */
  readonly #long = new Set<string>();
  /** Types of which it is not known yet what there is to read. */
  #unlisted = 0;
  readonly #byPolicy: Queue;
  readonly #byTarget: Queue;
  readonly #contents: Queue;

  /** `countTargets`: roots, OUs and accounts met so far, a sweep under way included. */
  constructor(store: OrganizationStore, effort: Effort, countTargets: () => number, onProgress: () => void) {
    this.#store = store;
    this.#effort = effort;
    this.#countTargets = countTargets;
    const isKnown = (part: StorePart) => store.getState(part).state === "loaded";
    this.#byPolicy = new Queue("ListTargetsForPolicy", effort, isKnown, onProgress);
    this.#byTarget = new Queue(BY_TARGET, effort, isKnown, onProgress);
    this.#contents = new Queue("DescribePolicy", effort, isKnown, onProgress);
  }

  /** Things done and to do, as far as they are known, in an organization of so many accounts. */
  getCounts(accounts: number) {
    const done = this.#byPolicy.done + this.#byTarget.done;
    const total = this.#byPolicy.added + this.#byTarget.added;
    const targets = Math.max(accounts, this.#countTargets());
    const further = [...this.#long].reduce((sum, policyId) => sum + this.#countFurtherPages(policyId, targets), 0);
    const areListed = this.#unlisted === 0;
    const attachments = { done, ...(areListed && { total, requests: total - done + further }) };
    return { attachments, contents: { done: this.#contents.done, ...(areListed && { total: this.#contents.added }) } };
  }

  /** Pages of a list of nearly all targets after its first, or after the one that is next. */
  #countFurtherPages(policyId: string, targets: number): number {
    const read = this.#store.getUnfinishedTargets(policyId)?.items.length ?? 0;
    return Math.max(0, countPages(Math.max(0, targets - read)) - 1);
  }

  /** More targets are known, or all of them. */
  onTargets(isStructureKnown: boolean): void {
    this.#isStructureKnown ||= isStructureKnown;
    for (const decide of this.#undecided) decide();
  }

  async run(types: readonly PolicyType[]): Promise<void> {
    this.#unlisted = types.length;
    await Promise.all(types.map((type) => this.#loadType(type)));
    await Promise.all([this.#byPolicy.rest(), this.#byTarget.rest(), this.#contents.rest()]);
    for (const type of types) this.#store.deriveTargets(type);
  }

  async #loadType(type: PolicyType): Promise<void> {
    const policies = await this.#effort.try("ListPolicies", type, () => this.#store.loadPolicies(type, "background"));
    if (!policies) {
      this.#unlisted--;
      return;
    }
    const ordered = putFullAccessFirst(policies, type);
    this.#contents.add(
      ordered.map(({ id }) => ({
        part: { part: "policy", policyId: id },
        resource: id,
        run: () => this.#store.loadPolicy(id, "background"),
      })),
    );
    const isByTarget = await this.#isByTarget(policies);
    this.#unlisted--;
    if (!isByTarget) return this.#addPolicies(ordered);
    this.#addTargets(type);
    await this.#byTarget.rest();
    if (!this.#effort.isClosed(BY_TARGET)) return;
    // Whoever may not ask the targets may ask the policies all the same.
    this.#effort.forget(BY_TARGET);
    this.#addPolicies(ordered);
  }

  /** Most often told by the first pages of the sweep; only where policies outnumber targets all must be known first. */
  #isByTarget(policies: readonly PolicySummary[]): Promise<boolean> {
    return new Promise((resolve) => {
      const decide = () => {
        const targets = this.#countTargets();
        const isByTarget = isCheaperByTarget(estimateTargetPages(policies, targets), targets);
        if (isByTarget && !this.#isStructureKnown && !this.#effort.stopped) return;
        this.#undecided.delete(decide);
        // Without all targets nothing follows from what is attached to some of them.
        resolve(isByTarget && this.#store.getAccounts() !== undefined);
      };
      this.#undecided.add(decide);
      decide();
    });
  }

  #addPolicies(policies: readonly PolicySummary[]): void {
    const listed = policies.filter(({ id }) => id !== RCP_FULL_AWS_ACCESS);
    for (const { id, type } of listed) {
      if (
        id === getPolicyTypeFacts(type).fullAccess &&
        this.#store.getState({ part: "targets", policyId: id }).state !== "loaded"
      )
        this.#long.add(id);
    }
    this.#byPolicy.add(
      listed.map(({ id }) => ({
        part: { part: "targets", policyId: id },
        resource: id,
        run: async () => {
          await this.#store.loadTargets(id, "background").finally(() => this.#long.delete(id));
        },
      })),
    );
  }

  #addTargets(type: PolicyType): void {
    const ids = this.#store.getKnownTargets().map((target) => {
      switch (target.kind) {
        case "root":
          return target.root.id;
        case "organizationalUnit":
          return target.organizationalUnit.id;
        case "account":
          return target.account.id;
      }
    });
    this.#byTarget.add(
      ids.map((id) => ({
        part: { part: "attached", targetId: id, type },
        resource: `${id} ${type}`,
        run: () => this.#store.loadAttached(id, type, "background"),
      })),
    );
  }
}

/** It is attached nearly everywhere: by far the longest list, whose pages come one after the other. */
function putFullAccessFirst(policies: readonly PolicySummary[], type: PolicyType): readonly PolicySummary[] {
  const { fullAccess } = getPolicyTypeFacts(type);
  return [...policies.filter(({ id }) => id === fullAccess), ...policies.filter(({ id }) => id !== fullAccess)];
}
