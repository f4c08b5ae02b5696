import type { Step } from "../step";

/** A call of the `aws` command line, in the API's own members. */
export interface AwsCommand {
  readonly service: "organizations" | "account";
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Where in the answer the id of what was made stands. */
  readonly created?: string;
  /** Whether that is the id of a request that takes a while. */
  readonly waits?: boolean;
}

/** `managementId`: the account that runs it. */
export function getCommand(step: Step, managementId: string): AwsCommand {
  switch (step.kind) {
    case "createPolicy": {
      const { type: Type, name: Name, description: Description, content: Content, tags } = step.policy;
      const input = { Type, Name, Description, Content, ...toTags(tags) };
      return { ...organizations("create-policy", input), created: "Policy.PolicySummary.Id" };
    }
    case "updatePolicy": {
      const { name: Name, description: Description, content: Content } = step.to;
      return organizations("update-policy", { PolicyId: step.policyId, Name, Description, Content });
    }
    case "deletePolicy":
      return organizations("delete-policy", { PolicyId: step.policyId });
    case "attachPolicy":
      return organizations("attach-policy", { PolicyId: step.policyId, TargetId: step.targetId });
    case "detachPolicy":
      return organizations("detach-policy", { PolicyId: step.policyId, TargetId: step.targetId });
    case "enablePolicyType":
      return organizations("enable-policy-type", { RootId: step.rootId, PolicyType: step.policyType });
    case "disablePolicyType":
      return organizations("disable-policy-type", { RootId: step.rootId, PolicyType: step.policyType });
    case "createOrganizationalUnit": {
      const input = { ParentId: step.parentId, Name: step.name, ...toTags(step.tags) };
      return { ...organizations("create-organizational-unit", input), created: "OrganizationalUnit.Id" };
    }
    case "updateOrganizationalUnit":
      return organizations("update-organizational-unit", {
        OrganizationalUnitId: step.organizationalUnitId,
        Name: step.to,
      });
    case "deleteOrganizationalUnit":
      return organizations("delete-organizational-unit", { OrganizationalUnitId: step.organizationalUnitId });
    case "moveAccount":
      return organizations("move-account", {
        AccountId: step.accountId,
        SourceParentId: step.from,
        DestinationParentId: step.to,
      });
    case "createAccount": {
      const { email: Email, name: AccountName, roleName: RoleName, iamUserAccessToBilling, tags } = step;
      const input = { Email, AccountName, RoleName, IamUserAccessToBilling: iamUserAccessToBilling, ...toTags(tags) };
      return { ...organizations("create-account", input), created: "CreateAccountStatus.Id", waits: true };
    }
    case "closeAccount":
      return organizations("close-account", { AccountId: step.accountId });
    case "removeAccountFromOrganization":
      return organizations("remove-account-from-organization", { AccountId: step.accountId });
    case "putAccountName":
      return {
        service: "account",
        operation: "put-account-name",
        // The management account must not name itself (Account Management API Reference, PutAccountName).
        input: { AccountId: step.accountId === managementId ? undefined : step.accountId, AccountName: step.to },
      };
    case "inviteAccountToOrganization": {
      const { target, notes, tags } = step;
      const input = { Target: { Type: target.type, Id: target.id }, Notes: notes || undefined, ...toTags(tags) };
      return { ...organizations("invite-account-to-organization", input), created: "Handshake.Id" };
    }
    case "cancelHandshake":
      return organizations("cancel-handshake", { HandshakeId: step.handshakeId });
    case "acceptHandshake":
      return organizations("accept-handshake", { HandshakeId: step.handshakeId });
    case "declineHandshake":
      return organizations("decline-handshake", { HandshakeId: step.handshakeId });
    case "tagResource":
      return organizations("tag-resource", { ResourceId: step.resourceId, ...toTags(step.tags) });
    case "untagResource":
      return organizations("untag-resource", { ResourceId: step.resourceId, TagKeys: Object.keys(step.was) });
    case "enableAWSServiceAccess":
      return organizations("enable-aws-service-access", { ServicePrincipal: step.servicePrincipal });
    case "disableAWSServiceAccess":
      return organizations("disable-aws-service-access", { ServicePrincipal: step.servicePrincipal });
    case "registerDelegatedAdministrator":
      return organizations("register-delegated-administrator", toDelegate(step));
    case "deregisterDelegatedAdministrator":
      return organizations("deregister-delegated-administrator", toDelegate(step));
    case "putResourcePolicy":
      return organizations("put-resource-policy", { Content: step.to, ...toTags(step.tags ?? {}) });
    case "deleteResourcePolicy":
      return organizations("delete-resource-policy", {});
    case "createOrganization":
      return { ...organizations("create-organization", { FeatureSet: step.featureSet }), created: "Organization.Id" };
    case "enableAllFeatures":
      return organizations("enable-all-features", {});
  }
}

function organizations(operation: string, input: Readonly<Record<string, unknown>>): AwsCommand {
  return { service: "organizations", operation, input };
}

function toDelegate(step: { readonly accountId: string; readonly servicePrincipal: string }) {
  return { AccountId: step.accountId, ServicePrincipal: step.servicePrincipal };
}

function toTags(tags: Readonly<Record<string, string>>) {
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return list.length > 0 ? { Tags: list } : {};
}
