import assert from "node:assert/strict";
import fc from "fast-check";
import { MINIFY_STEPS } from "../../../src/policy/minify/minify";
import { denyStatement, knownRequest, scpDocument } from "../../reference/arbitraries";
import { decide } from "./decision";
import { language } from "./language";

const policy = (...statements: string[]) => `{"Version":"2012-10-17","Statement":[${statements.join(",")}]}`;

describe("minify", () => {
  for (const [name, steps, before, after] of [
    [
      "drops covered entries, and brackets around single ones",
      ["duplicates"],
      policy(
        '{"Sid":"A","Effect":"Deny","Action":["s3:GetObject","S3:get*","s3:Get*","ec2:*"],"Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b/k"],"Condition":{"StringEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-1"]}}}',
      ),
      '{"Version":"2012-10-17","Statement":{"Sid":"A","Effect":"Deny","Action":["S3:get*","ec2:*"],"Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}}',
    ],
    [
      "drops a statement that says the same as another, whatever its Sid and order",
      ["duplicates"],
      policy(
        '{"Sid":"A","Effect":"Deny","Action":["s3:*","ec2:*"],"Resource":"*"}',
        '{"Sid":"B","Resource":["*"],"Action":["ec2:*","s3:*"],"Effect":"Deny"}',
      ),
      '{"Version":"2012-10-17","Statement":{"Sid":"A","Effect":"Deny","Action":["s3:*","ec2:*"],"Resource":"*"}}',
    ],
    [
      "merges statements that differ in their actions, then in their resources",
      ["merge"],
      policy(
        '{"Effect":"Deny","Action":"s3:*","Resource":"a"}',
        '{"Effect":"Deny","Action":"ec2:*","Resource":"a"}',
        '{"Effect":"Deny","Action":["ec2:*","s3:*"],"Resource":"b"}',
        '{"Effect":"Allow","Action":"iam:*","Resource":"a"}',
      ),
      policy(
        '{"Effect":"Deny","Action":["s3:*","ec2:*"],"Resource":["a","b"]}',
        '{"Effect":"Allow","Action":"iam:*","Resource":"a"}',
      ),
    ],
    [
      "never merges two NotActions, nor across conditions",
      ["merge"],
      policy(
        '{"Effect":"Deny","NotAction":["s3:*"],"Resource":["*"]}',
        '{"Effect":"Deny","NotAction":["ec2:*"],"Resource":["*"]}',
        '{"Effect":"Deny","Action":["s3:*"],"Resource":["*"],"Condition":{"Bool":{"aws:SecureTransport":["false"]}}}',
        '{"Effect":"Deny","Action":["ec2:*"],"Resource":["*"],"Condition":{"Bool":{"aws:SecureTransport":["true"]}}}',
      ),
      undefined,
    ],
    [
      "puts no brackets around what had none",
      ["sids"],
      '{"Version":"2012-10-17","Statement":{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":["*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}}',
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":["*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}}',
    ],
    [
      "drops Sids alone",
      ["sids"],
      policy('{"Sid":"A","Effect":"Deny","Action":["s3:*"],"Resource":["*"]}'),
      policy('{"Effect":"Deny","Action":["s3:*"],"Resource":["*"]}'),
    ],
    [
      "takes away no more than white space from what is no policy in order",
      ["duplicates", "merge", "sids"],
      '{"Statement":{"Sid":"A","Sid":"B","Action":["s3:*","s3:*"]}}',
      undefined,
    ],
    [
      "leaves templates alone",
      ["duplicates", "merge", "sids"],
      policy('{"Sid":"A","Effect":"Deny","Action":["<actions>","s3:*","s3:*"],"Resource":["*"]}'),
      undefined,
    ],
  ] as const) {
    it(name, () => assert.equal(language.minify(before, steps), after ?? before));
  }

  it("drops at once what only a merge shows to be covered", () => {
    const rcp = (action: string, resource: string) =>
      `{"Effect":"Deny","Principal":"*","Action":${action},"Resource":"${resource}","Condition":{"Null":{"aws:SourceArn":"true"}}}`;
    const actions = '["sqs:*","kms:*","s3:Get*"]';
    const text = policy(rcp('"kms:Decrypt"', "*"), rcp(actions, "*"), rcp(actions, "arn:aws:s3:::x"));
    const minified = language.minify(text, ["duplicates", "merge"]);
    assert.deepEqual(JSON.parse(minified), {
      Version: "2012-10-17",
      Statement: JSON.parse(rcp(actions, "*")),
    });
  });

  const steps = fc.subarray([...MINIFY_STEPS], { minLength: 1 });

  it("changes no decision, whatever goes", () => {
    fc.assert(
      fc.property(scpDocument, knownRequest, steps, (document, request, chosen) => {
        const text = JSON.stringify(document);
        const minified = language.minify(text, chosen);
        assert.equal(decide(minified, request), decide(text, request), minified);
        assert.ok(minified.length <= text.length);
      }),
      { numRuns: 250, seed: 20261124 },
    );
  });

  it("finds something to take away often enough for that to mean anything", () => {
    const documents = fc
      .sample(scpDocument, { numRuns: 300, seed: 20261124 })
      .map((document) => JSON.stringify(document));
    const shorter = documents.filter((text) => language.minify(text, ["duplicates", "merge"]).length < text.length);
    assert.ok(shorter.length > 100, String(shorter.length));
  });

  it("comes to an end: once more takes nothing away", () => {
    fc.assert(
      fc.property(scpDocument, steps, (document, chosen) => {
        const once = language.minify(JSON.stringify(document), chosen);
        assert.equal(language.minify(once, chosen), once);
      }),
      { numRuns: 300, seed: 20261124 },
    );
  });

  it("comes to an end with many statements that nearly say the same", () => {
    const varied = fc.record({ action: fc.option(actions), resource: fc.option(resources) });
    const related = fc.tuple(denyStatement, fc.array(varied, { minLength: 1, maxLength: 6 })).map(([first, others]) => {
      const rest = others.map(({ action, resource }) => ({
        ...first,
        ...(action && { Action: action }),
        ...(resource && { Resource: resource }),
      }));
      return policy(...[first, ...rest].map((statement) => JSON.stringify({ ...statement, Principal: "*" })));
    });
    fc.assert(
      fc.property(related, steps, (text, chosen) => {
        const once = language.minify(text, chosen);
        assert.equal(language.minify(once, chosen), once);
      }),
      { numRuns: 1000, seed: 20261204 },
    );
  });
});

const actions = fc.subarray(["kms:Decrypt", "sqs:*", "kms:*", "s3:Get*", "s3:GetObject"], { minLength: 1 });
const resources = fc.subarray(["*", "arn:aws:s3:::x", "arn:aws:s3:::x/*", "arn:aws:s3"], { minLength: 1 });
