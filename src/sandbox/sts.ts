/** The answers of STS, a Query service that speaks XML. */
import type { AwsError } from "./awsError";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** The ARN that the sandbox's credentials stand for. */
export function getCallerArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:user/orgscope`;
}

export function renderCallerIdentity(accountId: string, accessKeyId: string, requestId: string): string {
  return `<GetCallerIdentityResponse xmlns="${NAMESPACE}"><GetCallerIdentityResult><Arn>${getCallerArn(accountId)}</Arn><UserId>${escape(accessKeyId.replace(/^AKIA/, "AIDA"))}</UserId><Account>${accountId}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
}

export function renderStsError(error: AwsError, requestId: string): string {
  return `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${escape(error.name)}</Code><Message>${escape(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
