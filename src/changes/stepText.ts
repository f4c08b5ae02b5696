/** What a step does, as a person reads it. */
import type { Tags } from "../organization/model";
import { getPolicyTypeFacts } from "../terms/policyTypes";
import type { OrganizationDraft } from "./organizationDraft";
import type { Step, StepOf } from "./step";

/** An English template with `{0}`, `{1}`, … and what to fill in, in the form that translations take. */
export interface StepText {
  readonly template: string;
  readonly values: readonly string[];
}

/** Names and paths are those of the draft, which the steps before this one have been applied to. */
export function describeStep(step: Step, draft: OrganizationDraft): StepText {
  const target = (id: string) => draft.getName(id);
  const policy = (id: string) => draft.getPolicy(id)?.name ?? id;
  const type = (id: string) => getPolicyTypeFacts(id).one;
  switch (step.kind) {
    case "createPolicy":
      return text("Create the {0} {1}", type(step.policy.type), step.policy.name);
    case "updatePolicy":
      return describeUpdate(step, policy(step.policyId));
    case "deletePolicy":
      return text("Delete the {0} {1}", type(step.was.type), step.was.name);
    case "attachPolicy":
      return text("Attach {0} to {1}", policy(step.policyId), target(step.targetId));
    case "detachPolicy":
      return text("Detach {0} from {1}", policy(step.policyId), target(step.targetId));
    case "enablePolicyType":
      return text("Enable {0} at {1}", getPolicyTypeFacts(step.policyType).name, target(step.rootId));
    case "disablePolicyType":
      return text("Disable {0} at {1}", getPolicyTypeFacts(step.policyType).name, target(step.rootId));
    case "createOrganizationalUnit":
      return text("Create the organizational unit {0} in {1}", step.name, target(step.parentId));
    case "updateOrganizationalUnit":
      return text("Rename the organizational unit {0} to {1}", step.from, step.to);
    case "deleteOrganizationalUnit":
      return text("Delete the organizational unit {0}", target(step.organizationalUnitId));
    case "moveAccount":
      return text(
        "Move {0} from {1} to {2}",
        draft.getAccount(step.accountId)?.name ?? step.accountId,
        target(step.from),
        target(step.to),
      );
    case "createAccount":
      return describeCreateAccount(step);
    case "closeAccount":
      return text("Close the account {0}", target(step.accountId));
    case "removeAccountFromOrganization":
      return text("Remove the account {0} from the organization", target(step.accountId));
    case "putAccountName":
      return text("Rename the account {0} to {1}", step.from, step.to);
    case "inviteAccountToOrganization":
      return step.notes === ""
        ? text("Invite {0}", step.target.id)
        : text("Invite {0} with the message {1}", step.target.id, step.notes);
    case "cancelHandshake":
      return describeCancel(step, draft);
    case "acceptHandshake":
      return text("Accept the handshake {0}", step.handshakeId);
    case "declineHandshake":
      return text("Decline the handshake {0}", step.handshakeId);
    case "tagResource":
      return text("Set tags of {0}: {1}", getResource(step.resourceId, draft), formatTags(step.tags, step.was));
    case "untagResource":
      return text("Remove tags of {0}: {1}", getResource(step.resourceId, draft), formatTags(step.was));
    case "enableAWSServiceAccess":
      return text("Enable trusted access of {0}", step.servicePrincipal);
    case "disableAWSServiceAccess":
      return text("Disable trusted access of {0}", step.servicePrincipal);
    case "registerDelegatedAdministrator":
      return text("Make {0} a delegated administrator of {1}", target(step.accountId), step.servicePrincipal);
    case "deregisterDelegatedAdministrator":
      return text("Make {0} no longer a delegated administrator of {1}", target(step.accountId), step.servicePrincipal);
    case "putResourcePolicy":
      return text("Change the delegation policy");
    case "deleteResourcePolicy":
      return text("Delete the delegation policy");
    case "createOrganization":
      return step.featureSet === "ALL"
        ? text("Create an organization with all features")
        : text("Create an organization with consolidated billing only");
    case "enableAllFeatures":
      return text("Enable all features");
  }
}

/** Names all that becomes another: a plan's file may change several at once. */
function describeUpdate({ from, to }: StepOf<"updatePolicy">, policy: string): StepText {
  const isText = to.content !== undefined;
  const isDescription = to.description !== undefined;
  if (to.name !== undefined) {
    const names = [from.name ?? policy, to.name] as const;
    if (isText && isDescription) return text("Rename {0} to {1}, and change its text and its description", ...names);
    if (isText) return text("Rename {0} to {1}, and change its text", ...names);
    if (isDescription) return text("Rename {0} to {1}, and change its description", ...names);
    return text("Rename {0} to {1}", ...names);
  }
  if (isText && isDescription) return text("Change the text and the description of {0}", policy);
  return isText ? text("Change the text of {0}", policy) : text("Change the description of {0}", policy);
}

/** What it is created with in the words of a CSV file's columns. */
function describeCreateAccount(step: StepOf<"createAccount">): StepText {
  const { name, email, roleName, iamUserAccessToBilling: access, tags } = step;
  const parts = [
    ...(roleName === undefined ? [] : [`roleName=${roleName}`]),
    ...(access === undefined ? [] : [`iamUserAccessToBilling=${access}`]),
    ...Object.entries(tags).map(([key, value]) => `tag:${key}=${value}`),
  ];
  return parts.length === 0
    ? text("Create the account {0} ({1})", name, email)
    : text("Create the account {0} ({1}) with {2}", name, email, parts.join(", "));
}

/** Nobody knows an invitation by its id. */
function describeCancel({ handshakeId }: StepOf<"cancelHandshake">, draft: OrganizationDraft): StepText {
  const invited = draft.getHandshake(handshakeId)?.parties.find(({ type }) => type !== "ORGANIZATION");
  return invited
    ? text("Cancel the invitation of {0} ({1})", invited.id, handshakeId)
    : text("Cancel the handshake {0}", handshakeId);
}

/** In English, for files and the command line. */
export function renderStepText({ template, values }: StepText): string {
  return template.replace(/\{(\d+)\}/g, (hole, index: string) => values[Number(index)] ?? hole);
}

function text(template: string, ...values: readonly string[]): StepText {
  return { template, values };
}

function getResource(id: string, draft: OrganizationDraft): string {
  return draft.getPolicy(id)?.name ?? draft.getName(id);
}

/** With what they were before. */
function formatTags(tags: Tags, was: Tags = {}): string {
  return Object.entries(tags)
    .map(([key, value]) => (Object.hasOwn(was, key) ? `${key}=${value} (was ${was[key]})` : `${key}=${value}`))
    .join(", ");
}
