import assert from "node:assert/strict";
import { redactSecrets } from "../../../src/terms/redact";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const TOKEN = `IQoJb3JpZ2luX2VjE${"aB3/+xYz".repeat(20)}==`;
const JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLXBhcnQ";

describe("what is kept out of logs and messages", () => {
  for (const [name, text, hidden] of [
    ["the environment", `AWS_SECRET_ACCESS_KEY=${SECRET} aws organizations list-roots`, SECRET],
    ["a config file", `aws_secret_access_key = ${SECRET}\naws_session_token = ${TOKEN}`, SECRET],
    [
      "what a credential process prints",
      `{"Version":1,"SecretAccessKey":"${SECRET}","SessionToken":"${TOKEN}"}`,
      TOKEN,
    ],
    ["a secret without its name", `Command failed: helper ${SECRET}`, SECRET],
    ["a short secret by its name", "secretAccessKey: hunter22", "hunter22"],
    [
      "the canonical string of a refused signature",
      `The Canonical String for this request should have been 'POST\n/\n\nx-amz-security-token:${TOKEN}\n'`,
      TOKEN,
    ],
    [
      "a signed address",
      `https://sts.amazonaws.com/?X-Amz-Security-Token=${encodeURIComponent(TOKEN)}&X-Amz-Signature=${"0f".repeat(32)}`,
      "0f".repeat(32),
    ],
    ["a cached sign-in", `{"accessToken": "${JWT}", "clientSecret": "${JWT}"}`, JWT],
    ["a web identity", `token ${JWT} is expired`, JWT],
    ["an access key's id", "The key AKIAIOSFODNN7EXAMPLE is unknown", "AKIAIOSFODNN7EXAMPLE"],
  ] as const) {
    it(`hides the secrets of ${name}`, () => {
      const redacted = redactSecrets(text);
      assert.ok(text.includes(hidden), "the test speaks of what is there");
      assert.ok(!redacted.includes(hidden), redacted);
      assert.ok(!redacted.includes(SECRET) && !redacted.includes(TOKEN), redacted);
      assert.match(redacted, /…/);
    });
  }

  for (const text of [
    "AccessDeniedException: arn:aws:sts::111122223333:assumed-role/OrganizationAccountAccessRole/session is not authorized",
    "commit 356a192b7913b04c54574d18c28d46e6395428ab",
    "p-examplepolicyid111 on ou-a1b2-11112222, o-exampleorgid",
    "organizations:DeregisterDelegatedAdministratorX was denied by DenyEverythingOutsideOfTheEuropeanUnion",
    "/home/someone/projects/organization/policies/deny-leave.scp.json",
    "The security token included in the request is expired",
    "password policy",
  ]) {
    it(`leaves alone: ${text.slice(0, 40)}`, () => assert.equal(redactSecrets(text), text));
  }
});
