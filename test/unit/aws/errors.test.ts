import assert from "node:assert/strict";
import { translateError } from "../../../src/aws/errors";
import { ANSWER_LOST, type OrganizationErrorKind } from "../../../src/organization/errors";

function makeException(name: string, facts: object = {}, message = "AWS's own words"): Error {
  return Object.assign(new Error(message), { name, ...facts });
}

const BY_NAME: readonly (readonly [string, OrganizationErrorKind])[] = [
  ["AccessDeniedException", "denied"],
  ["AWSOrganizationsNotInUseException", "noOrganization"],
  ["TooManyRequestsException", "throttled"],
  ["ThrottlingException", "throttled"],
  ["PolicyNotFoundException", "notFound"],
  ["TargetNotFoundException", "notFound"],
  ["EffectivePolicyNotFoundException", "notFound"],
  ["OrganizationalUnitNotFoundException", "notFound"],
  ["ConcurrentModificationException", "conflict"],
  ["PolicyChangesInProgressException", "conflict"],
  ["DuplicatePolicyAttachmentException", "conflict"],
  ["DuplicateOrganizationalUnitException", "conflict"],
  ["PolicyInUseException", "conflict"],
  ["PolicyNotAttachedException", "conflict"],
  ["ConstraintViolationException", "limit"],
  ["PolicyTypeNotEnabledException", "limit"],
  ["MalformedPolicyDocumentException", "malformed"],
  ["InvalidInputException", "invalid"],
  ["ValidationException", "invalid"],
  ["UnsupportedAPIEndpointException", "unsupported"],
  ["UnknownOperationException", "unsupported"],
  ["ServiceException", "unavailable"],
  ["UnrecognizedClientException", "signedOut"],
  ["InvalidClientTokenId", "signedOut"],
  ["ExpiredTokenException", "signedOut"],
  ["InvalidSignatureException", "signedOut"],
  ["AbortError", "cancelled"],
  ["TimeoutError", "offline"],
];

describe("an error of the SDK", () => {
  for (const [name, kind] of BY_NAME) {
    it(`${name} is ${kind}`, () => {
      const error = translateError(makeException(name), "ListRoots");
      assert.equal(error.kind, kind);
      assert.equal(error.awsName, name);
      assert.equal(error.operation, "ListRoots");
      assert.ok(error.cause instanceof Error);
    });
  }

  it("that was told already stays as it is, whichever bundle told it", () => {
    const cancelled = makeException("OrganizationError", { kind: "cancelled" }, "Cancelled");
    assert.equal(translateError(cancelled, "ListRoots"), cancelled);
  });

  it("keeps AWS's reason", () => {
    const exception = makeException("ConstraintViolationException", {
      Reason: "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
    });
    assert.equal(translateError(exception, "DetachPolicy").reason, "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
  });

  it("says what failed and why, in that order", () => {
    const exception = makeException("AccessDeniedException", {}, "You don't have permissions to access this resource.");
    assert.equal(
      translateError(exception, "ListRoots").message,
      "ListRoots: Access denied: You don't have permissions to access this resource.",
    );
  });

  for (const [status, kind] of [
    [404, "unsupported"],
    [501, "unsupported"],
    [403, "denied"],
    [429, "throttled"],
    [400, "invalid"],
    [500, "unavailable"],
    [503, "unavailable"],
  ] as const) {
    it(`without a known name is told by its status: ${status} is ${kind}`, () => {
      const exception = makeException("Error", { $metadata: { httpStatusCode: status } });
      assert.equal(translateError(exception, "ListRoots").kind, kind);
    });
  }

  it("about a page of HTML says that the operation is not offered, and shows no HTML", () => {
    const exception = makeException("SyntaxError", {}, "Unexpected token '<', \"<!doctype html>\" is not valid JSON");
    const error = translateError(exception, "ListRoots");
    assert.equal(error.kind, "unsupported");
    assert.doesNotMatch(error.message, /</);
  });

  for (const code of ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "SELF_SIGNED_CERT_IN_CHAIN"]) {
    it(`${code} is offline, in words`, () => {
      const error = translateError(makeException("Error", { code, hostname: "aws.example" }, `x ${code}`), "ListRoots");
      assert.equal(error.kind, "offline");
      assert.match(error.message, /^The endpoint cannot be reached, [^A-Z]+: aws\.example$/);
    });
  }

  it("of a host with several addresses is offline, too", () => {
    const inner = makeException("Error", { code: "ECONNREFUSED", address: "::1" });
    const error = new AggregateError([inner], "");
    assert.equal(translateError(error, "ListRoots").kind, "offline");
  });

  it("about a line cut under way is unavailable: it may have been carried out", () => {
    const error = translateError(makeException("Error", { code: "ECONNRESET" }), "AttachPolicy");
    assert.deepEqual([error.kind, error.reason], ["unavailable", ANSWER_LOST]);
  });

  for (const [name, facts, reason] of [
    ["of an answer that does not come", { code: "ETIMEDOUT" }, ANSWER_LOST],
    ["of a connection that is not made", { code: "ETIMEDOUT", syscall: "connect" }, undefined],
    ["of a connection that takes too long", {}, undefined],
    ["of a port where nobody listens", { code: "ECONNREFUSED", syscall: "connect" }, undefined],
  ] as const) {
    it(`${name} ${reason ? "leaves open" : "rules out"} that the request was heard`, () => {
      const error = translateError(makeException("TimeoutError", facts), "AttachPolicy");
      assert.deepEqual([error.kind, error.reason], ["offline", reason]);
    });
  }

  for (const [message, isSso, kind, reason] of [
    ["Could not load credentials from any providers", false, "signedOut", "NoCredentials"],
    ["Token is expired. To refresh this SSO session run 'aws sso login'", true, "signedOut", "SsoExpired"],
    ["The SSO session associated with this profile has expired.", true, "signedOut", "SsoExpired"],
    ["UnauthorizedException: Session token not found or invalid", true, "signedOut", "SsoExpired"],
    ["Profile x requires multi-factor authentication, but no MFA code callback", false, "signedOut", "MfaRequired"],
    ["ForbiddenException: No access", true, "denied", undefined],
    ["Error: getaddrinfo ENOTFOUND portal.sso.eu-central-1.amazonaws.com", true, "offline", undefined],
  ] as const) {
    it(`of the credentials, "${message.slice(0, 40)}…": ${reason ?? kind}`, () => {
      const error = translateError(makeException("CredentialsProviderError", {}, message), "ListRoots", isSso);
      assert.equal(error.kind, kind);
      assert.equal(error.reason, reason);
    });
  }

  it("shows no access key", () => {
    const message = "The key AKIAIOSFODNN7EXAMPLE may not do this";
    assert.doesNotMatch(translateError(makeException("AccessDenied", {}, message), "ListRoots").message, /EXAMPLE/);
    const signature = makeException("SignatureDoesNotMatch", {}, "The canonical string was x-amz-security-token:abc");
    assert.doesNotMatch(translateError(signature, "ListRoots").message, /abc/);
  });
});
