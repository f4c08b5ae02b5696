import { AwsError } from "./awsError";
import { checkSignature, type Authorization, type SignedRequest } from "./signature";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type Protocol = "json" | "query";

/** The errors of a bad signature, which JSON services and Query services name differently. */
const FAILURES = {
  missing: {
    json: "MissingAuthenticationTokenException",
    query: "MissingAuthenticationToken",
    message: "Request is missing Authentication Token",
  },
  unknownKey: {
    json: "UnrecognizedClientException",
    query: "InvalidClientTokenId",
    message: "The security token included in the request is invalid.",
  },
  wrong: {
    json: "InvalidSignatureException",
    query: "SignatureDoesNotMatch",
    message:
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
  },
  expired: {
    json: "InvalidSignatureException",
    query: "SignatureDoesNotMatch",
    message: "Signature expired: the time of the request and of the server differ by more than 5 minutes.",
  },
} as const;

/** Fails with AWS's error unless the request is signed with the credentials. `now`: milliseconds since 1970. */
export function authenticate(
  request: SignedRequest,
  authorization: Authorization | undefined,
  protocol: Protocol,
  credentials: Credentials,
  now: number,
): void {
  const failure = findFailure(request, authorization, credentials, now);
  if (failure) throw new AwsError(FAILURES[failure][protocol], FAILURES[failure].message, { status: 403 });
}

function findFailure(
  request: SignedRequest,
  authorization: Authorization | undefined,
  { accessKeyId, secretAccessKey }: Credentials,
  now: number,
): keyof typeof FAILURES | undefined {
  if (!authorization) return "missing";
  if (authorization.accessKeyId !== accessKeyId) return "unknownKey";
  const verdict = checkSignature(request, authorization, secretAccessKey, now);
  return verdict === "valid" ? undefined : verdict;
}

const LOCAL_NAME = /^(127\.0\.0\.1|localhost|[a-z0-9.-]+\.localhost|\[::1\])(:\d+)?$/i;

/** Only names that always mean this machine: a web page cannot reach the sandbox by rebinding its own name. */
export function isLocalHost(host: string | undefined): boolean {
  return LOCAL_NAME.test(host ?? "");
}
