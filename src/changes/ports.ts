import type { CallerIdentity, Organization, Policy, PolicySummary } from "../organization/model";
import type { PolicyType } from "../terms/policyTypes";
import type { Change } from "./change";

/** What is read again right before a write, past any store. Each fails with an `OrganizationError` only. */
export interface ChangeReader {
  getCallerIdentity(): Promise<CallerIdentity>;
  describeOrganization(): Promise<Organization>;
  describePolicy(policyId: string): Promise<Policy>;
  listPoliciesForTarget(targetId: string, type: PolicyType): AsyncIterable<PolicySummary>;
}

/** The writes. Each fails with an `OrganizationError` only and is sent at most once: nothing below retries a write. */
export interface PolicyWriter {
  attachPolicy(policyId: string, targetId: string): Promise<void>;
  detachPolicy(policyId: string, targetId: string): Promise<void>;
  updatePolicyContent(policyId: string, content: string): Promise<void>;
}

/** One line of the record of changes. A change is `intended` before it is sent, then gets its outcome. */
export interface ChangeRecord {
  /** Rises with each change of an organization. */
  readonly id: string;
  readonly organizationId: string;
  readonly at: string;
  /** The ARN that signed. */
  readonly caller: string;
  readonly state: "intended" | "done" | "failed" | "unknown";
  readonly change: Change;
  /** Policy ids attached to the target before, for attach and detach. */
  readonly attachedBefore?: readonly string[];
  /** Id of the change that this one takes back. */
  readonly undoes?: string;
  readonly error?: string;
}

/** Where changes are recorded. `append` resolves once the line is on the disk. */
export interface ChangeJournal {
  append(record: ChangeRecord): Promise<void>;
  /** Newest state of each change, oldest first. */
  read(organizationId: string): Promise<readonly ChangeRecord[]>;
}
