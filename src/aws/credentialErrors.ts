import { OrganizationError } from "../organization/errors";

/** Why somebody is signed out, as `reason` of the error: the screen chooses the remedy by it. */
export type SignedOutReason =
  | "SsoExpired"
  | "NoCredentials"
  | "ExpiredToken"
  | "InvalidCredentials"
  | "MfaRequired"
  | "ClockSkew";

const MESSAGES: Readonly<Record<SignedOutReason, string>> = {
  SsoExpired: "The sign-in with IAM Identity Center (SSO) has expired",
  NoCredentials: "No AWS credentials were found",
  ExpiredToken: "The AWS credentials have expired",
  InvalidCredentials: "AWS does not accept the credentials",
  MfaRequired: "The profile wants a code of an MFA device",
  ClockSkew: "AWS does not accept the signature: this machine's clock may be wrong",
};

const REASONS: Readonly<Record<string, SignedOutReason>> = {
  ExpiredToken: "ExpiredToken",
  ExpiredTokenException: "ExpiredToken",
  RequestExpired: "ClockSkew",
  RequestTimeTooSkewed: "ClockSkew",
  UnrecognizedClientException: "InvalidCredentials",
  InvalidClientTokenId: "InvalidCredentials",
  InvalidSignatureException: "InvalidCredentials",
  SignatureDoesNotMatch: "InvalidCredentials",
  IncompleteSignature: "InvalidCredentials",
  MissingAuthenticationToken: "InvalidCredentials",
  MissingAuthenticationTokenException: "InvalidCredentials",
  AuthFailure: "InvalidCredentials",
};

const PROVIDER_ERRORS = new Set(["CredentialsProviderError", "TokenProviderError", "ProviderError"]);

/**
 * Signed out, or AWS refused the signature; `undefined` for any other error. The SDK's providers put what went wrong
 * into their text alone, so that here text decides.
 */
export function translateCredentialFailure(
  error: Error,
  operation: string,
  isSso: boolean,
): OrganizationError | undefined {
  if (PROVIDER_ERRORS.has(error.name)) return translateProviderError(error, operation, isSso);
  const reason = REASONS[error.name];
  return reason && signedOut(reason, MESSAGES[reason], error, operation);
}

function translateProviderError(error: Error, operation: string, isSso: boolean): OrganizationError {
  const network = /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/.exec(
    error.message,
  );
  if (network) {
    const message = `The sign-in service cannot be reached: ${network[0]}`;
    return new OrganizationError("offline", message, { awsName: error.name, operation, cause: error });
  }
  if (/ForbiddenException|No access/.test(error.message)) {
    const message = "Access denied: the signed-in person may not take the profile's role";
    return new OrganizationError("denied", message, { awsName: error.name, operation, cause: error });
  }
  if (/multi-factor authentication|MFA/i.test(error.message)) {
    return signedOut("MfaRequired", MESSAGES.MfaRequired, error, operation);
  }
  if (isSso && /SSO|sso|token|Unauthorized/.test(error.message)) {
    return signedOut("SsoExpired", MESSAGES.SsoExpired, error, operation);
  }
  return signedOut("NoCredentials", `${MESSAGES.NoCredentials}: ${describe(error.message)}`, error, operation);
}

/** One line, and nothing of what a command was called with or printed: it may be a secret. */
function describe(message: string): string {
  if (message.startsWith("Command failed")) return "the profile's credential_process failed";
  return message.split("\n", 1)[0] ?? "";
}

function signedOut(reason: SignedOutReason, message: string, error: Error, operation: string): OrganizationError {
  return new OrganizationError("signedOut", message, { awsName: error.name, reason, operation, cause: error });
}
