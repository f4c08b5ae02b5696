/** Which policies are attached to what, turned round: from the targets of each policy to the policies of each target. */
export class AttachmentIndex {
  readonly #targetIds = new Map<string, readonly string[]>();
  readonly #policyIds = new Map<string, string[]>();

  /** The policies attached directly to a target, as far as their targets are known. */
  getPolicyIds(targetId: string): readonly string[] {
    return this.#policyIds.get(targetId) ?? [];
  }

  /** All targets of a policy; returns those that it is newly attached to or no longer. */
  setTargets(policyId: string, targetIds: readonly string[]): readonly string[] {
    const known = this.#targetIds.get(policyId) ?? [];
    const before = new Set(known);
    const after = known.length > 0 ? new Set(targetIds) : undefined;
    const added = before.size > 0 ? targetIds.filter((id) => !before.has(id)) : targetIds;
    const removed = known.filter((id) => !after?.has(id));
    for (const id of added) {
      const policyIds = this.#policyIds.get(id);
      if (policyIds) policyIds.push(policyId);
      else this.#policyIds.set(id, [policyId]);
    }
    for (const id of removed) {
      const left = this.getPolicyIds(id).filter((other) => other !== policyId);
      if (left.length > 0) this.#policyIds.set(id, left);
      else this.#policyIds.delete(id);
    }
    this.#targetIds.set(policyId, targetIds);
    return [...added, ...removed];
  }
}
