/** How a row looks, before VS Code's own types. */
import type { OrganizationStore } from "../../organization/store";
import type { PolicyType } from "../../terms/policyTypes";
import type { Translate } from "../../terms/translate";

/** The answering side of the store: what a row is described from. */
export type Known = Pick<
  OrganizationStore,
  | "getState"
  | "getOrganization"
  | "getRoots"
  | "getChildren"
  | "getTarget"
  | "getPath"
  | "getPolicies"
  | "getPolicySummary"
  | "getPolicy"
  | "getTargets"
  | "isAttached"
  | "getAttached"
  | "getTags"
  | "getHandshakes"
  | "getReceivedHandshakes"
  | "getDelegatedServices"
  | "getAlternateContacts"
  | "getEnabledPolicyTypes"
>;

export type { Translate };

/** What a description is made from. */
export interface Context {
  readonly known: Known;
  readonly t: Translate;
  /** A demo or local endpoint: AWS's console has no page for it. */
  readonly isLocal: boolean;
  /** BCP 47, for numbers and dates. */
  readonly language: string;
  /** The file of the workspace that says otherwise than a policy of which it is the source. */
  readonly getDriftFile?: (policyId: string) => string | undefined;
}

export type IconKey =
  | "root"
  | "organizationalUnit"
  | "account"
  | "managementAccount"
  | "suspendedAccount"
  | "invitations"
  | "invitation"
  | "policyType"
  | "policy"
  | "awsPolicy"
  | "notAttached"
  | "nearLimit"
  | "tags"
  | "tag"
  | "targets"
  | "delegatedServices"
  | "contacts"
  | "contact"
  | "about"
  | "id"
  | "arn"
  | "path"
  | "email"
  | "state"
  | "date"
  | "failed"
  | "loading"
  | "note";

/** Words of `contextValue`, tested whole by the manifest's `when` clauses. */
export type Flag =
  | "attachable"
  | "detachable"
  | "policy"
  | "account"
  | "parent"
  | "failed"
  | "hasId"
  | "hasArn"
  | "hasConsole"
  | "revealable"
  | "policyType"
  | "movable"
  | "replaceable"
  | "renamable"
  | "describable"
  | "taggable"
  | "deletable"
  | "tags"
  | "tag"
  | "root"
  | "removable"
  | "invitations"
  | "invitation"
  | "received"
  | "delegatedServices"
  | "delegatedService";

/** A mark at the end of a row. `letter` is one character. */
export interface Badge {
  readonly letter: string;
  readonly text: string;
  /** What of it fits beside a name at the side bar's default width; by default all of it. */
  readonly brief?: string;
  readonly tone: "plain" | "muted" | "warning";
}

export interface Description {
  readonly label: string;
  /** Shown dimmed after the label. */
  readonly description?: string;
  readonly icon: IconKey;
  readonly flags: readonly Flag[];
  readonly badges?: readonly Badge[];
  readonly expands: "no" | "collapsed" | "expanded";
  /** What a screen reader says. */
  readonly spoken: string;
  /** The policy that a click opens. */
  readonly opens?: { readonly type: PolicyType; readonly policyId: string };
}
