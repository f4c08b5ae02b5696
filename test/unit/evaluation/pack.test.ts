import assert from "node:assert/strict";
import fc from "fast-check";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import { type Pack, packPolicies } from "../../../src/evaluation/pack/packPolicies";
import {
  createOrganization,
  createRequest,
  deny,
  policy,
  type Document,
  type Statement,
} from "../../fixtures/scenarios/scenario";
import { SMALL_UNIVERSE } from "../../fixtures/smallCatalogue";
import { knownRequest, scpDocument } from "../../reference/arbitraries";

const SCP = "SERVICE_CONTROL_POLICY";
const name = (documents: readonly Document[]) =>
  documents.map((document, index) => ({ name: `P${index}`, content: JSON.stringify(document) }));

function pack(documents: readonly Document[], maxSize = 10_240): Pack {
  const packed = packPolicies(SMALL_UNIVERSE, SCP, name(documents), maxSize);
  if ("problem" in packed) assert.fail(packed.problem);
  return packed;
}

const listStatements = (packed: Pack): readonly Statement[] =>
  packed.policies.flatMap(({ content }) => (JSON.parse(content) as { Statement: readonly Statement[] }).Statement);

describe("packing policies", () => {
  const CASES: [string, readonly Document[], readonly Statement[]][] = [
    [
      "joins actions of the same resources and conditions",
      [policy(deny({ Action: "s3:Get*" })), policy(deny({ Action: ["ec2:Run*", "s3:GetObject"] }))],
      [{ Effect: "Deny", Action: ["s3:Get*", "ec2:Run*"], Resource: "*" }],
    ],
    [
      "joins resources of the same actions",
      [
        policy(deny({ Action: "s3:*", Resource: "arn:aws:s3:::a" })),
        policy(deny({ Action: "s3:*", Resource: "arn:aws:s3:::b" })),
      ],
      [{ Effect: "Deny", Action: "s3:*", Resource: ["arn:aws:s3:::a", "arn:aws:s3:::b"] }],
    ],
    [
      "leaves out what another says without conditions",
      [
        policy(deny({ Action: "s3:Get*", Condition: { StringEquals: { k: "1" } } })),
        policy(deny({ Sid: "All", Action: "s3:*" })),
      ],
      [{ Sid: "All", Effect: "Deny", Action: "s3:*", Resource: "*" }],
    ],
    [
      "leaves out resources that others take in",
      [
        policy(deny({ Action: "s3:*", Resource: "arn:aws:s3:::blue/key" })),
        policy(deny({ Action: "s3:*", Resource: ["arn:aws:s3:::blue/*", "arn:aws:s3:::red"] })),
        policy(deny({ Action: "s3:Get*", Resource: "arn:aws:s3:::blue/a*" })),
        policy({ Effect: "Deny", NotAction: "sqs:*", NotResource: "arn:aws:s3:::blue/key" }),
      ],
      [
        { Effect: "Deny", Action: "s3:*", Resource: ["arn:aws:s3:::blue/*", "arn:aws:s3:::red"] },
        { Effect: "Deny", NotAction: "sqs:*", NotResource: "arn:aws:s3:::blue/key" },
      ],
    ],
    [
      "leaves out all but some actions where all are meant, however that is written",
      [
        policy(deny({ Action: ["*:*", "s3:GetObject"] })),
        policy({ Effect: "Deny", NotAction: "s3:GetObject", Resource: "*" }, deny({ Action: "*" })),
      ],
      [{ Effect: "Deny", Action: "*:*", Resource: "*" }],
    ],
    [
      "keeps apart what NotAction says",
      [
        policy(
          { Effect: "Deny", NotAction: ["iam:*"], Resource: "*" },
          { Effect: "Deny", NotAction: ["sts:*"], Resource: "*" },
        ),
      ],
      [
        { Effect: "Deny", NotAction: "iam:*", Resource: "*" },
        { Effect: "Deny", NotAction: "sts:*", Resource: "*" },
      ],
    ],
  ];
  for (const [title, documents, expected] of CASES) {
    it(title, () => assert.deepEqual(listStatements(pack(documents)), expected));
  }

  it("splits what is too large and stays below the limit", () => {
    const actions = Array.from({ length: 60 }, (_, index) => `s3:Action${index}Thing`);
    const { policies, proof } = pack([policy(deny({ Action: actions }))], 500);
    assert.ok(policies.length > 1);
    for (const { content, size } of policies) assert.ok(size === content.length && size <= 500, String(size));
    assert.equal(proof.actions, SMALL_UNIVERSE.size);
  });

  it("says from which policies each comes", () => {
    const { policies } = pack([policy(deny({ Action: "s3:*" })), policy(deny({ Action: "ec2:*" }))]);
    assert.deepEqual(
      policies.map(({ from }) => from),
      [["P0", "P1"]],
    );
  });

  const PROBLEMS: [string, string, number, RegExp][] = [
    ["what cannot be read", "{", 10_240, /P is not JSON|what P does/],
    [
      "a statement that cannot be split",
      JSON.stringify(
        policy({ Effect: "Deny", NotAction: Array.from({ length: 40 }, (_, at) => `s${at}:*`), Resource: "*" }),
      ),
      200,
      /too large/,
    ],
    [
      "variables that are taken literally",
      JSON.stringify({ Statement: [deny({ Resource: "arn:aws:s3:::${aws:username}" })] }),
      10_240,
      /literally/,
    ],
  ];
  for (const [title, content, maxSize, message] of PROBLEMS) {
    it(`refuses ${title}`, () => {
      const packed = packPolicies(SMALL_UNIVERSE, SCP, [{ name: "P", content }], maxSize);
      assert.match("problem" in packed ? packed.problem : "", message);
    });
  }

  it("refuses what it cannot prove to say the same", () => {
    let asked = 0;
    // A catalogue that is asked of what was given first, and knows nothing of what it came to.
    const match = (patterns: readonly string[]) => SMALL_UNIVERSE.match(asked++ === 0 ? patterns : []);
    const documents = name([policy(deny({ Action: "s3:*" }))]);
    const packed = packPolicies({ ...SMALL_UNIVERSE, match }, SCP, documents, 10_240);
    assert.match("problem" in packed ? packed.problem : "", /could not be proven/);
  });

  it("changes no verdict, and never needs more policies", () => {
    const documents = fc.array(scpDocument, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom(700, 10_240),
        fc.array(knownRequest, { minLength: 3, maxLength: 3 }),
        (list, maxSize, requests) => {
          const packed = packPolicies(SMALL_UNIVERSE, SCP, name(list), maxSize);
          if ("problem" in packed) return assert.match(packed.problem, /too large/);
          if (maxSize > 1000) assert.ok(packed.policies.length <= list.length);
          const after = packed.policies.map(({ content }) => content);
          const [was, is] = [list, after].map((web) => createEvaluator(createOrganization({ scps: { web } })));
          for (const request of requests) {
            for (const absentContext of [true, false]) {
              const asked = createRequest({ ...request, absentContext, ...(!absentContext && { context: {} }) });
              assert.equal(is?.evaluate(asked).verdict, was?.evaluate(asked).verdict);
            }
          }
        },
      ),
      { numRuns: 150, seed: 20261124 },
    );
  });
});
