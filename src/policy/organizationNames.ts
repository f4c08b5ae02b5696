/**
 * What the language wants to know of the organization that a policy is written for: its own port, filled in from the
 * connected organization, a snapshot or an organization file, and handed over with each call, since the connection
 * changes. Everything here is what is known now; what is not known is absent, never guessed.
 */

/** An account; `state` in AWS's words, such as `ACTIVE` or `SUSPENDED`. */
export interface KnownAccount {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** Of where it lies, root first: `Root/Production`; empty while that is not known. */
  readonly place: string;
}

/** A root or an OU: what lies above accounts. */
export interface KnownParent {
  readonly kind: "root" | "organizationalUnit";
  readonly id: string;
  readonly name: string;
  /** By names, itself included: `Root/Production`. */
  readonly place: string;
  /** As condition keys carry it, itself included: `o-exampleorgid/r-a1b2/ou-a1b2-11112222/`. */
  readonly path: string;
}

/** A role, or a pattern of roles, that the organization's policies name. */
export interface SeenRole {
  /** `arn:aws:iam::*:role/BreakGlass` */
  readonly arn: string;
  /** Names of the policies it stands in, by name. */
  readonly policies: readonly string[];
}

/** A tag that the organization's roots, OUs, accounts or policies have, or that one of its tag policies speaks of. */
export interface KnownTag {
  /** `CostCenter`, as it is written there. */
  readonly key: string;
  /** Of how many of them it is known. */
  readonly used: number;
  /** Names of the tag policies that speak of it. */
  readonly policies: readonly string[];
  /** The most used first; those of tag policies may have wildcards. */
  readonly values: readonly string[];
}

export interface OrganizationNames {
  /** `o-exampleorgid` */
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** As in an ARN: `aws`. */
  readonly partition: string;
  /** By name. */
  readonly accounts: readonly KnownAccount[];
  /** Every account is among `accounts`, so that an id that is absent is none of this organization's. */
  readonly hasAllAccounts: boolean;
  /** In the order of the tree: each before what lies in it. */
  readonly parents: readonly KnownParent[];
  /** Every root and OU is among `parents`. */
  readonly hasAllParents: boolean;
  /** The most named first; as far as the texts of policies are known. */
  readonly roles: readonly SeenRole[];
  /** Those of tag policies first, then the most used; as far as tags and texts of policies are known. */
  readonly tags: readonly KnownTag[];
  getAccount(id: string): KnownAccount | undefined;
  /** A root or OU by its id. */
  getParent(id: string): KnownParent | undefined;
}
