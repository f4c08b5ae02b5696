import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { accept, complete, getLabels, isIncomplete } from "./caret";
import { TECHCORP } from "./techCorp";

const RCP = { type: RESOURCE_CONTROL_POLICY };
const condition = (inside: string, action = `"Action":"s3:PutObject"`) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Deny",${action},"Condition":{${inside}}}]}`;
const value = (operator: string, key: string, inside: string) => condition(`"${operator}":{"${key}":${inside}}`);

function getDetail(marked: string, label: string, context = {}): string | undefined {
  return complete(marked, context).find((item) => item.label === label)?.detail;
}

describe("completion of values under an exact operator", () => {
  for (const key of ["ec2:InstanceType", "kms:ViaService", "iam:PermissionsBoundary", "aws:PrincipalArn"]) {
    it(`offers some for ${key}, without wildcards that it would take literally`, () => {
      const labels = getLabels(value("StringNotEquals", key, '"|"'));
      assert.ok(labels.length > 0);
      assert.deepEqual(
        labels.filter((label) => /[*?]/.test(label)),
        [],
      );
      assert.ok(getLabels(value("StringNotLike", key, '"|"')).some((label) => label.includes("*")));
    });
  }

  it("offers seconds where a moment is compared as a number", () => {
    assert.deepEqual(getLabels(value("NumericLessThan", "aws:EpochTime", '"|"')), ["1798761600"]);
  });
});

