/** Why AWS refused, in plain words and with the next step. By name, reason and kind; never by message text. */
import { isOrganizationError, type OrganizationError } from "../../organization/errors";
import type { Translate } from "../views/description";

/** One or two sentences about an error of a write or of the reading before it. */
export function explainError(error: unknown, t: Translate): string {
  if (!isOrganizationError(error)) return error instanceof Error ? error.message : String(error);
  return explainReason(error, t) ?? explainName(error, t) ?? explainKind(error, t);
}

function explainReason({ reason }: OrganizationError, t: Translate): string | undefined {
  switch (reason) {
    case "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED":
      return t("the target already has as many policies of this type as AWS allows. Detach one first.");
    case "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED":
      return t("it is the last policy of its type there, and AWS requires at least one. Attach another one first.");
    case "POLICY_CONTENT_LIMIT_EXCEEDED":
      return t("the text is longer than AWS allows for a policy of this type. Shorten it, or split it in two.");
    case "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE":
      return t("the organization has consolidated billing only. Policies need all features enabled.");
    case "SERVICE_ACCESS_NOT_ENABLED":
      return t("the service that this policy type belongs to needs trusted access first.");
    case "IMMUTABLE_POLICY":
      return t("the policy is managed by AWS and cannot be changed.");
    case "NON_DETACHABLE_POLICY":
      return t("AWS does not let this policy be detached.");
    default:
      return undefined;
  }
}

function explainName({ awsName }: OrganizationError, t: Translate): string | undefined {
  switch (awsName) {
    case "ConcurrentModificationException":
      return t("something else was changing the organization at the same moment. Try again.");
    case "PolicyChangesInProgressException":
      return t("a policy type is being switched on or off. Try again when that has finished.");
    case "DuplicatePolicyAttachmentException":
      return t("the policy is attached there already.");
    case "PolicyNotAttachedException":
      return t("the policy is not attached there.");
    case "PolicyTypeNotEnabledException":
      return t("this policy type is not enabled at the root.");
    case "MalformedPolicyDocumentException":
      return t("AWS does not accept the text as a policy of this type. AWS does not say where; see Problems.");
    case "TargetNotFoundException":
      return t("the target does not exist any more. Refresh the tree.");
    case "PolicyNotFoundException":
      return t("the policy does not exist any more. Refresh the tree.");
    default:
      return undefined;
  }
}

function explainKind({ kind, message }: OrganizationError, t: Translate): string {
  switch (kind) {
    case "signedOut":
      return t("the sign-in has expired. Sign in again, then try again.");
    case "denied":
      return t("AWS does not permit it to this identity: {0}", message);
    case "throttled":
      return t("AWS asks for fewer requests. Wait a moment, then try again.");
    case "offline":
    case "unavailable":
    case "noOrganization":
    case "notFound":
    case "conflict":
    case "limit":
    case "malformed":
    case "invalid":
    case "unsupported":
    case "cancelled":
      return message;
  }
}
