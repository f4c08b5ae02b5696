/** What AWS refuses as malformed (User Guide, SCP syntax, RCP syntax and the syntax page of each other type). */
import assert from "node:assert/strict";
import { isWellFormed } from "../../../src/sandbox/policyCheck";
import { MANAGED_POLICIES } from "../../../src/sandbox/managedPolicies";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { generateOrganization } from "../../../src/sandbox/generate";

const STATEMENT = { Effect: "Deny", Action: "s3:GetObject", Resource: "*" };
const scp = (change: object) => ({ Version: "2012-10-17", Statement: [{ ...STATEMENT, ...change }] });
const rcp = (change: object) => ({ Version: "2012-10-17", Statement: [{ ...STATEMENT, Principal: "*", ...change }] });

type Row = [name: string, document: unknown, accepted: boolean];

const SCPS: readonly Row[] = [
  ["a plain statement", scp({}), true],
  ["a single statement without a list", { Version: "2012-10-17", Statement: STATEMENT }, true],
  ["no version", { Statement: [STATEMENT] }, true],
  ["another version", { Version: "2008-10-17", Statement: [STATEMENT] }, false],
  ["an unknown top-level key", { ...scp({}), Name: "x" }, false],
  ["no statement", { Version: "2012-10-17" }, false],
  ["an empty list of statements", { Version: "2012-10-17", Statement: [] }, false],
  ["a principal", scp({ Principal: "*" }), false],
  ["no effect", scp({ Effect: undefined }), false],
  ["an effect in small letters", scp({ Effect: "deny" }), false],
  ["no action", scp({ Action: undefined }), false],
  ["Action and NotAction", scp({ NotAction: "iam:*" }), false],
  ["NotAction alone", scp({ Action: undefined, NotAction: ["iam:*"] }), true],
  ["no resource", scp({ Resource: undefined }), false],
  ["NotResource alone", scp({ Resource: undefined, NotResource: "arn:aws:s3:::x" }), true],
  ["an action that does not exist", scp({ Action: "s3:PutObjects" }), true],
  ["an action without a service", scp({ Action: "GetObject" }), false],
  ["every action", scp({ Action: "*" }), true],
  ["a wildcard inside an action", scp({ Action: "s3:*Object?" }), true],
  ["an empty list of actions", scp({ Action: [] }), false],
  ["an underscore in the Sid", scp({ Sid: "no_underscore" }), false],
  ["a Sid of letters and digits", scp({ Sid: "Yes1" }), true],
  ["an unknown element", scp({ Comment: "x" }), false],
  ["Allow with a condition", scp({ Effect: "Allow", Condition: { Bool: { "aws:SecureTransport": true } } }), true],
  ["a condition without operators", scp({ Condition: { "aws:SecureTransport": "true" } }), false],
  ["a list", [], false],
];

const RCPS: readonly Row[] = [
  ["a plain statement", rcp({}), true],
  ["Allow", rcp({ Effect: "Allow" }), false],
  ["no principal", rcp({ Principal: undefined }), false],
  ["a named principal", rcp({ Principal: { AWS: "111122223333" } }), false],
  ["every action", rcp({ Action: "*" }), false],
  ["NotAction", rcp({ Action: undefined, NotAction: "s3:*" }), false],
  ["NotPrincipal", rcp({ NotPrincipal: "*" }), false],
];

const OTHERS: readonly (readonly [type: string, ...row: Row])[] = [
  ["TAG_POLICY", "a key of another type", { plans: {} }, false],
  ["TAG_POLICY", "an unknown operator", { tags: { a: { tag_key: { "@@set": "A" } } } }, false],
  [
    "TAG_POLICY",
    "a control for child policies",
    { tags: { a: { "@@operators_allowed_for_child_policies": ["@@none"] } } },
    true,
  ],
  [
    "AISERVICES_OPT_OUT_POLICY",
    "appending",
    { services: { lex: { opt_out_policy: { "@@append": ["optOut"] } } } },
    false,
  ],
  ["SECURITYHUB_CSPM_POLICY", "a key that no page names", { whatever: {} }, true],
];

describe("policy check", () => {
  const check = (type: string, [name, document, accepted]: Row) =>
    it(`${type}: ${accepted ? "takes" : "refuses"} ${name}`, () =>
      assert.equal(isWellFormed(type, JSON.stringify(document)), accepted));
  for (const row of SCPS) check("SERVICE_CONTROL_POLICY", row);
  for (const row of RCPS) check("RESOURCE_CONTROL_POLICY", row);
  for (const [type, ...row] of OTHERS) check(type, row);

  it("refuses comments, which are no JSON", () =>
    assert.equal(isWellFormed("SERVICE_CONTROL_POLICY", `// x\n${JSON.stringify(scp({}))}`), false));

  it("takes every policy of the demo and of generated organizations", () => {
    const policies = [createTechCorp(), generateOrganization({ accounts: 200, seed: 5 })].flatMap((o) => o.policies);
    const own = policies.filter((policy) => !MANAGED_POLICIES.some(({ id }) => id === policy.id));
    for (const { type, name, content } of own) assert.ok(isWellFormed(type, content), name);
  });
});
