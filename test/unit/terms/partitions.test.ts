import assert from "node:assert/strict";
import { parseArn } from "../../../src/terms/arns";
import { getConsoleUrl } from "../../../src/terms/consoleLinks";
import { getPartition, PARTITIONS } from "../../../src/terms/partitions";
import { getRegionName, REGIONS } from "../../../src/terms/regions";

describe("a partition", () => {
  for (const [region, id] of [
    ["eu-central-1", "aws"],
    ["us-gov-east-1", "aws-us-gov"],
    ["cn-north-1", "aws-cn"],
    ["us-iso-west-1", "aws-iso"],
    ["eu-neverland-7", "aws"],
    ["cn-neverland-7", "aws-cn"],
    ["local", "aws"],
  ] as const) {
    it(`of ${region} is ${id}`, () => assert.equal(getPartition(region).id, id));
  }

  it("has one endpoint of AWS Organizations", () => {
    const [commercial] = PARTITIONS;
    assert.equal(commercial?.organizationsEndpoint, "https://organizations.us-east-1.amazonaws.com");
    const china = getPartition("cn-north-1");
    assert.equal(china.organizationsEndpoint, "https://organizations.cn-northwest-1.amazonaws.com.cn");
    assert.equal(china.organizationsRegion, "cn-northwest-1");
  });
});

describe("a Region", () => {
  it("has a name", () => {
    assert.equal(getRegionName("eu-central-1"), "Europe (Frankfurt)");
    assert.equal(getRegionName("eu-neverland-7"), undefined);
  });

  it("is listed once, and in its partition", () => {
    assert.equal(new Set(REGIONS.map(({ code }) => code)).size, REGIONS.length);
    for (const { code, partition } of REGIONS) assert.equal(getPartition(code).id, partition);
  });
});

describe("an ARN", () => {
  it("is taken apart, colons in the resource included", () => {
    assert.deepEqual(parseArn("arn:aws-cn:logs:cn-north-1:111122223333:log-group:a:*"), {
      partition: "aws-cn",
      service: "logs",
      region: "cn-north-1",
      accountId: "111122223333",
      resource: "log-group:a:*",
    });
    assert.equal(parseArn("arn:aws:s3:::bucket/key")?.resource, "bucket/key");
  });

  it("is not just any text", () => {
    for (const text of ["", "*", "arn:aws:s3", "arn:aws:s3:::", "ou-a1b2-11111111"]) {
      assert.equal(parseArn(text), undefined, text);
    }
  });
});

describe("the console", () => {
  it("has a page for each thing", () => {
    const home = "https://console.aws.amazon.com/organizations/v2/home";
    assert.equal(getConsoleUrl("aws", "account", "111122223333"), `${home}/accounts/111122223333`);
    assert.equal(getConsoleUrl("aws", "root", "r-a1b2"), `${home}/root`);
    assert.equal(
      getConsoleUrl("aws", "policy", "p-examplepolicy1", "SERVICE_CONTROL_POLICY"),
      `${home}/policies/service-control-policy/p-examplepolicy1`,
    );
  });

  it("is another one in another partition", () => {
    assert.match(getConsoleUrl("aws-us-gov", "root", "r-a1b2") ?? "", /^https:\/\/console\.amazonaws-us-gov\.com\//);
    assert.equal(getConsoleUrl("aws-iso", "root", "r-a1b2"), undefined);
  });

  it("is not guessed for a policy type whose address is not published", () => {
    assert.equal(getConsoleUrl("aws", "policy", "p-examplepolicy1", "S3_POLICY"), undefined);
  });
});
