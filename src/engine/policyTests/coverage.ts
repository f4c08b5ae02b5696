import type { Question } from "../../evaluation/evaluator";
import type { Hierarchy } from "../../evaluation/hierarchy";
import type { OrganizationContents, Policy } from "../../organization/model";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { StatementCoverage } from "./model";

interface Count {
  readonly policy: Policy;
  readonly sid: string | undefined;
  readonly statement: number;
  matched: number;
  missed: number;
}

/** Counts which statements the cases of a run meet. */
export class Coverage {
  readonly #counts = new Map<string, Count>();

  constructor({ policies, attachments }: OrganizationContents, hierarchy: Hierarchy) {
    const attached = new Set(attachments.map((one) => one.policyId));
    const types: readonly PolicyType[] = [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY];
    for (const policy of policies) {
      if (policy.awsManaged || !attached.has(policy.id) || !types.includes(policy.type)) continue;
      for (const { sid, index } of hierarchy.compile(policy).statements) {
        this.#counts.set(`${policy.id} ${index}`, { policy, sid, statement: index, matched: 0, missed: 0 });
      }
    }
  }

  add({ request, hierarchy, match }: Question): void {
    this.#addLeg(request.accountId, SERVICE_CONTROL_POLICY, hierarchy, match);
    this.#addLeg(request.resourceAccountId ?? request.accountId, RESOURCE_CONTROL_POLICY, hierarchy, match);
  }

  list(): readonly StatementCoverage[] {
    return Array.from(this.#counts.values(), ({ policy, sid, statement, matched, missed }) => ({
      ...{ policyId: policy.id, policyName: policy.name, statement, matched, missed },
      ...(sid !== undefined && { sid }),
    }));
  }

  #addLeg(accountId: string, type: PolicyType, hierarchy: Hierarchy, match: Question["match"]): void {
    const path = hierarchy.getPath(accountId);
    if ("reason" in path || hierarchy.getMembership(accountId).kind !== "member") return;
    for (const levelId of path) {
      const { Allow, Deny } = hierarchy.getLevel(levelId, type).getStatements(match.action);
      for (const { policyId, statement } of [...Allow, ...Deny]) {
        const count = this.#counts.get(`${policyId} ${statement.index}`);
        const truth = count && statement.matchRest(match);
        if (truth === true) count.matched++;
        else if (count && truth === false) count.missed++;
      }
    }
  }
}
