import {
  RCP_FULL_AWS_ACCESS,
  comparePolicyTypes,
  getPolicyTypeFacts,
  RESOURCE_CONTROL_POLICY,
  type PolicyType,
} from "../terms/policyTypes";
import type { Answers } from "./answers";
import { AttachmentIndex } from "./attachmentIndex";
import { addRcpFullAccess } from "./fullAccess";
import type { PolicySummary, PolicyTarget, Root } from "./model";
import { sortByName } from "./order";
import type { PolicyIndex } from "./policyIndex";
import type { PartState, StorePart, Target } from "./store";
import type { TargetIndex } from "./targetIndex";

type AttachedPart = Extract<StorePart, { readonly part: "attached" }>;

/** What the targets of all policies of a type say of each target. */
interface Knowledge {
  /** The oldest of the answers that it rests on; `undefined` when one is stale. */
  readonly freshness: number | undefined;
  /** One of them is out of a snapshot. */
  readonly isSeeded: boolean;
}

/**
 * What is attached to a target: what was read for it, else what follows from the targets of all policies of the type.
 * At ten thousand accounts these are a few hundred answers instead of forty thousand.
 */
export class Attachments {
  readonly #answers: Answers;
  readonly #policies: PolicyIndex;
  readonly #targets: TargetIndex;
  readonly #index = new AttachmentIndex();
  readonly #listed = new Map<PolicyType, readonly string[]>();
  /** Targets that were asked themselves; few, or a policy on ten thousand targets could not be taken at once. */
  readonly #asked = new Set<string>();
  #enabled: { readonly roots: readonly Root[] | undefined; readonly types: readonly PolicyType[] } | undefined;
  /** Asked for every row of a tree; good for one version of the answers. */
  readonly #knowledge = new Map<PolicyType, Knowledge | undefined>();
  #version = -1;

  constructor(answers: Answers, policies: PolicyIndex, targets: TargetIndex) {
    this.#answers = answers;
    this.#policies = policies;
    this.#targets = targets;
  }

