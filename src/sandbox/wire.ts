/** The model in AWS's spelling. Times go out as seconds since 1970, as AWS JSON 1.1 wants them. */
import type {
  Account,
  Handshake,
  HandshakeResource,
  Organization,
  OrganizationalUnit,
  Policy,
  PolicyTarget,
  Root,
} from "../organization/model";
import { SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import type { AccountCreation, OrganizationState } from "./state";

export function toSeconds(time: string): number {
  return Date.parse(time) / 1000;
}

export function describeOrganization(organization: Organization) {
  return {
    Id: organization.id,
    Arn: organization.arn,
    FeatureSet: organization.featureSet,
    MasterAccountId: organization.masterAccountId,
    MasterAccountArn: organization.masterAccountArn,
    MasterAccountEmail: organization.masterAccountEmail,
    // Deprecated and incomplete at AWS too; ListRoots tells which types are on.
    AvailablePolicyTypes:
      organization.featureSet === "ALL" ? [{ Type: SERVICE_CONTROL_POLICY, Status: "ENABLED" }] : [],
  };
}

export function describeRoot(root: Root) {
  return {
    Id: root.id,
    Arn: root.arn,
    Name: root.name,
    PolicyTypes: root.policyTypes.map(({ type, status }) => ({ Type: type, Status: status })),
  };
}

/** `o-aa111bb222/r-a1b2/ou-a1b2-11112222/123456789012/` */
function describePath(state: OrganizationState, id: string): string {
  return `${[state.organization.id, ...state.getPath(id)].join("/")}/`;
}

export function describeOrganizationalUnit(state: OrganizationState, unit: OrganizationalUnit) {
  return { Id: unit.id, Arn: unit.arn, Name: unit.name, Path: describePath(state, unit.id) };
}

/** The retiring `Status` in terms of `State`; it has fewer values, and none for the others. */
const STATUS: Readonly<Record<string, string>> = {
  ACTIVE: "ACTIVE",
  SUSPENDED: "SUSPENDED",
  PENDING_CLOSURE: "PENDING_CLOSURE",
  CLOSED: "SUSPENDED",
};

export function describeAccount(state: OrganizationState, account: Account) {
  return {
    Id: account.id,
    Arn: account.arn,
    Email: account.email,
    Name: account.name,
    State: account.state,
    Status: STATUS[account.state],
    Paths: [describePath(state, account.id)],
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: toSeconds(account.joinedTimestamp),
  };
}

export function describeCreation(creation: AccountCreation) {
  return {
    Id: creation.id,
    AccountName: creation.accountName,
    State: creation.state,
    RequestedTimestamp: toSeconds(creation.requestedTimestamp),
    CompletedTimestamp: creation.completedTimestamp && toSeconds(creation.completedTimestamp),
    AccountId: creation.accountId,
    FailureReason: creation.failureReason,
  };
}

export function describePolicySummary(policy: Policy) {
  return {
    Id: policy.id,
    Arn: policy.arn,
    Name: policy.name,
    Description: policy.description,
    Type: policy.type,
    AwsManaged: policy.awsManaged,
  };
}

export function describePolicy(policy: Policy) {
  return { PolicySummary: describePolicySummary(policy), Content: policy.content };
}

export function describeTarget(target: PolicyTarget) {
  return { TargetId: target.targetId, Arn: target.arn, Name: target.name, Type: target.type };
}

function describeResource(resource: HandshakeResource): object {
  return { Type: resource.type, Value: resource.value, Resources: resource.resources?.map(describeResource) };
}

export function describeHandshake(handshake: Handshake) {
  return {
    Id: handshake.id,
    Arn: handshake.arn,
    Parties: handshake.parties.map(({ id, type }) => ({ Id: id, Type: type })),
    State: handshake.state,
    RequestedTimestamp: toSeconds(handshake.requestedTimestamp),
    ExpirationTimestamp: toSeconds(handshake.expirationTimestamp),
    Action: handshake.action,
    Resources: handshake.resources?.map(describeResource),
  };
}
