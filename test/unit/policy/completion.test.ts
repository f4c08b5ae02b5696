import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { accept, complete, getLabels } from "./caret";
import { language } from "./language";

const RCP = { type: RESOURCE_CONTROL_POLICY };
const statement = (inside: string) => `{"Statement":[{${inside}}]}`;
const condition = (inside: string) => statement(`"Action":"s3:PutObject","Condition":{${inside}}`);

/** Text with the caret, what is accepted, the text after it. */
const ACCEPTED: readonly (readonly [name: string, marked: string, label: string, after: string])[] = [
  ["a key in an empty object", "{|}", "Version", `{"Version": "2012-10-17"}`],
  ["a key before another", `{|"Statement":[]}`, "Version", `{"Version": "2012-10-17","Statement":[]}`],
  ["a key inside quotes", `{"|"}`, "Version", `{"Version": "2012-10-17"}`],
  ["a key half typed in quotes", `{"Ver|"}`, "Version", `{"Version": "2012-10-17"}`],
  ["a key half typed without quotes", `{Ver|}`, "Version", `{"Version": "2012-10-17"}`],
  ["a key behind an open quote", `{"Ver|\n}`, "Version", `{"Version": "2012-10-17"\n}`],
  [
    "another key in place of one with a value",
    statement(`"Act|ion":"s3:*"`),
    "NotAction",
    statement(`"NotAction":"s3:*"`),
  ],
  ["a key after a comma", statement(`"Effect":"Deny",|`), "Resource", statement(`"Effect":"Deny","Resource": "*"`)],
  [
    "a key where the comma is missing",
    statement(`"Effect":"Deny"\n|`),
    "Resource",
    statement(`"Effect":"Deny",\n"Resource": "*"`),
  ],
  [
    "a quoted key where the comma is missing",
    statement(`"Effect":"Deny"\n"Re|"`),
    "Resource",
    statement(`"Effect":"Deny",\n"Resource": "*"`),
  ],
  [
    "a key between two others",
    statement(`"Effect":"Deny",\n|\n"Resource":"*"`),
    "Action",
    statement(`"Effect":"Deny",\n"Action": [""],\n"Resource":"*"`),
  ],
  ["an effect in quotes", statement(`"Effect":"|"`), "Deny", statement(`"Effect":"Deny"`)],
  ["an effect in place of another", statement(`"Effect":"|Allow"`), "Deny", statement(`"Effect":"Deny"`)],
  ["an effect right after the colon", statement(`"Effect":|`), "Deny", statement(`"Effect": "Deny"`)],
  ["an effect after a space", statement(`"Effect": |`), "Deny", statement(`"Effect": "Deny"`)],
  ["an effect half typed without quotes", statement(`"Effect": De|`), "Deny", statement(`"Effect": "Deny"`)],
  [
    "an effect with the next key waiting",
    statement(`"Effect": |\n"Action":"*"`),
    "Allow",
    statement(`"Effect": "Allow",\n"Action":"*"`),
  ],
  ["an effect behind an open quote", statement(`"Effect": "De|\n`), "Deny", statement(`"Effect": "Deny"\n`)],
  ["the version", `{"Version":"|"}`, "2012-10-17", `{"Version":"2012-10-17"}`],
  ["a service in quotes", statement(`"Action":"clou|"`), "cloudtrail", statement(`"Action":"cloudtrail:"`)],
  ["a service without quotes", statement(`"Action": |`), "s3", statement(`"Action": "s3:"`)],
  ["a service in an empty list", statement(`"Action":[|]`), "s3", statement(`"Action":["s3:"]`)],
  [
    "a service after an entry and a comma",
    statement(`"Action":["ec2:*",|]`),
    "s3",
    statement(`"Action":["ec2:*","s3:"]`),
  ],
  [
    "a service after an entry without a comma",
    statement(`"Action":["ec2:*" |]`),
    "s3",
    statement(`"Action":["ec2:*", "s3:"]`),
  ],
  ["a service before an entry", statement(`"Action":[|"ec2:*"]`), "s3", statement(`"Action":["s3:","ec2:*"]`)],
  [
    "an action before an entry, where the editor has closed the quotes",
    statement(`"Action":["ec2:*",\n"s3:GetObj|"\n"s3:PutObject"]`),
    "s3:GetObject",
    statement(`"Action":["ec2:*",\n"s3:GetObject",\n"s3:PutObject"]`),
  ],
  [
    "a service between entries without commas, in quotes",
    statement(`"Action":["ec2:*" "s|" "sqs:*"]`),
    "s3",
    statement(`"Action":["ec2:*", "s3:", "sqs:*"]`),
  ],
  [
    "an effect in quotes, before a key without a comma",
    statement(`"Effect": "|"\n"Action":"*"`),
    "Deny",
    statement(`"Effect": "Deny",\n"Action":"*"`),
  ],
  [
    "an action behind a quote too many",
    statement(`"Action":["s3:GetObj|"s3:PutObject"]`),
    "s3:GetObject",
    statement(`"Action":["s3:GetObject"s3:PutObject"]`),
  ],
  ["an action in a string", statement(`"Action":"s3:GetObj|"`), "s3:GetObject", statement(`"Action":"s3:GetObject"`)],
  [
    "an action in a list",
    statement(`"Action":["ec2:*","s3:GetObj|"]`),
    "s3:GetObject",
    statement(`"Action":["ec2:*","s3:GetObject"]`),
  ],
  [
    "an action in the middle of another",
    statement(`"Action":"s3:Get|Object"`),
    "s3:GetBucketAcl",
    statement(`"Action":"s3:GetBucketAcl"`),
  ],
  [
    "an action without quotes",
    statement(`"Action": s3:GetObj|`),
    "s3:GetObject",
    statement(`"Action": "s3:GetObject"`),
  ],
  [
    "an action behind an open quote in a list",
    statement(`"Action":["s3:GetObj|\n]`),
    "s3:GetObject",
    statement(`"Action":["s3:GetObject"\n]`),
  ],
  [
    "an action behind an open quote and a bracket",
    statement(`"Action":["s3:GetObj|]`),
    "s3:GetObject",
    statement(`"Action":["s3:GetObject"]`),
  ],
  [
    "an action by a part of its name",
    statement(`"Action":"s3:bucketacl|"`),
    "s3:GetBucketAcl",
    statement(`"Action":"s3:GetBucketAcl"`),
  ],
  [
    "an action of NotAction",
    statement(`"NotAction":"iam:Pass|"`),
    "iam:PassRole",
    statement(`"NotAction":"iam:PassRole"`),
  ],
  ["a wildcard by intent", statement(`"Action":"s3:Li|"`), "s3:List*", statement(`"Action":"s3:List*"`)],
  ["a whole service", statement(`"Action":"s3:|"`), "s3:*", statement(`"Action":"s3:*"`)],
  ["everything", statement(`"Action":"|"`), "*", statement(`"Action":"*"`)],
  ["every resource", statement(`"Resource":"|"`), "*", statement(`"Resource":"*"`)],
  [
    "an ARN of the action's resource type",
    statement(`"Action":"s3:DeleteBucket","Resource":"|"`),
    "arn:aws:s3:::*",
    statement(`"Action":"s3:DeleteBucket","Resource":"arn:aws:s3:::*"`),
  ],
  ["an operator", condition("|"), "StringEquals", condition(`"StringEquals": {\n  "": ""\n}`)],
  ["an operator in place of another", condition(`"String|Like":{}`), "StringNotLike", condition(`"StringNotLike":{}`)],
  [
    "a global key",
    condition(`"StringEquals":{"aws:Reg|"}`),
    "aws:RequestedRegion",
    condition(`"StringEquals":{"aws:RequestedRegion": ""}`),
  ],
  [
    "a key with a tag",
    condition(`"StringEquals":{"aws:RequestT|":"x"}`),
    "aws:RequestTag/${TagKey}",
    condition(`"StringEquals":{"aws:RequestTag/name":"x"}`),
  ],
  [
    "a key of the service",
    condition(`"StringEquals":{"s3:x-amz-a|":"x"}`),
    "s3:x-amz-acl",
    condition(`"StringEquals":{"s3:x-amz-acl":"x"}`),
  ],
  [
    "a boolean",
    condition(`"Bool":{"aws:SecureTransport":"|"}`),
    "false",
    condition(`"Bool":{"aws:SecureTransport":"false"}`),
  ],
  [
    "a boolean for Null, in a list",
    condition(`"Null":{"aws:SourceVpce":[|]}`),
    "true",
    condition(`"Null":{"aws:SourceVpce":["true"]}`),
  ],
];

