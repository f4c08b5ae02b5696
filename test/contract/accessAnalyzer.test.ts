import assert from "node:assert/strict";
import { connect } from "../../src/aws/main";
import type { AwsConnection } from "../../src/aws/types";
import { isOrganizationError } from "../../src/organization/errors";
import { mergeFindings } from "../../src/policy/secondOpinion";
import { parsePolicyDocument } from "../../src/policy/document";
import { createTechCorp, startSandbox } from "../../src/sandbox/main";
import type { Sandbox } from "../../src/sandbox/types";

describe("the second opinion, through the real SDK", () => {
  let sandbox: Sandbox;
  let aws: AwsConnection;
  before(async () => {
    sandbox = await startSandbox({ contents: createTechCorp() });
    const { endpoint, region, accessKeyId, secretAccessKey } = sandbox;
    aws = connect({ credentials: { kind: "static", accessKeyId, secretAccessKey }, endpoint, region });
  });
  after(async () => {
    aws.dispose();
    await sandbox.close();
  });

  async function validate(text: string, type = "SERVICE_CONTROL_POLICY"): Promise<readonly string[]> {
    const findings = await aws.validator.validatePolicy(type, text, "de");
    for (const { details, learnMoreLink } of findings) assert.ok(details && learnMoreLink.startsWith("https://"));
    return mergeFindings(parsePolicyDocument(text), findings, []).map(
      ({ code, severity, span }) => `${code} ${severity}: ${text.slice(span.start, span.end)}`,
    );
  }

  it("has nothing to say of a policy in order", async () => {
    assert.deepEqual(
      await validate('{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}'),
      [],
    );
  });

  it("comes with paths that lead to the place", async () => {
    const text =
      '{"Statement":[{"Effect":"Deny","Principal":"*","Action":["s3:Get*","s3:GetObject","s3:*Acl"],"Resource":"*"},{"Sid":"","Effect":"Deny","Action":"s3:*"}]}';
    assert.deepEqual(await validate(text), [
      "MISSING_VERSION warning: {",
      "SCP_SYNTAX_ERROR_PRINCIPAL error: Principal",
      "REDUNDANT_ACTION info: s3:GetObject",
      "SCP_SYNTAX_ERROR_ACTION_WILDCARD info: s3:*Acl",
      "MISSING_RESOURCE error: {",
      "EMPTY_SID_VALUE info: ",
    ]);
  });

  it("knows an RCP, and text that is no JSON", async () => {
    const rcp =
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}';
    assert.deepEqual(await validate(rcp, "RESOURCE_CONTROL_POLICY"), ["RCP_SYNTAX_ERROR_ALLOW error: Allow"]);
    assert.deepEqual(await validate("{"), ["JSON_SYNTAX_ERROR error: {"]);
  });

  it("is refused for other types", async () => {
    await assert.rejects(validate("{}", "TAG_POLICY"), (error) => isOrganizationError(error, "invalid"));
  });
});
