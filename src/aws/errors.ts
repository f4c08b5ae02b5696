import { redactSecrets } from "../terms/redact";
import { isOrganizationError, OrganizationError, type OrganizationErrorKind } from "../organization/errors";
import { translateCredentialFailure } from "./credentialErrors";
import { translateNetworkFailure } from "./networkErrors";

/** AWS's exceptions by name (Organizations API Reference, Common Errors). Those with a shared ending stand below. */
const KINDS: Readonly<Record<string, OrganizationErrorKind>> = {
  AccessDenied: "denied",
  AccessDeniedException: "denied",
  AccessDeniedForDependencyException: "denied",
  NotAuthorized: "denied",
  OptInRequired: "denied",
  AWSOrganizationsNotInUseException: "noOrganization",

  TooManyRequestsException: "throttled",
  Throttling: "throttled",
  ThrottlingException: "throttled",
  ThrottledException: "throttled",
  RequestLimitExceeded: "throttled",
  SlowDown: "throttled",
  // Of IAM, which puts so many reports together at a time.
  ReportGenerationLimitExceededException: "throttled",

  ConcurrentModificationException: "conflict",
  ConflictException: "conflict",
  PolicyChangesInProgressException: "conflict",
  PolicyInUseException: "conflict",
  PolicyNotAttachedException: "conflict",
  PolicyTypeAlreadyEnabledException: "conflict",
  AccountAlreadyClosedException: "conflict",
  AccountAlreadyRegisteredException: "conflict",
  AlreadyInOrganizationException: "conflict",
  HandshakeAlreadyInStateException: "conflict",
  InvalidHandshakeTransitionException: "conflict",
  OrganizationalUnitNotEmptyException: "conflict",
  OrganizationNotEmptyException: "conflict",
  FinalizingOrganizationException: "conflict",

  ConstraintViolationException: "limit",
  HandshakeConstraintViolationException: "limit",
  PolicyTypeNotEnabledException: "limit",
  PolicyTypeNotAvailableForOrganizationException: "limit",
  MasterCannotLeaveOrganizationException: "limit",
  AccountNotRegisteredException: "notFound",
  NoSuchEntityException: "notFound",

  MalformedPolicyDocumentException: "malformed",
  PolicyEvaluationException: "malformed",
  InvalidInputException: "invalid",
  ValidationException: "invalid",
  ValidationError: "invalid",
  InvalidParameterValue: "invalid",
  SerializationException: "invalid",

  UnsupportedAPIEndpointException: "unsupported",
  UnknownOperationException: "unsupported",
  InvalidAction: "unsupported",
  NotImplemented: "unsupported",
  NotImplementedError: "unsupported",

  ServiceException: "unavailable",
  ServiceUnavailable: "unavailable",
  ServiceUnavailableException: "unavailable",
  InternalFailure: "unavailable",
  InternalServerError: "unavailable",
  InternalError: "unavailable",
};

const PATTERNS: readonly (readonly [RegExp, OrganizationErrorKind])[] = [
  [/NotFound(Exception)?$/, "notFound"],
  [/^Duplicate\w+Exception$/, "conflict"],
];

const EXPLANATIONS: Readonly<Partial<Record<OrganizationErrorKind, string>>> = {
  denied: "Access denied",
  noOrganization: "This account is not a member of an organization",
  throttled: "Too many requests; AWS asks to slow down",
  notFound: "Not found",
  conflict: "It conflicts with the state of the organization",
  limit: "A rule or quota of AWS Organizations stands in the way",
  malformed: "AWS does not accept the policy document",
  invalid: "AWS does not accept the request",
  unsupported: "The endpoint does not offer this operation",
  unavailable: "The service is not available",
};

interface SdkException {
  readonly name: string;
  readonly message: string;
  readonly Reason?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
}

/** What the SDK threw for `operation`, in the terms of the organization. The message carries no credentials. */
export function translateError(error: unknown, operation: string, isSso = false): OrganizationError {
  if (isOrganizationError(error)) return error;
  if (!(error instanceof Error)) return new OrganizationError("unavailable", String(error), { operation });
  return (
    translateCredentialFailure(error, operation, isSso) ??
    translateNetworkFailure(error, operation) ??
    translateException(error, operation)
  );
}

function translateException(error: SdkException & Error, operation: string): OrganizationError {
  const kind = getKind(error);
  const reason = typeof error.Reason === "string" ? error.Reason : undefined;
  // The words of the SDK's parser about a page of HTML help nobody, and AWS has no others for who has no organization.
  const isTold = kind === "unsupported" || kind === "noOrganization" || error.name === "SyntaxError";
  const said = isTold ? "" : redactSecrets(error.message).trim();
  const explanation = EXPLANATIONS[kind] ?? "AWS answered with an error";
  const detail = said && said !== error.name && said !== "UnknownError" ? `: ${said}` : "";
  return new OrganizationError(kind, `${operation}: ${explanation}${detail}`, {
    awsName: error.name,
    operation,
    cause: error,
    ...(reason !== undefined && { reason }),
  });
}

function getKind(error: SdkException): OrganizationErrorKind {
  const name = error.name.split(/[#:]/).find((part) => part !== "") ?? error.name;
  const listed = KINDS[name] ?? PATTERNS.find(([pattern]) => pattern.test(name))?.[1];
  if (listed) return listed;
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  // An answer that breaks off in the middle, unlike a page of HTML.
  if (error.name === "SyntaxError" && status === 200 && !error.message.includes("<")) return "unavailable";
  // The page of a gateway on the way.
  if (status === 502 || status === 503 || status === 504) return "unavailable";
  // An emulator's page of HTML or XML fails in the SDK's parser, before there is an exception with a name of AWS's.
  if (status === 404 || status === 405 || status === 501 || error.name === "SyntaxError") return "unsupported";
  if (status === 429) return "throttled";
  if (status === 401 || status === 403) return "denied";
  if (status !== undefined && status >= 400 && status < 500) return "invalid";
  return "unavailable";
}
