import {
  AcceptHandshakeCommand,
  AttachPolicyCommand,
  CancelHandshakeCommand,
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  DeclineHandshakeCommand,
  DeleteOrganizationalUnitCommand,
  DeletePolicyCommand,
  DeleteResourcePolicyCommand,
  DeregisterDelegatedAdministratorCommand,
  DetachPolicyCommand,
  DisableAWSServiceAccessCommand,
  DisablePolicyTypeCommand,
  EnableAllFeaturesCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  InviteAccountToOrganizationCommand,
  MoveAccountCommand,
  PutResourcePolicyCommand,
  RegisterDelegatedAdministratorCommand,
  RemoveAccountFromOrganizationCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateOrganizationalUnitCommand,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import type {
  AccountWrites,
  ChangeWrites,
  HandshakeWrites,
  OrganizationWrites,
  PolicyWrites,
  ServiceWrites,
  StructureWrites,
  TagWrites,
} from "../changes/writes";
import { OrganizationError } from "../organization/errors";
import type { Tags } from "../organization/model";
import { toWireType, type Call } from "./organizations";

/** Each write is sent at most once: what is lost on the way is for the caller to find out. */
const WRITE = { isWrite: true };

export function createChangeWrites(call: Call, putAccountName: AccountWrites["putAccountName"]): ChangeWrites {
  return {
    ...createPolicyWrites(call),
    ...createStructureWrites(call),
    ...createAccountWrites(call),
    putAccountName,
    ...createHandshakeWrites(call),
    ...createTagWrites(call),
    ...createServiceWrites(call),
    ...createOrganizationWrites(call),
  };
}

function createPolicyWrites(call: Call): PolicyWrites {
  return {
    async createPolicy({ type, name: Name, description: Description, content: Content, tags }) {
      const command = new CreatePolicyCommand({ Type: toWireType(type), Name, Description, Content, ...toTags(tags) });
      const { Policy } = await call("CreatePolicy", command, WRITE);
      return demandId("CreatePolicy", Policy?.PolicySummary?.Id);
    },
    async updatePolicy(PolicyId, { name: Name, description: Description, content: Content }) {
      await call("UpdatePolicy", new UpdatePolicyCommand({ PolicyId, Name, Description, Content }), WRITE);
    },
    async deletePolicy(PolicyId) {
      await call("DeletePolicy", new DeletePolicyCommand({ PolicyId }), WRITE);
    },
    async attachPolicy(PolicyId, TargetId) {
      await call("AttachPolicy", new AttachPolicyCommand({ PolicyId, TargetId }), WRITE);
    },
    async detachPolicy(PolicyId, TargetId) {
      await call("DetachPolicy", new DetachPolicyCommand({ PolicyId, TargetId }), WRITE);
    },
  };
}

function createStructureWrites(call: Call): StructureWrites {
  return {
    async enablePolicyType(RootId, type) {
      await call("EnablePolicyType", new EnablePolicyTypeCommand({ RootId, PolicyType: toWireType(type) }), WRITE);
    },
    async disablePolicyType(RootId, type) {
      await call("DisablePolicyType", new DisablePolicyTypeCommand({ RootId, PolicyType: toWireType(type) }), WRITE);
    },
    async createOrganizationalUnit(ParentId, Name, tags) {
      const command = new CreateOrganizationalUnitCommand({ ParentId, Name, ...toTags(tags) });
      const { OrganizationalUnit } = await call("CreateOrganizationalUnit", command, WRITE);
      return demandId("CreateOrganizationalUnit", OrganizationalUnit?.Id);
    },
    async updateOrganizationalUnit(OrganizationalUnitId, Name) {
      const command = new UpdateOrganizationalUnitCommand({ OrganizationalUnitId, Name });
      await call("UpdateOrganizationalUnit", command, WRITE);
    },
    async deleteOrganizationalUnit(OrganizationalUnitId) {
      const command = new DeleteOrganizationalUnitCommand({ OrganizationalUnitId });
      await call("DeleteOrganizationalUnit", command, WRITE);
    },
    async moveAccount(AccountId, SourceParentId, DestinationParentId) {
      const command = new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId });
      await call("MoveAccount", command, WRITE);
    },
  };
}

