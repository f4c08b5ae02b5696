import { getPolicyTypeFacts, RCP_FULL_AWS_ACCESS, type PolicyType } from "../../terms/policyTypes";
import type { PolicySummary } from "../model";
import { Crew } from "./crew";
import type { Effort } from "./effort";
import { estimateTargetPages, isCheaperByTarget } from "./minimum";
import type { OrganizationStore } from "../store";

interface Task {
  readonly resource: string;
  readonly run: () => Promise<unknown>;
}

const BY_TARGET = "ListPoliciesForTarget";

/** Tasks of one operation, in their order. */
class Queue {
  readonly #operation: string;
  readonly #effort: Effort;
  readonly #tasks: Task[] = [];
  readonly #crew: Crew<Task>;
  added = 0;
  done = 0;

  constructor(operation: string, effort: Effort, onProgress: () => void) {
    this.#operation = operation;
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

  add(tasks: readonly Task[]): void {
    this.#tasks.push(...tasks);
    this.added += tasks.length;
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
  readonly #byPolicy: Queue;
  readonly #byTarget: Queue;
  readonly #contents: Queue;

  /** `countTargets`: roots, OUs and accounts met so far, a sweep under way included. */
  constructor(store: OrganizationStore, effort: Effort, countTargets: () => number, onProgress: () => void) {
    this.#store = store;
    this.#effort = effort;
    this.#countTargets = countTargets;
    this.#byPolicy = new Queue("ListTargetsForPolicy", effort, onProgress);
    this.#byTarget = new Queue(BY_TARGET, effort, onProgress);
    this.#contents = new Queue("DescribePolicy", effort, onProgress);
  }

  /** Things done and to do, as far as they are known. */
  getCounts() {
    const attachments = {
      done: this.#byPolicy.done + this.#byTarget.done,
      total: this.#byPolicy.added + this.#byTarget.added,
    };
    return { attachments, contents: { done: this.#contents.done, total: this.#contents.added } };
  }

  /** More targets are known, or all of them. */
  onTargets(isStructureKnown: boolean): void {
    this.#isStructureKnown ||= isStructureKnown;
    for (const decide of this.#undecided) decide();
  }

  async run(types: readonly PolicyType[]): Promise<void> {
    await Promise.all(types.map((type) => this.#loadType(type)));
    await Promise.all([this.#byPolicy.rest(), this.#byTarget.rest(), this.#contents.rest()]);
    for (const type of types) this.#store.deriveTargets(type);
  }

  async #loadType(type: PolicyType): Promise<void> {
    const policies = await this.#effort.try("ListPolicies", type, () => this.#store.loadPolicies(type, "background"));
    if (!policies) return;
    const ordered = putFullAccessFirst(policies, type);
    this.#contents.add(
      ordered.map(({ id }) => ({ resource: id, run: () => this.#store.loadPolicy(id, "background") })),
    );
    if (!(await this.#isByTarget(policies))) return this.#addPolicies(ordered);
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
    this.#byPolicy.add(
      listed.map(({ id }) => ({ resource: id, run: () => this.#store.loadTargets(id, "background") })),
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
      ids.map((id) => ({ resource: `${id} ${type}`, run: () => this.#store.loadAttached(id, type, "background") })),
    );
  }
}

/** It is attached nearly everywhere: by far the longest list, whose pages come one after the other. */
function putFullAccessFirst(policies: readonly PolicySummary[], type: PolicyType): readonly PolicySummary[] {
  const { fullAccess } = getPolicyTypeFacts(type);
  return [...policies.filter(({ id }) => id === fullAccess), ...policies.filter(({ id }) => id !== fullAccess)];
}