describe("completion of operators", () => {
  const rename = (key: string) => getLabels(condition(`"|":{"${key}":"x"}`));

  it("ranks them by the type of the key beneath", () => {
    assert.equal(rename("aws:SourceIp")[0], "IpAddress");
    assert.equal(rename("aws:PrincipalArn")[0], "ArnLike");
    assert.equal(rename("aws:SecureTransport")[0], "Bool");
    assert.equal(rename("aws:MultiFactorAuthAge")[0], "NumericEquals");
    assert.equal(rename("aws:CurrentTime")[0], "DateEquals");
    assert.equal(rename("aws:RequestedRegion")[0], "StringEquals");
    assert.equal(rename("s3:TlsVersion")[0], "NumericEquals");
  });

  it("offers operators over sets first for a key with several values, never for one with a single value", () => {
    assert.match(rename("aws:TagKeys")[0] ?? "", /^ForAnyValue:StringEquals$/);
    assert.ok(!rename("aws:PrincipalArn").some((label) => label.startsWith("For")));
  });

  it("offers IfExists for all but Null, behind the plain ones", () => {
    const labels = rename("aws:PrincipalArn");
    assert.ok(labels.includes("ArnLikeIfExists") && !labels.includes("NullIfExists"));
    assert.ok(labels.indexOf("ArnNotLike") < labels.indexOf("ArnLikeIfExists"));
  });

  it("keeps the key when the operator is replaced", () => {
    assert.equal(
      accept(condition(`"|StringEquals":{"aws:SourceIp":"203.0.113.0/24"}`), "NotIpAddress"),
      condition(`"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}`),
    );
  });

  it("leaves out what the block has already", () => {
    assert.ok(!getLabels(condition(`"Bool":{"aws:SecureTransport":"false"},"|"`)).includes("Bool"));
  });

  it("writes a block behind an operator's colon, and behind Condition's", () => {
    assert.equal(accept(condition(`"Bool":|`), "{ key: value }"), condition(`"Bool": {\n  "": ""\n}`));
    const started = `{"Statement":[{"Condition":|}]}`;
    assert.equal(accept(started, "{ operator: … }"), `{"Statement":[{"Condition": {\n  "": {\n    "": ""\n  }\n}}]}`);
    assert.match(
      accept(started, "Exempt a role"),
      /"ArnNotLike": \{\s+"aws:PrincipalArn": "arn:aws:iam::\*:role\/BreakGlass"/,
    );
  });
});

describe("completion of condition keys", () => {
  const keys = (operator: string, action?: string) => getLabels(condition(`"${operator}":{"|"}`, action));

  it("offers what the actions carry, and the global ones, but no other service's", () => {
    const labels = keys("StringEquals");
    assert.ok(labels.includes("s3:x-amz-acl") && labels.includes("aws:PrincipalOrgID"));
    assert.ok(!labels.some((label) => label.startsWith("kms:") || label === "s3:prefix"));
    assert.ok(labels.indexOf("s3:x-amz-acl") < labels.indexOf("aws:PrincipalOrgID"));
  });

  it("puts first what all of the actions carry, and counts", () => {
    const action = `"Action":["s3:PutObject","s3:GetObject"]`;
    const labels = keys("StringEquals", action);
    assert.ok(labels.indexOf("s3:authType") < labels.indexOf("s3:x-amz-acl"));
    assert.equal(getDetail(condition(`"StringEquals":{"|"}`, action), "s3:x-amz-acl"), "String, 1 of 2 actions");
  });

  it("offers no service's keys for every action, nor for NotAction", () => {
    for (const action of [`"Action":"*"`, `"NotAction":"s3:*"`]) {
      assert.ok(!keys("StringEquals", action).some((label) => label.startsWith("s3:")));
    }
  });

  it("offers keys of credentials for any action, behind the global ones", () => {
    for (const action of [`"Action":"*"`, `"NotAction":"s3:*"`, `"Action":"s3:PutObject"`]) {
      const labels = keys("Null", action);
      assert.ok(labels.indexOf("lambda:SourceFunctionArn") > labels.indexOf("aws:PrincipalOrgID"), labels.join());
    }
  });

  it("puts global keys before those that a few of many actions carry", () => {
    const labels = keys("StringNotEquals", `"Action":"s3:*"`);
    assert.ok(labels.indexOf("s3:ResourceAccount") < labels.indexOf("aws:PrincipalOrgID"), labels.join());
    assert.ok(labels.indexOf("aws:PrincipalOrgID") < labels.indexOf("s3:delimiter"), labels.join());
  });

  it("ranks by what the operator tests", () => {
    assert.ok(keys("Bool").indexOf("aws:SecureTransport") < keys("Bool").indexOf("aws:PrincipalOrgID"));
    assert.ok(keys("IpAddress").indexOf("aws:SourceIp") < keys("IpAddress").indexOf("aws:PrincipalArn"));
    const sets = keys("ForAnyValue:StringEquals");
    assert.ok(sets.indexOf("aws:TagKeys") < sets.indexOf("aws:PrincipalOrgID"));
    const plain = keys("StringEquals");
    assert.ok(plain.indexOf("aws:PrincipalOrgID") < plain.indexOf("aws:TagKeys"));
  });

  it("asks last after what every request carries", () => {
    const labels = getLabels(condition('"Null":{"|"}'));
    assert.ok(labels.indexOf("aws:RequestedRegion") > labels.indexOf("aws:SourceVpce"), labels.join());
  });

  it("says where a tag key is carried by none of the actions", () => {
    const marked = condition(`"StringEquals":{"|"}`, `"Action":"sts:GetCallerIdentity"`);
    assert.match(getDetail(marked, "aws:RequestTag/${TagKey}") ?? "", /not carried/);
    assert.match(
      getDetail(condition(`"Null":{"|"}`, `"Action":"ec2:RunInstances"`), "aws:RequestTag/${TagKey}") ?? "",
      /^String$/,
    );
  });

  it("puts a tag key in as a snippet, before another key too", () => {
    assert.equal(
      accept(condition(`"StringEquals":{|"aws:username":"x"}`), "aws:ResourceTag/${TagKey}"),
      condition(`"StringEquals":{"aws:ResourceTag/name": "","aws:username":"x"}`),
    );
  });
});

describe("completion of condition values", () => {
  it("puts first what a Deny tests safeguards for, and leaves the others alone", () => {
    assert.deepEqual(getLabels(value("Bool", "aws:SecureTransport", `"|"`)), ["false", "true"]);
    assert.deepEqual(getLabels(value("BoolIfExists", "ec2:Encrypted", `["|"]`)), ["false", "true"]);
    assert.deepEqual(getLabels(value("Bool", "aws:AssumedRoot", `"|"`)), ["true", "false"]);
    assert.deepEqual(getLabels(value("Null", "aws:SecureTransport", `"|"`)), ["true", "false"]);
    const allow = value("Bool", "aws:SecureTransport", `"|"`).replace("Deny", "Allow");
    assert.deepEqual(getLabels(allow), ["true", "false"]);
  });

  for (const [name, before, label, after] of [
    [
      "an organization id",
      value("StringNotEquals", "aws:PrincipalOrgID", `"|"`),
      "o-techcorp42",
      value("StringNotEquals", "aws:PrincipalOrgID", `"o-techcorp42"`),
    ],
    [
      "an organization id right behind the colon",
      value("StringNotEquals", "aws:ResourceOrgID", "|"),
      "o-techcorp42",
      value("StringNotEquals", "aws:ResourceOrgID", ` "o-techcorp42"`),
    ],
    [
      "an account by its name, in a list",
      value("StringEquals", "aws:PrincipalAccount", `["111111111111","web serv|"]`),
      "210987654321",
      value("StringEquals", "aws:PrincipalAccount", `["111111111111","210987654321"]`),
    ],
    [
      "an account where a comma is missing",
      value("StringEquals", "aws:ResourceAccount", `["111111111111" |]`),
      "210987654321",
      value("StringEquals", "aws:ResourceAccount", `["111111111111", "210987654321"]`),
    ],
    [
      "an account for a service's key",
      value("StringEquals", "kms:CallerAccount", `"21|"`),
      "210987654321",
      value("StringEquals", "kms:CallerAccount", `"210987654321"`),
    ],
    [
      "the path of an OU and all below it, by its name",
      value("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", `"produc|"`),
      "o-techcorp42/r-tc01/ou-tc01-prod4kx7/*",
      value("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", `"o-techcorp42/r-tc01/ou-tc01-prod4kx7/*"`),
    ],
    [
      "the path of an OU, directly",
      value("ForAnyValue:StringEquals", "aws:ResourceOrgPaths", `["|"]`),
      "o-techcorp42/r-tc01/ou-tc01-prod4kx7/",
      value("ForAnyValue:StringEquals", "aws:ResourceOrgPaths", `["o-techcorp42/r-tc01/ou-tc01-prod4kx7/"]`),
    ],
    [
      "a Region by its name",
      value("StringNotEquals", "aws:RequestedRegion", `["frankf|"]`),
      "eu-central-1",
      value("StringNotEquals", "aws:RequestedRegion", `["eu-central-1"]`),
    ],
    [
      "a service",
      value("StringEquals", "iam:PassedToService", `"lambda|"`),
      "lambda.amazonaws.com",
      value("StringEquals", "iam:PassedToService", `"lambda.amazonaws.com"`),
    ],
    [
      "a value that AWS defines",
      value("StringNotEquals", "ec2:MetadataHttpTokens", `"|"`),
      "required",
      value("StringNotEquals", "ec2:MetadataHttpTokens", `"required"`),
    ],
    [
      "a policy type",
      value("StringEquals", "organizations:PolicyType", `"|"`),
      "TAG_POLICY",
      value("StringEquals", "organizations:PolicyType", `"TAG_POLICY"`),
    ],
    [
      "a root user",
      value("ArnLike", "aws:PrincipalArn", `"|"`),
      "arn:aws:iam::*:root",
      value("ArnLike", "aws:PrincipalArn", `"arn:aws:iam::*:root"`),
    ],
    [
      "a role with a gap",
      value("ArnNotLike", "aws:PrincipalArn", `["|"]`),
      "arn:aws:iam::*:role/…",
      value("ArnNotLike", "aws:PrincipalArn", `["arn:aws:iam::*:role/BreakGlass"]`),
    ],
    [
      "a range of addresses",
      value("IpAddress", "aws:SourceIp", `"|"`),
      "203.0.113.0/24",
      value("IpAddress", "aws:SourceIp", `"203.0.113.0/24"`),
    ],
    [
      "a boolean behind an open quote",
      value("Bool", "aws:SecureTransport", `"fal|\n`),
      "false",
      value("Bool", "aws:SecureTransport", `"false"\n`),
    ],
  ] as const) {
    it(`writes ${name}`, () => assert.equal(accept(before, label, TECHCORP), after));
  }

  it("offers the roles that the organization's policies name, first", () => {
    const [first] = complete(value("ArnNotLike", "aws:PrincipalArn", `"|"`), TECHCORP);
    assert.equal(first?.label, TECHCORP.organization.roles[0]?.arn);
    assert.match(first?.detail ?? "", /^in /);
  });

  it("names the account, its place and what is special about it", () => {
    const marked = value("StringEquals", "aws:PrincipalAccount", `"|"`);
    assert.equal(getDetail(marked, "210987654321", TECHCORP), "Web Services · Root/Production");
    assert.match(getDetail(marked, "100200300400", TECHCORP) ?? "", /management account/);
    assert.ok(complete(marked, TECHCORP).some(({ detail }) => /suspended/.test(detail ?? "")));
  });

  it("offers nothing of an organization without one", () => {
    assert.deepEqual(getLabels(value("StringEquals", "aws:PrincipalAccount", `"|"`)), []);
    assert.deepEqual(getLabels(value("StringEquals", "aws:PrincipalOrgID", `"|"`)), []);
  });

  it("keeps to the partition", () => {
    const china = { organization: { ...TECHCORP.organization, partition: "aws-cn" } };
    assert.deepEqual(getLabels(value("StringEquals", "aws:RequestedRegion", `"|"`), china), [
      "cn-north-1",
      "cn-northwest-1",
    ]);
    assert.ok(getLabels(value("ArnLike", "aws:PrincipalArn", `"|"`), china).includes("arn:aws-cn:iam::*:root"));
    const written = `{"Statement":[{"Resource":"arn:aws-us-gov:s3:::x","Condition":{"StringEquals":{"aws:RequestedRegion":"|"}}}]}`;
    assert.deepEqual(getLabels(written), ["us-gov-east-1", "us-gov-west-1"]);
  });

  it("compares a tag with the caller's own", () => {
    const [before, after] = ["|", "${aws:PrincipalTag/team}"].map((inside) =>
      value("StringEquals", "aws:ResourceTag/team", `"${inside}"`),
    );
    assert.equal(accept(before ?? "", "${aws:PrincipalTag/team}"), after);
    const begun = value("StringEquals", "aws:ResourceTag/team", '"$|"');
    assert.equal(getLabels(begun)[0], "${aws:PrincipalTag/team}");
    assert.equal(accept(begun, "${aws:PrincipalTag/team}"), after);
  });

  it("says what true and false mean for Null", () => {
    assert.match(getDetail(value("Null", "aws:SourceVpce", `"|"`), "true") ?? "", /lacks the key/);
  });

  it("offers what stands for no Region after all Regions, for requests alone", () => {
    assert.equal(getLabels(value("StringEquals", "aws:RequestedRegion", `"|"`)).at(-1), "unspecified");
    assert.ok(!getLabels(value("StringEquals", "ec2:Region", `"|"`)).includes("unspecified"));
  });

  it("repeats what the policy says elsewhere, and puts what is listed already last", () => {
    const [one, other] = [`"StringEquals":{"ec2:Vpc":"vpc-1"}`, `"StringNotEquals":{"ec2:Vpc":"|"}`];
    assert.ok(getLabels(condition(`${one},${other}`)).includes("vpc-1"));
    const regions = getLabels(value("StringEquals", "aws:RequestedRegion", `["eu-west-1","|"]`));
    assert.equal(regions.at(-1), "eu-west-1");
  });

  it("serves RCPs as well", () => {
    assert.deepEqual(
      getLabels(value("StringNotEqualsIfExists", "aws:PrincipalOrgID", `"|"`), { ...RCP, ...TECHCORP }),
      ["o-techcorp42"],
    );
  });
});

describe("completion of policy variables", () => {
  for (const [name, before, label, after] of [
    [
      "a variable",
      value("StringEquals", "s3:prefix", '"home/$|"'),
      "${aws:username}",
      value("StringEquals", "s3:prefix", '"home/${aws:username}"'),
    ],
    [
      "one whose brace is typed",
      value("StringEquals", "s3:prefix", '"${aws:user|"'),
      "${aws:username}",
      value("StringEquals", "s3:prefix", '"${aws:username}"'),
    ],
    [
      "one whose brace is closed",
      value("StringLike", "s3:prefix", '"a/${|}/b"'),
      "${aws:userid}",
      value("StringLike", "s3:prefix", '"a/${aws:userid}/b"'),
    ],
    [
      "one with a default",
      value("StringEquals", "aws:ResourceTag/team", '"$|"'),
      "${aws:PrincipalTag/…, '…'}",
      value("StringEquals", "aws:ResourceTag/team", "\"${aws:PrincipalTag/name, 'default'}\""),
    ],
    [
      "a literal asterisk",
      value("StringLike", "s3:prefix", '"a${|"'),
      "${*}",
      value("StringLike", "s3:prefix", '"a${*}"'),
    ],
  ] as const) {
    it(`writes ${name}`, () => assert.equal(accept(before, label), after));
  }

  it("writes one into a resource, behind the fifth colon only", () => {
    const resource = (inside: string) => `{"Statement":[{"Action":"s3:GetObject","Resource":"${inside}"}]}`;
    assert.equal(
      accept(resource("arn:aws:s3:::home/${|"), "${aws:username}"),
      resource("arn:aws:s3:::home/${aws:username}"),
    );
    assert.ok(!getLabels(resource("arn:aws:iam::$|")).includes("${aws:username}"));
  });

  it("offers none where the operator takes none", () => {
    assert.ok(!getLabels(value("IpAddress", "aws:SourceIp", '"$|"')).some((label) => label.startsWith("$")));
  });
});

describe("completion in a large organization", () => {
  const accounts = Array.from({ length: 10_000 }, (_, index) => ({
    id: String(100_000_000_000 + index),
    name: `team-${index}`,
    state: "ACTIVE",
    place: "Root",
  }));
  const LARGE = { organization: { ...TECHCORP.organization, accounts } };
  const account = (typed: string) => value("StringEquals", "aws:PrincipalAccount", `"${typed}|"`);

  it("offers only so many accounts, and those that fit what is typed, anew with each key", () => {
    assert.equal(complete(account(""), LARGE).length, 200);
    assert.equal(isIncomplete(account("team-99"), LARGE), true);
    assert.equal(getLabels(account("team-9987"), LARGE)[0], "100000009987");
    assert.equal(getLabels(account("1000000099"), LARGE)[0], "100000009900");
  });
});
