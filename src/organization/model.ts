/**
 * What an organization is. The shapes are AWS's own (Organizations API Reference) with a small first letter;
 * times are ISO 8601 strings. `file.ts` and the wire translate by that one rule.
 */
import type { PolicyType } from "../terms/policyTypes";

/** A name that AWS may add to those known here: it stays as it is, wherever it comes from. */
type OtherName = string & {};

export interface Organization {
  /** `o-exampleorgid` */
  readonly id: string;
  readonly arn: string;
  readonly featureSet: "ALL" | "CONSOLIDATED_BILLING" | OtherName;
  /** The management account; AWS still calls it master on the wire. */
  readonly masterAccountId: string;
  readonly masterAccountArn: string;
  readonly masterAccountEmail: string;
}

export interface PolicyTypeSummary {
  readonly type: PolicyType;
  readonly status: "ENABLED" | "PENDING_ENABLE" | "PENDING_DISABLE" | OtherName;
}

export interface Root {
  /** `r-a1b2` */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** A type that is off is absent. */
  readonly policyTypes: readonly PolicyTypeSummary[];
}

export interface OrganizationalUnit {
  /** `ou-a1b2-11112222` */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly parentId: string;
}

export type AccountState = "PENDING_ACTIVATION" | "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE" | "CLOSED" | OtherName;

export interface Account {
  /** Twelve digits. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly email: string;
  readonly state: AccountState;
  readonly joinedMethod: "INVITED" | "CREATED" | OtherName;
  readonly joinedTimestamp: string;
  readonly parentId: string;
}

/** A policy without its text. */
export interface PolicySummary {
  /** `p-examplepolicyid111` */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  readonly type: PolicyType;
  readonly awsManaged: boolean;
}

export interface Policy extends PolicySummary {
  /** The text as stored, to the byte: AWS keeps white space. */
  readonly content: string;
}

/** A policy attached directly to a target. */
export interface Attachment {
  readonly policyId: string;
  readonly targetId: string;
}

export type TargetType = "ROOT" | "ORGANIZATIONAL_UNIT" | "ACCOUNT";

export interface PolicyTarget {
  readonly targetId: string;
  readonly arn: string;
  readonly name: string;
  readonly type: TargetType;
}

export interface EffectivePolicy {
  readonly policyContent: string;
  readonly lastUpdatedTimestamp: string;
  readonly targetId: string;
  readonly policyType: PolicyType;
}

/** Part of a handshake; an organization nests others, such as `MASTER_NAME`. */
export interface HandshakeResource {
  readonly type: string;
  readonly value?: string;
  readonly resources?: readonly HandshakeResource[];
}

export interface Handshake {
  /** `h-examplehandshakeid111` */
  readonly id: string;
  readonly arn: string;
  readonly state: "REQUESTED" | "OPEN" | "CANCELED" | "ACCEPTED" | "DECLINED" | "EXPIRED" | OtherName;
  readonly action: string;
  readonly parties: readonly { readonly id: string; readonly type: string }[];
  readonly requestedTimestamp: string;
  readonly expirationTimestamp: string;
  readonly resources?: readonly HandshakeResource[];
}

export interface DelegatedService {
  readonly servicePrincipal: string;
  readonly delegationEnabledDate: string;
}

/** A service with trusted access. */
export interface EnabledService {
  readonly servicePrincipal: string;
  readonly dateEnabled: string;
}

/** A request to create an account, which AWS carries out in the background. */
export interface AccountCreation {
  /** `car-examplecreateaccountrequestid111` */
  readonly id: string;
  readonly accountName: string;
  readonly state: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  readonly requestedTimestamp: string;
  /** Once it succeeded. */
  readonly accountId?: string;
  /** AWS's code, such as `EMAIL_ALREADY_EXISTS`. */
  readonly failureReason?: string;
}

/** Whom AWS writes to besides the owner of an account (Account Management API Reference, AlternateContact). */
export interface AlternateContact {
  readonly type: "BILLING" | "OPERATIONS" | "SECURITY";
  readonly name: string;
  readonly title: string;
  readonly emailAddress: string;
  readonly phoneNumber: string;
}

/** Keys and values as AWS stores them. */
export type Tags = Readonly<Record<string, string>>;

/** Who signs the calls (STS GetCallerIdentity). */
export interface CallerIdentity {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

/** The organization's resource-based delegation policy. */
export interface ResourcePolicy {
  /** `rp-exampleresourcepolicyid111` */
  readonly id: string;
  readonly arn: string;
  readonly content: string;
}

/** Something that could not be read, and why. */
export interface Gap {
  readonly operation: string;
  readonly resource?: string;
  readonly reason: string;
}

/** A whole organization at one moment: what the organization file holds. */
export interface OrganizationContents {
  readonly takenAt: string;
  readonly organization: Organization;
  readonly roots: readonly Root[];
  readonly organizationalUnits: readonly OrganizationalUnit[];
  readonly accounts: readonly Account[];
  readonly policies: readonly Policy[];
  readonly attachments: readonly Attachment[];
  readonly tags: Readonly<Record<string, Tags>>;
  readonly handshakes?: readonly Handshake[];
  /** By account id. */
  readonly delegatedServices?: Readonly<Record<string, readonly DelegatedService[]>>;
  readonly enabledServices?: readonly EnabledService[];
  readonly resourcePolicy?: ResourcePolicy;
  readonly gaps?: readonly Gap[];
  /**
   * AWS's tokens of the pages that are next in long lists that were under way: of all accounts (`ListAccounts`), and of
   * the targets of a policy, by its id. What came before is among accounts and attachments.
   */
  readonly nextTokens?: Readonly<Record<string, string>>;
  /** Top-level keys of an organization file that this version does not know; kept as they are. */
  readonly extra?: Readonly<Record<string, unknown>>;
}
