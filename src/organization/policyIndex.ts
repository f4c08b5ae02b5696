import type { PolicyType } from "../terms/policyTypes";
import type { PolicySummary } from "./model";

/** Every policy seen in any list, by id, without its text. */
export class PolicyIndex {
  readonly #summaries = new Map<string, PolicySummary>();

  get(id: string): PolicySummary | undefined {
    return this.#summaries.get(id);
  }

  add(policies: readonly PolicySummary[]): void {
    for (const { id, arn, name, description, type, awsManaged } of policies) {
      this.#summaries.set(id, { id, arn, name, description, type, awsManaged });
    }
  }

  /** All policies of a type: whichever is not among them has been deleted. */
  setAll(type: PolicyType, policies: readonly PolicySummary[]): void {
    for (const [id, summary] of this.#summaries) if (summary.type === type) this.#summaries.delete(id);
    this.add(policies);
  }
}