describe("completion", () => {
  it("writes a Region, beside its name", () => {
    const marked = condition(`"StringNotEquals":{"aws:RequestedRegion":["eu-w|"]}`);
    assert.equal(accept(marked, "eu-west-1"), condition(`"StringNotEquals":{"aws:RequestedRegion":["eu-west-1"]}`));
    assert.match(complete(marked).find(({ label }) => label === "eu-west-1")?.detail ?? "", /Ireland/);
  });

  for (const [name, marked, label, after] of ACCEPTED) {
    it(`writes ${name}`, () => assert.equal(accept(marked, label), after));
  }

  it("offers the keys that a statement lacks, in customary order, without twins of those it has", () => {
    assert.deepEqual(getLabels(statement(`"Sid":"A","NotAction":"s3:*",|`)), [
      "Effect",
      "Resource",
      "NotResource",
      "Condition",
    ]);
  });

  it("writes no key twice where the caret stands right before it", () => {
    assert.deepEqual(getLabels('{|"Version":"2012-10-17","Statement":[]}'), []);
    assert.ok(!getLabels('{"Version":"2012-10-17","Statement":[{|"Sid":"A"}]}').includes("Sid"));
  });

  it("ends a text that was opened before what stands on its line", () => {
    const of = (action: string) => `{"Statement":[{"Effect":"Deny","Action":["s3:*",${action}],"Resource":"*"}]}`;
    assert.equal(accept(of('"ec2:Run|'), "ec2:RunInstances"), of('"ec2:RunInstances"'));
  });

  it("offers an RCP what it may have", () => {
    assert.deepEqual(getLabels(statement("|"), RCP), [
      "Sid",
      "Effect",
      "Principal",
      "Action",
      "Resource",
      "NotResource",
      "Condition",
    ]);
    assert.deepEqual(getLabels(statement(`"Effect":"|"`), RCP), ["Deny"]);
    assert.equal(accept(statement(`"Principal":|`), "*", RCP), statement(`"Principal": "*"`));
    assert.equal(accept(statement(`|`), "Effect", RCP), statement(`"Effect": "Deny"`));
    const services = getLabels(statement(`"Action":"|"`), RCP);
    assert.ok(services.includes("s3") && !services.includes("ec2") && !services.includes("*"));
    assert.deepEqual(getLabels(statement(`"Action":"ec2:|"`), RCP), []);
  });

  it("tells an RCP by its principals", () => {
    assert.deepEqual(getLabels(statement(`"Principal":"*","Effect":"|"`)), ["Deny"]);
  });

  it("says of each action what it is, and of each wildcard how many it matches", () => {
    const items = complete(statement(`"Action":"s3:|"`));
    const find = (label: string) => items.find((item) => item.label === label);
    assert.equal(find("s3:GetObject")?.detail, "Read");
    assert.match(find("s3:GetObject")?.getDocumentation?.() ?? "", /retrieve objects/);
    const gets = language.expandActions(["s3:Get*"]).length;
    assert.equal(find("s3:Get*")?.detail, `${gets} actions`);
  });

  it("asks for more after a service's colon", () => {
    assert.equal(complete(statement(`"Action":"s3|"`)).find((item) => item.label === "s3")?.continues, true);
  });

  it("goes on to the empty text behind a key, and asks for nothing where one is only renamed", () => {
    const condition = (inside: string) =>
      `{"Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":${inside}}]}`;
    const goesOn = (inside: string, wanted: string) => {
      const item = complete(condition(inside)).find(({ label }) => label === wanted);
      return item && [item.continues, item.goesOn];
    };
    assert.deepEqual(goesOn('{\r\n  "|": {\r\n    "": ""\r\n  }\r\n}', "Bool"), [true, [5, 5]]);
    assert.deepEqual(goesOn('{"Bool":{"|": ""}}', "aws:SecureTransport"), [true, undefined]);
    assert.equal(
      accept(condition('{"Bool":{"se|":""}}'), "aws:SecureTransport"),
      condition('{"Bool":{"aws:SecureTransport":""}}'),
    );
    assert.deepEqual(goesOn('{"|":{"aws:SecureTransport":"false"}}', "Bool"), [undefined, undefined]);
    assert.deepEqual(goesOn('{"Bool":{"|"}}', "aws:SecureTransport"), [true, undefined]);
    assert.equal(
      accept(condition('{"Bool":{"se|": /* always */ ""}}'), "aws:SecureTransport"),
      condition('{"Bool":{"aws:SecureTransport": /* always */ ""}}'),
      "a comment in between stays",
    );
  });

  it("puts what the list has already last", () => {
    const labels = getLabels(statement(`"Action":["s3:GetObject","s3:|"]`));
    assert.equal(labels.at(-1), "s3:GetObject");
  });

  it("puts a new policy into an empty text, free of errors once filled in", () => {
    for (const context of [{}, RCP]) {
      const [label = ""] = getLabels("|", context);
      const text = accept("|", label, context).replace('"Action": [""]', '"Action": ["s3:*"]');
      assert.deepEqual(language.getProblems(language.parse(text), context), []);
    }
  });

  it("puts a new statement behind another", () => {
    const text = accept(
      `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"},|]}`,
      "New statement",
    );
    assert.equal(JSON.parse(text).Statement.length, 2);
  });

  for (const [name, marked] of [
    ["a Sid", statement(`"Sid":"|"`)],
    ["a comment", `{/* | */}`],
    ["an unknown element", statement(`"Foo":"|"`)],
    ["behind a closed string", statement(`"Effect":"Deny"|`)],
    ["the text of a tag policy", "|"],
    ["between documents", `{} |`],
  ] as const) {
    it(`offers nothing in ${name}`, () => {
      assert.deepEqual(getLabels(marked, name.includes("tag policy") ? { type: "TAG_POLICY" } : {}), []);
    });
  }
});
