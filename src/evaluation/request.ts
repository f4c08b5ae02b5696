/** Who asks. */
export type RequestPrincipal =
  /** An ARN, `anonymous` for an unsigned request, or an AWS service: `{ "service": "cloudtrail.amazonaws.com" }`. */
  string | { readonly service: string };

/** Policies besides those of the organization, as JSON texts. */
export interface RequestPolicies {
  /** All policies of the identity, inline and managed. */
  readonly identity?: readonly string[];
  /** The permissions boundary. */
  readonly boundary?: string;
  /** Policies passed when the session began. */
  readonly session?: readonly string[];
  /** The policy of the resource. */
  readonly resource?: string;
}

/** One question: may this principal do this action? */
export interface EvaluationRequest {
  readonly id: string;
  /** The account of the principal; of the resource, where the principal lies outside the organization. */
  readonly accountId: string;
  /** By default some principal of the account that is no service-linked role. */
  readonly principal?: RequestPrincipal;
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN; `*` for an action without resources. With wildcards it stands for some resource of that shape. */
  readonly resource?: string;
  /** The account of the resource; by default `accountId`. */
  readonly resourceAccountId?: string;
  /** Condition keys of the request and their values; they override what follows from the rest. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Keys that are not listed are absent from the request, not just unknown. */
  readonly absentContext?: boolean;
  /** With them the verdict tells too whether the request is granted in the end. */
  readonly policies?: RequestPolicies;
}
