/**
 * What is read again right before and after a write, past any store. Every method fails with an `OrganizationError`
 * only; of a thing that is gone with the kind `notFound`.
 */
import type {
  Account,
  AccountCreation,
  CallerIdentity,
  Handshake,
  Organization,
  OrganizationalUnit,
  Policy,
  PolicySummary,
  PolicyTarget,
  ResourcePolicy,
  Root,
  Tags,
} from "../organization/model";
import type { PolicyType } from "../terms/policyTypes";

export interface IdentityReads {
  getCallerIdentity(): Promise<CallerIdentity>;
  describeOrganization(): Promise<Organization>;
}

export interface PolicyReads {
  describePolicy(policyId: string): Promise<Policy>;
  listPolicies(type: PolicyType): AsyncIterable<PolicySummary>;
  listPoliciesForTarget(targetId: string, type: PolicyType): AsyncIterable<PolicySummary>;
  listTargetsForPolicy(policyId: string): AsyncIterable<PolicyTarget>;
}

export interface StructureReads {
  listRoots(): AsyncIterable<Root>;
  describeOrganizationalUnit(organizationalUnitId: string): Promise<Omit<OrganizationalUnit, "parentId">>;
  listOrganizationalUnits(parentId: string): AsyncIterable<OrganizationalUnit>;
  /** The root or OU that holds an account or OU. */
  getParentId(childId: string): Promise<string>;
  listTags(resourceId: string): Promise<Tags>;
}

export interface AccountReads {
  describeAccount(accountId: string): Promise<Omit<Account, "parentId">>;
  describeAccountCreation(requestId: string): Promise<AccountCreation>;
  listAccountCreations(): AsyncIterable<AccountCreation>;
  describeHandshake(handshakeId: string): Promise<Handshake>;
  /** Those that the organization sent. */
  listHandshakes(): AsyncIterable<Handshake>;
  /** Those that the caller's account was sent, by this organization or another. */
  listReceivedHandshakes(): AsyncIterable<Handshake>;
}

export interface ServiceReads {
  /** Service principals with trusted access. */
  listEnabledServices(): AsyncIterable<{ readonly servicePrincipal: string }>;
  listDelegatedAdministrators(servicePrincipal: string): AsyncIterable<{ readonly id: string }>;
  /** The resource-based delegation policy, if there is one. */
  findResourcePolicy(): Promise<Omit<ResourcePolicy, "arn"> | undefined>;
}

export interface ChangeReads extends IdentityReads, PolicyReads, StructureReads, AccountReads, ServiceReads {}
