/**
 * The writes. Each fails with an `OrganizationError` only and is sent at most once: nothing below retries a write, so
 * that a lost answer is always told. What creates something answers with its id.
 */
import type { NewPolicy, PolicyFields, StepOf } from "./step";

export interface PolicyWrites {
  createPolicy(policy: NewPolicy): Promise<string>;
  updatePolicy(policyId: string, fields: PolicyFields): Promise<void>;
  deletePolicy(policyId: string): Promise<void>;
  attachPolicy(policyId: string, targetId: string): Promise<void>;
  detachPolicy(policyId: string, targetId: string): Promise<void>;
}

export interface StructureWrites {
  enablePolicyType(rootId: string, type: string): Promise<void>;
  disablePolicyType(rootId: string, type: string): Promise<void>;
  createOrganizationalUnit(parentId: string, name: string, tags: Readonly<Record<string, string>>): Promise<string>;
  updateOrganizationalUnit(organizationalUnitId: string, name: string): Promise<void>;
  deleteOrganizationalUnit(organizationalUnitId: string): Promise<void>;
  moveAccount(accountId: string, from: string, to: string): Promise<void>;
}

export interface AccountWrites {
  /** Answers with the id of the request; the account is made in the background. */
  createAccount(account: StepOf<"createAccount">): Promise<string>;
  closeAccount(accountId: string): Promise<void>;
  removeAccountFromOrganization(accountId: string): Promise<void>;
  putAccountName(accountId: string, name: string): Promise<void>;
}

export interface HandshakeWrites {
  inviteAccountToOrganization(invitation: StepOf<"inviteAccountToOrganization">): Promise<string>;
  cancelHandshake(handshakeId: string): Promise<void>;
  acceptHandshake(handshakeId: string): Promise<void>;
  declineHandshake(handshakeId: string): Promise<void>;
}

export interface TagWrites {
  tagResource(resourceId: string, tags: Readonly<Record<string, string>>): Promise<void>;
  untagResource(resourceId: string, keys: readonly string[]): Promise<void>;
}

export interface ServiceWrites {
  enableAWSServiceAccess(servicePrincipal: string): Promise<void>;
  disableAWSServiceAccess(servicePrincipal: string): Promise<void>;
  registerDelegatedAdministrator(accountId: string, servicePrincipal: string): Promise<void>;
  deregisterDelegatedAdministrator(accountId: string, servicePrincipal: string): Promise<void>;
  /** `tags`: for one that is not there yet. */
  putResourcePolicy(content: string, tags: Readonly<Record<string, string>>): Promise<void>;
  deleteResourcePolicy(): Promise<void>;
}

export interface OrganizationWrites {
  createOrganization(featureSet: "ALL" | "CONSOLIDATED_BILLING"): Promise<string>;
  /** Answers with the id of the handshake that asks the invited accounts. */
  enableAllFeatures(): Promise<string>;
}

export interface ChangeWrites
  extends PolicyWrites,
    StructureWrites,
    AccountWrites,
    HandshakeWrites,
    TagWrites,
    ServiceWrites,
    OrganizationWrites {}
