import assert from "node:assert/strict";
import fc from "fast-check";
import { hasBit } from "../../../src/evaluation/access/bits";
import { listActions } from "../../../src/evaluation/access/summary";
import { describeResidue } from "../../../src/evaluation/conditionWords";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import { comparePolicies } from "../../../src/evaluation/policyDifference";
import { MINIFY_STEPS, minifyPolicy } from "../../../src/policy/minify/minify";
import {
  allow,
  createOrganization,
  createRequest,
  deny,
  policy,
  type Statement,
} from "../../fixtures/scenarios/scenario";
import { SMALL_ACTIONS, SMALL_UNIVERSE } from "../../fixtures/smallCatalogue";
import { knownRequest, scpDocument } from "../../reference/arbitraries";

const SCP = "SERVICE_CONTROL_POLICY";
const text = (...statements: readonly Statement[]) => JSON.stringify(policy(...statements));
const REGION = (...regions: readonly string[]) => ({ StringNotEquals: { "aws:RequestedRegion": regions } });

function compare(before: string, after: string) {
  return comparePolicies(SMALL_UNIVERSE, SCP, before, after).rows.map((row) => ({
    actions: listActions(SMALL_UNIVERSE, row.actions).join(" "),
    change: `${row.effect}: ${row.before} → ${row.after}`,
    conditions: [...row.conditionsBefore, "→", ...row.conditionsAfter].map((one) =>
      typeof one === "string" ? one : describeResidue(one),
    ),
  }));
}