  get(targetId: string, type: PolicyType): readonly PolicySummary[] | undefined {
    const part = { part: "attached", targetId, type } as const;
    const read = this.#answers.get(part);
    if (read && this.#answers.getFreshness(part) !== undefined) return read;
    const knowledge = this.#getKnowledge(type);
    if (!knowledge || (read && knowledge.freshness === undefined)) return read;
    return this.#derive(targetId, type) ?? read;
  }

  isAttached(policyId: string, type: PolicyType, targetId: string): boolean | undefined {
    const targets = { part: "targets", policyId } as const;
    const isListed = this.#answers.get(targets) && this.#index.getPolicyIds(targetId).includes(policyId);
    const part = { part: "attached", targetId, type } as const;
    // What would follow for the target follows from the same list.
    if (!this.#answers.get(part)) return isListed;
    const isStale = this.getState(part).state !== "loaded";
    if (isStale && this.#answers.getState(targets).state === "loaded") return isListed;
    return this.get(targetId, type)?.some(({ id }) => id === policyId);
  }

  /** What follows, when nothing of it is staler than the last refresh of the target's own part. */
  getFresh(targetId: string, type: PolicyType): readonly PolicySummary[] | undefined {
    const freshness = this.#getKnowledge(type)?.freshness;
    const wanted = this.#answers.getWanted({ part: "attached", targetId, type });
    return freshness === undefined || freshness < wanted ? undefined : this.#derive(targetId, type);
  }

  getState(part: AttachedPart): PartState {
    const state = this.#answers.getState(part);
    return state.state === "absent" && this.getFresh(part.targetId, part.type) ? { state: "loaded" } : state;
  }

  isSeeded({ targetId, type }: AttachedPart): boolean {
    const isRead = this.#answers.get({ part: "attached", targetId, type }) !== undefined;
    return !isRead && this.get(targetId, type) !== undefined && this.#getKnowledge(type)?.isSeeded === true;
  }

  /** The policy types switched on at the root. */
  getEnabledTypes(): readonly PolicyType[] {
    const roots = this.#answers.get({ part: "roots" });
    if (this.#enabled && this.#enabled.roots === roots) return this.#enabled.types;
    const summaries = (roots ?? []).flatMap((root) => root.policyTypes);
    const enabled = summaries.filter((summary) => summary.status === "ENABLED").map((summary) => summary.type);
    const types = [...new Set(enabled)].sort(comparePolicyTypes);
    this.#enabled = { roots, types };
    return types;
  }

  /** What is listed for a target, with what AWS attaches everywhere and never lists, by name. */
  complete(listed: readonly PolicySummary[], type: PolicyType): readonly PolicySummary[] {
    if (type !== RESOURCE_CONTROL_POLICY || !this.getEnabledTypes().includes(type)) return sortByName(listed);
    const partition = this.#answers.get({ part: "roots" })?.[0]?.arn.split(":")[1] ?? "aws";
    return sortByName(addRcpFullAccess(listed, partition));
  }

  /** A type's policies were listed: what is gone is attached to nothing. */
  onPolicies(type: PolicyType): readonly StorePart[] {
    const before = this.#listed.get(type) ?? [];
    const ids = (this.#answers.get({ part: "policies", type }) ?? []).map(({ id }) => id);
    this.#listed.set(type, ids);
    const left = new Set(ids);
    return before
      .filter((id) => !left.has(id))
      .flatMap((id) => this.#index.setTargets(id, []))
      .map((targetId) => ({ part: "attached", targetId, type }) as const);
  }

  /** A target was asked for what is attached to it. */
  onAttached(part: AttachedPart): void {
    this.#asked.add(part.targetId);
    this.#policies.add(this.#answers.get(part) ?? []);
  }

  /** A policy's targets were listed. Returns the targets whose attachments were known and are others now. */
  onTargets(policyId: string): readonly StorePart[] {
    const source = { part: "targets", policyId } as const;
    const targetIds = (this.#answers.get(source) ?? []).map(({ targetId }) => targetId);
    const changed = this.#index.setTargets(policyId, targetIds);
    const policy = this.#policies.get(policyId);
    if (!policy) return [];
    const { type } = policy;
    const isKnown = this.#getKnowledge(type) !== undefined;
    const attachedTo = new Set(targetIds);
    return changed.flatMap((targetId): readonly StorePart[] => {
      const part = { part: "attached", targetId, type } as const;
      const read = this.#asked.has(targetId) ? this.#answers.get(part) : undefined;
      if (!read || this.#answers.getState(part).state === "failed") return isKnown ? [part] : [];
      const others = read.filter(({ id }) => id !== policyId);
      return this.#answers.amend(part, sortByName(attachedTo.has(targetId) ? [...others, policy] : others), source);
    });
  }

  /**
   * The other way round: the targets of each policy of a type, from what was read at each root, OU and account. Does
   * nothing while one of these is stale.
   */
  deriveTargets(type: PolicyType): void {
    const policies = this.#answers.get({ part: "policies", type }) ?? [];
    const found = new Map<string, PolicyTarget[]>(policies.map(({ id }) => [id, []]));
    let freshness = Number.POSITIVE_INFINITY;
    for (const target of this.#targets.getAll()) {
      const facts = toPolicyTarget(target);
      const part = { part: "attached", targetId: facts.targetId, type } as const;
      const own = this.#answers.getFreshness(part);
      if (own === undefined) return;
      freshness = Math.min(freshness, own);
      for (const { id } of this.#answers.get(part) ?? []) found.get(id)?.push(facts);
    }
    found.delete(RCP_FULL_AWS_ACCESS);
    for (const [policyId, targets] of found) this.#answers.imply({ part: "targets", policyId }, targets, freshness);
  }

  /** `undefined`: a target has more than is known of it, since a type keeps a least number at each. */
  #derive(targetId: string, type: PolicyType): readonly PolicySummary[] | undefined {
    const policies = this.#index.getPolicyIds(targetId).flatMap((id) => this.#policies.get(id) ?? []);
    const attached = this.complete(
      policies.filter((policy) => policy.type === type),
      type,
    );
    return attached.length < getPolicyTypeFacts(type).minAttached ? undefined : attached;
  }

  /** `undefined`: the targets of some policy are not known. */
  #getKnowledge(type: PolicyType): Knowledge | undefined {
    if (this.#version !== this.#answers.version) {
      this.#knowledge.clear();
      this.#version = this.#answers.version;
    }
    if (!this.#knowledge.has(type)) this.#knowledge.set(type, this.#assess(type));
    return this.#knowledge.get(type);
  }

  #assess(type: PolicyType): Knowledge | undefined {
    const list = { part: "policies", type } as const;
    const policies = this.#answers.get(list);
    if (!policies) return undefined;
    let freshness = this.#answers.getFreshness(list);
    let isSeeded = this.#answers.isSeeded(list);
    for (const { id } of policies) {
      if (id === RCP_FULL_AWS_ACCESS) continue;
      const part = { part: "targets", policyId: id } as const;
      if (!this.#answers.get(part)) return undefined;
      const own = this.#answers.getFreshness(part);
      freshness = freshness === undefined || own === undefined ? undefined : Math.min(freshness, own);
      isSeeded ||= this.#answers.isSeeded(part);
    }
    return { freshness, isSeeded };
  }
}

function toPolicyTarget(target: Target): PolicyTarget {
  switch (target.kind) {
    case "root":
      return { targetId: target.root.id, arn: target.root.arn, name: target.root.name, type: "ROOT" };
    case "organizationalUnit": {
      const { id, arn, name } = target.organizationalUnit;
      return { targetId: id, arn, name, type: "ORGANIZATIONAL_UNIT" };
    }
    case "account": {
      const { id, arn, name } = target.account;
      return { targetId: id, arn, name, type: "ACCOUNT" };
    }
  }
}
