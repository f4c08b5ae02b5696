/**
 * One write to an organization, in AWS's words: `kind` is the API operation's name. A step carries what it takes to
 * recognise that somebody else changed the same thing meanwhile (`from`, `was`), and to take it back.
 *
 * Any id may be `new:<step id>`: what an earlier step of the same plan creates, filled in when that step is done.
 */
import type { Tags } from "../organization/model";
import type { PolicyType } from "../terms/policyTypes";

/** The members that UpdatePolicy can change; those left out stay. */
export interface PolicyFields {
  readonly name?: string;
  readonly description?: string;
  /** The text as stored, to the byte. */
  readonly content?: string;
}

export interface NewPolicy {
  readonly type: PolicyType;
  readonly name: string;
  readonly description: string;
  readonly content: string;
  readonly tags: Tags;
}

interface OnAttachment {
  readonly policyId: string;
  readonly policyType: PolicyType;
  readonly targetId: string;
}

interface OnDelegate {
  readonly accountId: string;
  readonly servicePrincipal: string;
}

/** What an organizational unit is besides its id; `attachments` are ids of policies. */
export interface OrganizationalUnitState {
  readonly parentId: string;
  readonly name: string;
  readonly tags: Tags;
  readonly attachments: readonly { readonly policyId: string; readonly policyType: PolicyType }[];
}

export type PolicyStep =
  | { readonly kind: "createPolicy"; readonly policy: NewPolicy }
  | { readonly kind: "updatePolicy"; readonly policyId: string; readonly from: PolicyFields; readonly to: PolicyFields }
  | { readonly kind: "deletePolicy"; readonly policyId: string; readonly was: NewPolicy };

export type AttachmentStep =
  | ({ readonly kind: "attachPolicy" } & OnAttachment)
  | ({ readonly kind: "detachPolicy" } & OnAttachment);

export type PolicyTypeStep =
  | { readonly kind: "enablePolicyType"; readonly rootId: string; readonly policyType: PolicyType }
  | {
      readonly kind: "disablePolicyType";
      readonly rootId: string;
      readonly policyType: PolicyType;
      /** All of the type: AWS drops them, and enabling the type again does not bring them back. */
      readonly attachments: readonly { readonly policyId: string; readonly targetId: string }[];
      /** Every root, OU and account, to know where the full-access policy was not attached. */
      readonly targetIds: readonly string[];
    };

export type StructureStep =
  | {
      readonly kind: "createOrganizationalUnit";
      readonly parentId: string;
      readonly name: string;
      readonly tags: Tags;
    }
  | {
      readonly kind: "updateOrganizationalUnit";
      readonly organizationalUnitId: string;
      /** Names. */
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: "deleteOrganizationalUnit";
      readonly organizationalUnitId: string;
      readonly was: OrganizationalUnitState;
    }
  | { readonly kind: "moveAccount"; readonly accountId: string; readonly from: string; readonly to: string };

export type AccountStep =
  | {
      readonly kind: "createAccount";
      readonly email: string;
      readonly name: string;
      readonly roleName?: string;
      readonly iamUserAccessToBilling?: "ALLOW" | "DENY";
      readonly tags: Tags;
    }
  | { readonly kind: "closeAccount"; readonly accountId: string }
  | { readonly kind: "removeAccountFromOrganization"; readonly accountId: string }
  /** Account Management's PutAccountName. */
  | { readonly kind: "putAccountName"; readonly accountId: string; readonly from: string; readonly to: string };

export type HandshakeStep =
  | {
      readonly kind: "inviteAccountToOrganization";
      readonly target: { readonly type: "ACCOUNT" | "EMAIL"; readonly id: string };
      readonly notes: string;
      readonly tags: Tags;
    }
  | { readonly kind: "cancelHandshake"; readonly handshakeId: string }
  | { readonly kind: "acceptHandshake"; readonly handshakeId: string }
  | { readonly kind: "declineHandshake"; readonly handshakeId: string };

export type TagStep =
  /** `was`: the earlier values of those keys that were there. */
  | { readonly kind: "tagResource"; readonly resourceId: string; readonly tags: Tags; readonly was: Tags }
  /** `was`: the keys to remove, with their values. */
  | { readonly kind: "untagResource"; readonly resourceId: string; readonly was: Tags };

export type ServiceStep =
  | { readonly kind: "enableAWSServiceAccess"; readonly servicePrincipal: string }
  | { readonly kind: "disableAWSServiceAccess"; readonly servicePrincipal: string }
  | ({ readonly kind: "registerDelegatedAdministrator" } & OnDelegate)
  | ({ readonly kind: "deregisterDelegatedAdministrator" } & OnDelegate);

export type ResourcePolicyStep =
  /** `from`: `undefined` where there is none yet; only then can there be `tags`. */
  | { readonly kind: "putResourcePolicy"; readonly from?: string; readonly to: string; readonly tags?: Tags }
  /** `tags`: those that it has. */
  | { readonly kind: "deleteResourcePolicy"; readonly was: string; readonly tags: Tags };

export type OrganizationStep =
  | { readonly kind: "createOrganization"; readonly featureSet: "ALL" | "CONSOLIDATED_BILLING" }
  | { readonly kind: "enableAllFeatures" };

export type Step =
  | PolicyStep
  | AttachmentStep
  | PolicyTypeStep
  | StructureStep
  | AccountStep
  | HandshakeStep
  | TagStep
  | ServiceStep
  | ResourcePolicyStep
  | OrganizationStep;

export type StepKind = Step["kind"];
export type StepOf<K extends StepKind> = Extract<Step, { readonly kind: K }>;
