import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";

const PERIMETER = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "OnlyOurRegions",
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-centrl-1"] },
        "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/*Admin*" }
      }
    },
    {
      "Sid": "OnlyOurNetwork",
      "Effect": "Deny",
      "Action": ["s3:Get*", "s3:GetObject", "s3:ListBucket"],
      "Resource": "arn:aws:s3:::logs/*",
      "Condition": {
        "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"] }
      }
    }
  ]
}
`;

const TERRAFORM = `resource "aws_organizations_policy" "perimeter" {
  name    = "perimeter"
  type    = "RESOURCE_CONTROL_POLICY"
  content = file("\${path.module}/policies/perimeter.json")
}
resource "aws_organizations_policy" "regions" {
  name    = "regions"
  content = templatefile("\${path.module}/policies/regions.tftpl", { regions = var.regions })
}
`;

const TEMPLATE = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:GetObjct"],
      "Resource": \${jsonencode([for name in buckets : "arn:aws:s3:::\${name}/*"])},
      "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["\${join("\\",\\"", regions)}"] } }
    }
  ]
}
`;

const RCP = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
    }
  ]
}
`;

describe("someone who wrote a guardrail", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({
      workspace: {
        "regions.scp.json": PERIMETER,
        "org/main.tf": TERRAFORM,
        "org/policies/perimeter.json": RCP,
        "org/policies/regions.tftpl": TEMPLATE,
        "quiet/.orgscope.json":
          '{ "severity": { "unknown-region": "off" }, "ignore": [{ "code": "region-deny-global" }] }',
        "quiet/calm.scp.json": PERIMETER,
      },
    });
  });
  after(() => editor?.close());

  /** Waits until the Problems of the open file say all this. */
  async function waitForProblems(...wanted: readonly RegExp[]): Promise<readonly string[]> {
    let problems: readonly string[] = [];
    for (let attempt = 0; attempt < 50; attempt++) {
      problems = await editor.getProblems();
      if (wanted.every((pattern) => problems.some((problem) => pattern.test(problem)))) return problems;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return assert.fail(problems.join("\n"));
  }

  it("reads in Problems what it would do to whom", async () => {
    await editor.openFile("regions.scp.json");
    await waitForProblems(
      /no Region eu-centrl-1\. Did you mean eu-central-1/,
      /iam, organizations, route53, cloudfront, sts, support are global/,
      /role\/\*Admin\*, and is exempt/,
      /never one of the private range 10\.0\.0\.0\/8/,
      /s3:ListBucket acts on bucket/,
    );
    await editor.screenshot("diagnostics-meaning");
  });

  it("is told of a resource control policy by Terraform alone", async () => {
    await editor.openFile("org/policies/perimeter.json");
    await waitForProblems(/AWS services that call by themselves carry no aws:PrincipalOrgID/);
    await editor.screenshot("diagnostics-terraform");
  });

  it("sees in a template what is wrong with it, and nothing of what fills it in", async () => {
    await editor.runCommand("View: Close All Editors");
    await editor.openFile("org/policies/regions.tftpl");
    const problems = await waitForProblems(/no action GetObjct/);
    assert.equal(problems.length, 1, problems.join("\n"));
    await editor.screenshot("diagnostics-template");
  });

  it("reads what a finding means, from its code", async () => {
    await editor.page.locator(".markers-panel .marker-code", { hasText: "unknown-action" }).click();
    await editor.page.locator(".tab.active", { hasText: "unknown-action" }).waitFor();
    await editor.page.locator("iframe.webview.ready").first().waitFor();
    await editor.screenshot("diagnostics-explained");
  });

  it("is left alone where the team said so", async () => {
    await editor.runCommand("View: Close All Editors");
    await editor.openFile("quiet/calm.scp.json");
    const problems = await waitForProblems(/never one of the private range/);
    assert.ok(!problems.some((problem) => /eu-centrl-1|are global/.test(problem)), problems.join("\n"));
  });
});
