/** What went wrong, in the terms a caller can act on. A closed set. */
export type OrganizationErrorKind =
  | "signedOut"
  | "denied"
  | "noOrganization"
  | "throttled"
  | "notFound"
  | "conflict"
  | "limit"
  | "malformed"
  | "invalid"
  | "unsupported"
  | "unavailable"
  | "offline"
  | "cancelled";

/**
 * As `reason`: a request went out, and the line was cut or time ran out before its answer came. It may still be
 * carried out, so that what is read right afterwards does not tell.
 */
export const ANSWER_LOST = "AnswerLost";

const UNANSWERED = new Set<OrganizationErrorKind>(["signedOut", "throttled", "unavailable", "offline", "cancelled"]);

/** Nothing was said about what was asked for: what was known of it before is the best there is. */
export function isUnanswered({ kind }: OrganizationError): boolean {
  return UNANSWERED.has(kind);
}

/** As `reason` of `cancelled`: the connection was closed under the request, which nobody took back. */
export const CONNECTION_CLOSED = "ConnectionClosed";

export function createConnectionClosed(): OrganizationError {
  return new OrganizationError("cancelled", "The connection was closed", { reason: CONNECTION_CLOSED });
}

/** The one error of every port. `awsName` and `reason` are AWS's exception name and `Reason` code. */
export class OrganizationError extends Error {
  override readonly name = "OrganizationError";
  readonly kind: OrganizationErrorKind;
  readonly awsName: string | undefined;
  readonly reason: string | undefined;
  /** The API operation that failed, such as `ListAccounts`. */
  readonly operation: string | undefined;

  constructor(
    kind: OrganizationErrorKind,
    message: string,
    details: { awsName?: string; reason?: string; operation?: string; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.awsName = details.awsName;
    this.reason = details.reason;
    this.operation = details.operation;
  }
}

/**
 * Recognises an {@link OrganizationError}, of one of `kinds` if any are given. By name, not by class: each bundle
 * has its own copy of the class.
 */
export function isOrganizationError(error: unknown, ...kinds: OrganizationErrorKind[]): error is OrganizationError {
  if (!(error instanceof Error) || error.name !== "OrganizationError") return false;
  return kinds.length === 0 || kinds.includes((error as OrganizationError).kind);
}
