/** What a step sends besides what its line says: texts, and what each was before. */
import type { Tags } from "../organization/model";
import type { PolicyFields, Step } from "./step";

export type SentText =
  | {
      readonly member: "content" | "description";
      /** `undefined` where there is none yet, or it is not known. */
      readonly from?: string;
      readonly to: string;
    }
  | { readonly member: "tags"; readonly tags: Tags };

/** In the order in which they are shown. What is empty is left out, unless it was something before. */
export function listSentTexts(step: Step): readonly SentText[] {
  switch (step.kind) {
    case "createPolicy": {
      const { description, content, tags } = step.policy;
      return [...listFields({}, { description, content }), ...listTags(tags)];
    }
    case "updatePolicy":
      return listFields(step.from, step.to);
    case "putResourcePolicy": {
      const { from: content, to, tags = {} } = step;
      return [...listFields(content === undefined ? {} : { content }, { content: to }), ...listTags(tags)];
    }
    case "createOrganizationalUnit":
    case "inviteAccountToOrganization":
      return listTags(step.tags);
    // Their lines say all that is sent.
    case "createAccount":
    case "tagResource":
    case "untagResource":
    case "updateOrganizationalUnit":
    case "putAccountName":
    case "createOrganization":
    case "enableAllFeatures":
    case "deletePolicy":
    case "attachPolicy":
    case "detachPolicy":
    case "enablePolicyType":
    case "disablePolicyType":
    case "deleteOrganizationalUnit":
    case "moveAccount":
    case "closeAccount":
    case "removeAccountFromOrganization":
    case "cancelHandshake":
    case "acceptHandshake":
    case "declineHandshake":
    case "enableAWSServiceAccess":
    case "disableAWSServiceAccess":
    case "registerDelegatedAdministrator":
    case "deregisterDelegatedAdministrator":
    case "deleteResourcePolicy":
      return [];
  }
}

function listFields(from: PolicyFields, to: PolicyFields): readonly SentText[] {
  return (["description", "content"] as const).flatMap((member) => {
    const [before, after] = [from[member], to[member]];
    if (after === undefined || (after === "" && before === undefined)) return [];
    return [{ member, ...(before !== undefined && { from: before }), to: after }];
  });
}

function listTags(tags: Tags): readonly SentText[] {
  return Object.keys(tags).length === 0 ? [] : [{ member: "tags", tags }];
}
