import assert from "node:assert/strict";
import fc from "fast-check";
import { type AccessEngine, createAccessEngine } from "../../../src/evaluation/access/engine";
import type { Viewpoint } from "../../../src/evaluation/access/viewpoint";
import type { OrganizationContents } from "../../../src/organization/model";
import {
  beside,
  createOrganization,
  deny,
  IDS,
  policy,
  type Scenario,
  type Statement,
  type Target,
} from "../../fixtures/scenarios/scenario";
import { WIDE_UNIVERSE } from "../../fixtures/smallCatalogue";
import { levelEdit, organizationParts } from "../../reference/arbitraries";

type Parts = Pick<Scenario, "scps" | "rcps">;

const VIEWPOINTS: readonly Viewpoint[] = [{}, { principal: "role/Admin", absentContext: true }];
const FULL = { inner: ["FullAWSAccess"], edge: ["FullAWSAccess"] };

/** What an engine says of each root, OU and account, as text, whatever it numbers it with. */
function say(engine: AccessEngine, contents: OrganizationContents): readonly string[] {
  const matrix = engine.judge(contents);
  const targets = [...contents.roots, ...contents.organizationalUnits, ...contents.accounts];
  return targets.map(({ id }) => {
    const { notSubject, explicitDeny, implicitDeny, unknown, conditional } = matrix.getProfile(id);
    const sets = { notSubject, explicitDeny, implicitDeny, unknown, conditional };
    return [id, ...Object.entries(sets).map(([name, bits]) => `${name}: ${bits.join()}`)].join(" ");
  });
}

const sayAnew = (viewpoint: Viewpoint, contents: OrganizationContents) =>
  say(createAccessEngine(WIDE_UNIVERSE, viewpoint), contents);

describe("an edit of what is attached to a target", () => {
  it("comes, after any others, to what is said without any before", () => {
    fc.assert(
      fc.property(
        organizationParts,
        fc.array(levelEdit, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...VIEWPOINTS),
        (first, edits, viewpoint) => {
          const engine = createAccessEngine(WIDE_UNIVERSE, viewpoint);
          let parts: Parts = { ...first, scps: { ...FULL, ...first.scps } };
          say(engine, createOrganization(parts));
          for (const { target, documents } of edits) {
            parts = { ...parts, [documents.type]: { ...parts[documents.type], [target]: documents.documents } };
            const contents = createOrganization(parts);
            assert.deepEqual(say(engine, contents), sayAnew(viewpoint, contents));
          }
        },
      ),
      { numRuns: 100, seed: 20261130 },
    );
  });

  const region = { StringEquals: { "aws:RequestedRegion": "us-east-1" } };
  const base = { Action: ["ec2:*", "kms:Decrypt"] };
  const variants: readonly Statement[] = [
    { Action: ["ec2:*", "kms:ListKeys"] },
    { Action: "ec2:*" },
    { Action: "nothing:*" },
    { ...base, Condition: region },
    { ...base, Condition: { StringEquals: { "aws:PrincipalAccount": IDS.web } } },
    { ...base, Resource: "arn:aws:kms:*:*:key/1" },
    { NotAction: ["ec2:*"], Action: undefined },
    { Action: ["kms:Decrypt", "ec2:*"] },
  ];
  const allowed = { ...base, Effect: "Allow" };
  const edits: readonly (readonly [Statement, Statement])[] = [
    ...variants.map((one) => [base, one] as const),
    [allowed, { ...allowed, Action: "ec2:*" }],
    [allowed, { ...allowed, Condition: region }],
  ];
  /** The statement in a policy that is attached to the targets. */
  const write = (type: "scps" | "rcps", targets: readonly Target[], one: Statement): OrganizationContents => {
    const [first = "root", ...others] = targets;
    const written = deny({ ...one, ...(type === "rcps" && { Principal: "*" }) });
    // An Allow beside FullAWSAccess says nothing.
    const documents = type === "scps" && one["Effect"] !== "Allow" ? beside(written) : [policy(written)];
    const below = { web: beside(deny({ Action: ["kms:*", "ec2:StopInstances"], Condition: region })) };
    const contents = createOrganization({
      scps: { ...FULL, ...below, ...(type === "scps" && { [first]: documents }) },
      ...(type === "rcps" && { rcps: { [first]: documents } }),
    });
    const policyId = contents.policies.find(({ name }) => name.includes(first))?.id ?? "";
    const attachments = others.map((target) => ({ policyId, targetId: IDS[target] }));
    return { ...contents, attachments: [...contents.attachments, ...attachments] };
  };
  const places: readonly (readonly Target[])[] = [
    ...([["root"], ["production"], ["inner"], ["edge"], ["root", "inner", "web"]] as const),
  ];
  for (const type of ["scps", "rcps"] as const) {
    for (const targets of places) {
      it(`of one of the ${type} of ${targets.join(", ")}, and back, is told as if there had been none`, () => {
        for (const [was, is] of edits) {
          const engine = createAccessEngine(WIDE_UNIVERSE);
          for (const one of [was, is, was, is]) {
            const contents = write(type, targets, one);
            assert.deepEqual(say(engine, contents), sayAnew({}, contents));
          }
        }
      });
    }
  }

  it("is told together with another, at a level below", () => {
    const judge = (engine: AccessEngine, above: string, below: string) => {
      const scps = { ...FULL, root: beside(deny({ Action: above })), production: beside(deny({ Action: below })) };
      return say(engine, createOrganization({ scps }));
    };
    const engine = createAccessEngine(WIDE_UNIVERSE);
    for (const names of [
      ["ec2:*", "kms:*"],
      ["ec2:Stop*", "kms:List*"],
      ["ec2:Stop*", "sqs:*"],
      ["iam:*", "sqs:*"],
    ]) {
      const [above = "", below = ""] = names;
      assert.deepEqual(judge(engine, above, below), judge(createAccessEngine(WIDE_UNIVERSE), above, below));
    }
  });

  it("leaves the sets as they are in which nothing changes", () => {
    const write = (action: string) =>
      createOrganization({
        scps: {
          root: beside(deny({ Action: ["ec2:StopInstances", action] })),
          production: beside(deny({ Action: "s3:*", Condition: region })),
          web: beside(deny({ Action: ["kms:*", "sqs:*"], Condition: region }), deny({ Action: "iam:*" })),
        },
      });
    const engine = createAccessEngine(WIDE_UNIVERSE);
    const judge = (action: string) => engine.judge(write(action)).getProfile(IDS.web);
    const [was, is] = [judge("ec2:RunInstances"), judge("ec2:TerminateInstances")];
    assert.notDeepEqual(is.explicitDeny, was.explicitDeny);
    assert.equal(is.conditional, was.conditional);
    assert.notEqual(is.number, was.number);
  });
});
