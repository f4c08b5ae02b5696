/** What a step does, as a person reads it. */
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
      return text("Create the account {0} ({1})", step.name, step.email);
    case "closeAccount":
      return text("Close the account {0}", target(step.accountId));
    case "removeAccountFromOrganization":
      return text("Remove the account {0} from the organization", target(step.accountId));
    case "putAccountName":
      return text("Rename the account {0} to {1}", step.from, step.to);
    case "inviteAccountToOrganization":
      return text("Invite {0}", step.target.id);
    case "cancelHandshake":
      return text("Cancel the handshake {0}", step.handshakeId);
    case "acceptHandshake":
      return text("Accept the handshake {0}", step.handshakeId);
    case "declineHandshake":
      return text("Decline the handshake {0}", step.handshakeId);
    case "tagResource":
      return text("Set tags of {0}: {1}", getResource(step.resourceId, draft), formatTags(step.tags));
    case "untagResource":
      return text("Remove tags of {0}: {1}", getResource(step.resourceId, draft), Object.keys(step.was).join(", "));
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
      return text("Create an organization");
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

function formatTags(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}