describe("the difference in meaning of two policies", () => {
  const alike: [string, string, string][] = [
    [
      "statements in another order",
      text(deny({ Action: "s3:*" }), deny({ Action: "ec2:*" })),
      text(deny({ Action: "ec2:*" }), deny({ Action: "s3:*" })),
    ],
    [
      "a list split into two statements",
      text(deny({ Action: ["s3:*", "ec2:*"] })),
      text(deny({ Action: "ec2:*" }), deny({ Action: "s3:*" })),
    ],
    [
      "resources split into two statements",
      text(deny({ Resource: ["arn:aws:s3:::a", "arn:aws:s3:::b"] })),
      text(deny({ Resource: "arn:aws:s3:::b" }), deny({ Resource: "arn:aws:s3:::a" })),
    ],
    [
      "a condition beside a Deny that always holds",
      text(deny({ Action: "s3:*" })),
      text(deny({ Action: "s3:*" }), deny({ Action: "s3:Get*", Condition: REGION("eu-west-1") })),
    ],
    [
      "a resource, and all but some, that others take in under the same conditions",
      text(
        deny({ Action: "s3:*", Resource: "arn:aws:s3:::a*", Condition: REGION("eu-west-1") }),
        deny({ Action: "sqs:*", NotResource: "arn:aws:sqs:*:*:a" }),
      ),
      text(
        deny({ Action: "s3:Get*", Resource: "arn:aws:s3:::ab", Condition: REGION("eu-west-1") }),
        deny({ Action: "s3:*", Resource: "arn:aws:s3:::a*", Condition: REGION("eu-west-1") }),
        deny({ Action: "sqs:*", NotResource: ["arn:aws:sqs:*:*:a", "arn:aws:sqs:*:*:b"] }),
        deny({ Action: "sqs:*", NotResource: "arn:aws:sqs:*:*:a" }),
      ),
    ],
    [
      "values in another order and a Sid",
      text(deny({ Condition: REGION("a", "b") })),
      text(deny({ Sid: "New", Condition: REGION("b", "a") })),
    ],
    ["patterns that match the same", text(deny({ Action: "sqs:SendMessage" })), text(deny({ Action: "sqs:*" }))],
  ];
  for (const [name, before, after] of alike) it(`none: ${name}`, () => assert.deepEqual(compare(before, after), []));

  it("keeps apart variables and the same signs as plain text", () => {
    const own = deny({ Action: "sqs:*", Resource: "arn:aws:sqs:*:*:${aws:username}" });
    const literal = JSON.stringify({ Version: "2008-10-17", Statement: [own] });
    assert.equal(compare(literal, text(own)).length, 1);
    assert.equal(compare(literal, text(own, deny({ Action: "s3:*", Resource: "arn:aws:s3:::a" }))).length, 2);
  });

  it("tells a Deny that is new, gone, or holds in fewer cases", () => {
    const before = text(deny({ Action: ["sqs:*", "ec2:Run*"] }));
    const after = text(deny({ Action: "ec2:*", Condition: REGION("eu-west-1") }), deny({ Action: "ec2:Run*" }));
    assert.deepEqual(compare(before, after), [
      {
        actions: "ec2:DescribeInstances ec2:StopInstances ec2:TerminateInstances",
        change: "Deny: never → sometimes",
        conditions: ["→", "when `aws:RequestedRegion` is not `eu-west-1` (Europe (Ireland))"],
      },
      { actions: "sqs:SendMessage", change: "Deny: always → never", conditions: ["→"] },
    ]);
  });

  it("tells other conditions in words", () => {
    const rows = compare(
      text(deny({ Action: "sqs:*", Condition: REGION("eu-west-1") })),
      text(
        deny({
          Action: "sqs:*",
          Condition: { ...REGION("eu-west-1", "eu-west-3"), Bool: { "aws:ViaAWSService": "false" } },
        }),
      ),
    );
    assert.deepEqual(rows[0]?.conditions, [
      "when `aws:RequestedRegion` is not `eu-west-1` (Europe (Ireland))",
      "→",
      "when `aws:RequestedRegion` is none of `eu-west-1` (Europe (Ireland)) or `eu-west-3` (Europe (Paris)) and `aws:ViaAWSService` is `false`",
    ]);
  });

  it("keeps Allow and Deny apart", () =>
    assert.deepEqual(compare(text(allow({ Action: "sqs:*" })), text(deny({ Action: "sqs:*" }))), [
      { actions: "sqs:SendMessage", change: "Deny: never → always", conditions: ["→"] },
      { actions: "sqs:SendMessage", change: "Allow: always → never", conditions: ["→"] },
    ]));

  it("says why it cannot tell", () =>
    assert.deepEqual(comparePolicies(SMALL_UNIVERSE, SCP, "{", text(deny({}))).problems, { before: "it is not JSON" }));

  it("is none after any step of minifying", () => {
    const steps = fc.subarray([...MINIFY_STEPS]);
    fc.assert(
      fc.property(scpDocument, steps, (document, taken) => {
        const before = JSON.stringify(document, undefined, 2);
        assert.deepEqual(compare(before, minifyPolicy(before, taken)), []);
      }),
      { numRuns: 150, seed: 20261124 },
    );
  });

  it("leaves out no action on which the verdicts of some request differ", () => {
    const requests = fc.array(knownRequest, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(scpDocument, scpDocument, requests, (one, other, asked) => {
        // As one rewrites it: in another order, with some of it twice, and a little more.
        const listed = [one, other].map((document) => (document as { Statement: readonly Statement[] }).Statement);
        const rewritten = policy(
          ...(listed[0] ?? []).toReversed(),
          ...(listed[0] ?? []).slice(1),
          ...(listed[1] ?? []).slice(2),
        );
        const { rows } = comparePolicies(SMALL_UNIVERSE, SCP, JSON.stringify(one), JSON.stringify(rewritten));
        const [was, is] = [one, rewritten].map((document) =>
          createEvaluator(createOrganization({ scps: { web: [document] } }), SMALL_ACTIONS),
        );
        for (const request of asked) {
          const at = SMALL_UNIVERSE.find(request.action) ?? 0;
          if (rows.some(({ actions }) => hasBit(actions, at))) continue;
          for (const context of [request.context, {}]) {
            const question = createRequest({ ...request, context, absentContext: context === request.context });
            assert.equal(is?.evaluate(question).verdict, was?.evaluate(question).verdict, request.action);
          }
        }
      }),
      { numRuns: 100, seed: 20261124 },
    );
  });

  it("is none between a policy and itself, and the same seen from both sides", () => {
    const flip = (change: string) => change.replace(/(\w+) → (\w+)/, "$2 → $1");
    fc.assert(
      fc.property(scpDocument, scpDocument, (one, other) => {
        const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
        assert.deepEqual(compare(left, left), []);
        const there = compare(left, right).map((row) => `${row.change} ${row.actions}`);
        const back = compare(right, left).map((row) => `${flip(row.change)} ${row.actions}`);
        assert.deepEqual(there.sort(), back.sort());
      }),
      { numRuns: 150, seed: 20261124 },
    );
  });
});
