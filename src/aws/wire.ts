import type {
  Account as WireAccount,
  CreateAccountStatus,
  DelegatedService as WireDelegatedService,
  EffectivePolicy as WireEffectivePolicy,
  Handshake as WireHandshake,
  Organization as WireOrganization,
  OrganizationalUnit as WireOrganizationalUnit,
  PolicySummary as WirePolicySummary,
  PolicyTargetSummary,
  Root as WireRoot,
} from "@aws-sdk/client-organizations";
import type {
  Account,
  AccountCreation,
  DelegatedService,
  EffectivePolicy,
  Handshake,
  Organization,
  OrganizationalUnit,
  PolicySummary,
  PolicyTarget,
  Root,
  TargetType,
} from "../organization/model";
import type { ListedAccount } from "../organization/ports";

/** Every member of the wire's shapes is optional; AWS fills them in, and an emulator's gaps become empty texts. */
export function toOrganization(wire: WireOrganization): Organization {
  return {
    id: wire.Id ?? "",
    arn: wire.Arn ?? "",
    featureSet: wire.FeatureSet ?? "ALL",
    masterAccountId: wire.MasterAccountId ?? "",
    masterAccountArn: wire.MasterAccountArn ?? "",
    masterAccountEmail: wire.MasterAccountEmail ?? "",
  };
}

export function toRoot(wire: WireRoot): Root {
  const policyTypes = (wire.PolicyTypes ?? []).flatMap(({ Type: type, Status: status }) =>
    type && status ? [{ type, status }] : [],
  );
  return { id: wire.Id ?? "", arn: wire.Arn ?? "", name: wire.Name ?? "", policyTypes };
}

export function toOrganizationalUnit(wire: WireOrganizationalUnit, parentId: string): OrganizationalUnit {
  return { id: wire.Id ?? "", arn: wire.Arn ?? "", name: wire.Name ?? "", parentId };
}

export function toAccount(wire: WireAccount, parentId: string): Account {
  return { ...toAccountFacts(wire), parentId };
}

/** An account of a sweep; its place only where the endpoint fills in `Paths`. */
export function toListedAccount(wire: WireAccount): ListedAccount {
  const ancestorIds = parseAncestors(wire.Paths?.[0] ?? "");
  const parentId = ancestorIds.at(-1);
  return { ...toAccountFacts(wire), ...(parentId !== undefined && { parentId, ancestorIds }) };
}

function toAccountFacts(wire: WireAccount): Omit<Account, "parentId"> {
  return {
    id: wire.Id ?? "",
    arn: wire.Arn ?? "",
    name: wire.Name ?? "",
    email: wire.Email ?? "",
    // Status was to end on 2026-09-09; emulators know nothing else.
    state: wire.State ?? wire.Status ?? "ACTIVE",
    joinedMethod: wire.JoinedMethod ?? "CREATED",
    joinedTimestamp: toIso(wire.JoinedTimestamp),
  };
}

/** `o-aa111bb222/r-a1b2/ou-a1b2-11112222/123456789012/` → root to parent. */
function parseAncestors(path: string): readonly string[] {
  const [, ...ids] = path.split("/").filter((id) => id !== "");
  return ids.slice(0, -1);
}

export function toPolicySummary(wire: WirePolicySummary): PolicySummary {
  return {
    id: wire.Id ?? "",
    arn: wire.Arn ?? "",
    name: wire.Name ?? "",
    description: wire.Description ?? "",
    type: wire.Type ?? "",
    awsManaged: wire.AwsManaged ?? false,
  };
}

export function toPolicyTarget(wire: PolicyTargetSummary): PolicyTarget {
  const type: TargetType = wire.Type ?? "ACCOUNT";
  return { targetId: wire.TargetId ?? "", arn: wire.Arn ?? "", name: wire.Name ?? "", type };
}

export function toEffectivePolicy(wire: WireEffectivePolicy): EffectivePolicy {
  return {
    policyContent: wire.PolicyContent ?? "",
    lastUpdatedTimestamp: toIso(wire.LastUpdatedTimestamp),
    targetId: wire.TargetId ?? "",
    policyType: wire.PolicyType ?? "",
  };
}

export function toHandshake(wire: WireHandshake): Handshake {
  return {
    id: wire.Id ?? "",
    arn: wire.Arn ?? "",
    state: wire.State ?? "OPEN",
    action: wire.Action ?? "",
    parties: (wire.Parties ?? []).map(({ Id: id = "", Type: type = "" }) => ({ id, type })),
    requestedTimestamp: toIso(wire.RequestedTimestamp),
    expirationTimestamp: toIso(wire.ExpirationTimestamp),
    resources: (wire.Resources ?? []).map(({ Type: type = "", Value: value }) => ({
      type,
      ...(value !== undefined && { value }),
    })),
  };
}

export function toAccountCreation(wire: CreateAccountStatus): AccountCreation {
  return {
    id: wire.Id ?? "",
    accountName: wire.AccountName ?? "",
    state: wire.State ?? "IN_PROGRESS",
    requestedTimestamp: toIso(wire.RequestedTimestamp),
    ...(wire.AccountId !== undefined && { accountId: wire.AccountId }),
    ...(wire.FailureReason !== undefined && { failureReason: wire.FailureReason }),
  };
}

export function toDelegatedService(wire: WireDelegatedService): DelegatedService {
  return {
    servicePrincipal: wire.ServicePrincipal ?? "",
    delegationEnabledDate: toIso(wire.DelegationEnabledDate),
  };
}

function toIso(date: Date | undefined): string {
  return date?.toISOString() ?? "";
}