function createAccountWrites(call: Call): Omit<AccountWrites, "putAccountName"> {
  return {
    async createAccount({ email: Email, name: AccountName, roleName, iamUserAccessToBilling, tags }) {
      const command = new CreateAccountCommand({
        Email,
        AccountName,
        ...(roleName !== undefined && { RoleName: roleName }),
        ...(iamUserAccessToBilling && { IamUserAccessToBilling: iamUserAccessToBilling }),
        ...toTags(tags),
      });
      const { CreateAccountStatus } = await call("CreateAccount", command, WRITE);
      return demandId("CreateAccount", CreateAccountStatus?.Id);
    },
    async closeAccount(AccountId) {
      await call("CloseAccount", new CloseAccountCommand({ AccountId }), WRITE);
    },
    async removeAccountFromOrganization(AccountId) {
      const command = new RemoveAccountFromOrganizationCommand({ AccountId });
      await call("RemoveAccountFromOrganization", command, WRITE);
    },
  };
}

function createHandshakeWrites(call: Call): HandshakeWrites {
  return {
    async inviteAccountToOrganization({ target, notes, tags }) {
      const command = new InviteAccountToOrganizationCommand({
        Target: { Type: target.type, Id: target.id },
        ...(notes !== "" && { Notes: notes }),
        ...toTags(tags),
      });
      const { Handshake } = await call("InviteAccountToOrganization", command, WRITE);
      return demandId("InviteAccountToOrganization", Handshake?.Id);
    },
    async cancelHandshake(HandshakeId) {
      await call("CancelHandshake", new CancelHandshakeCommand({ HandshakeId }), WRITE);
    },
    async acceptHandshake(HandshakeId) {
      await call("AcceptHandshake", new AcceptHandshakeCommand({ HandshakeId }), WRITE);
    },
    async declineHandshake(HandshakeId) {
      await call("DeclineHandshake", new DeclineHandshakeCommand({ HandshakeId }), WRITE);
    },
  };
}

function createTagWrites(call: Call): TagWrites {
  return {
    async tagResource(ResourceId, tags) {
      await call("TagResource", new TagResourceCommand({ ResourceId, Tags: toTagList(tags) }), WRITE);
    },
    async untagResource(ResourceId, keys) {
      await call("UntagResource", new UntagResourceCommand({ ResourceId, TagKeys: [...keys] }), WRITE);
    },
  };
}

function createServiceWrites(call: Call): ServiceWrites {
  return {
    async enableAWSServiceAccess(ServicePrincipal) {
      await call("EnableAWSServiceAccess", new EnableAWSServiceAccessCommand({ ServicePrincipal }), WRITE);
    },
    async disableAWSServiceAccess(ServicePrincipal) {
      await call("DisableAWSServiceAccess", new DisableAWSServiceAccessCommand({ ServicePrincipal }), WRITE);
    },
    async registerDelegatedAdministrator(AccountId, ServicePrincipal) {
      const command = new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal });
      await call("RegisterDelegatedAdministrator", command, WRITE);
    },
    async deregisterDelegatedAdministrator(AccountId, ServicePrincipal) {
      const command = new DeregisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal });
      await call("DeregisterDelegatedAdministrator", command, WRITE);
    },
    async putResourcePolicy(Content, tags) {
      await call("PutResourcePolicy", new PutResourcePolicyCommand({ Content, ...toTags(tags) }), WRITE);
    },
    async deleteResourcePolicy() {
      await call("DeleteResourcePolicy", new DeleteResourcePolicyCommand({}), WRITE);
    },
  };
}

function createOrganizationWrites(call: Call): OrganizationWrites {
  return {
    async createOrganization(FeatureSet) {
      const { Organization } = await call("CreateOrganization", new CreateOrganizationCommand({ FeatureSet }), WRITE);
      return demandId("CreateOrganization", Organization?.Id);
    },
    async enableAllFeatures() {
      const { Handshake } = await call("EnableAllFeatures", new EnableAllFeaturesCommand({}), WRITE);
      return demandId("EnableAllFeatures", Handshake?.Id);
    },
  };
}

/** An answer without the id of what was made is as good as lost. */
function demandId(operation: string, id: string | undefined): string {
  if (id) return id;
  throw new OrganizationError("unavailable", `${operation}: The answer names no id`, { operation });
}

function toTags(tags: Tags): { Tags?: { Key: string; Value: string }[] } {
  const list = toTagList(tags);
  return list.length > 0 ? { Tags: list } : {};
}

function toTagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
