import assert from "node:assert/strict";
import fc from "fast-check";
import { type AccessEngine, createAccessEngine } from "../../../src/evaluation/access/engine";
import type { AccessMatrix } from "../../../src/evaluation/access/matrix";
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
/** Patterns that each touch a word or two of the sets. */
const NARROW = [
  ...["ec2:StopInstances", "ec2:Run*", "kms:Decrypt", "iam:Create*", "cloudtrail:*Trail", "sqs:SendMessage"],
  ...["s3:GetObject", "sts:AssumeRole", "organizations:Leave*"],
];
const FULL = { inner: ["FullAWSAccess"], edge: ["FullAWSAccess"] };

/** What an engine says of each root, OU and account, as text, whatever it numbers it with. */
function say(engine: AccessEngine, contents: OrganizationContents): readonly string[] {
  return sayOf(engine.judge(contents));
}

function sayOf(matrix: AccessMatrix): readonly string[] {
  const { contents } = matrix;
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

  it("that stays as narrow as it was is told by what was said before, and as if there had been none", () => {
    const narrow = fc
      .record({
        actions: fc.uniqueArray(fc.constantFrom(...NARROW), { minLength: 1, maxLength: 2 }),
        condition: fc.constantFrom(undefined, undefined, region, { Bool: { "aws:SecureTransport": "false" } }),
        resource: fc.constantFrom("*", "*", "arn:aws:kms:*:*:key/1"),
      })
      .map(({ actions, condition, resource }) =>
        deny({ Action: actions, Resource: resource, ...(condition && { Condition: condition }) }),
      );
    const place = fc.constantFrom("scps root", "scps production", "scps web", "rcps root", "rcps web");
    // Levels of both types have a part in the set of what is conditional: worked out anew, it is another one.
    const write = (own: ReadonlyMap<string, Statement>) => {
      const get = (where: string) => own.get(where) ?? deny({ Action: "sts:AssumeRole" });
      const rcp = (...statements: readonly Statement[]) => [
        policy(...statements.map((one) => ({ ...one, Principal: "*" }))),
      ];
      return createOrganization({
        scps: {
          root: beside(get("scps root")),
          production: beside(get("scps production"), deny({ Action: "s3:Put*", Condition: region })),
          web: beside(get("scps web"), deny({ Action: "kms:*", Condition: region })),
        },
        rcps: {
          root: rcp(get("rcps root")),
          web: rcp(get("rcps web"), deny({ Action: "sqs:*", Condition: region })),
        },
      });
    };
    const counts = { edits: 0, again: 0 };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place, narrow), { minLength: 2, maxLength: 8 }),
        fc.constantFrom(...VIEWPOINTS),
        (edits, viewpoint) => {
          const engine = createAccessEngine(WIDE_UNIVERSE, viewpoint);
          const own = new Map<string, Statement>();
          let was = engine.judge(write(own)).getProfile(IDS.web);
          for (const [where, said] of edits) {
            own.set(where, said);
            const contents = write(own);
            const matrix = engine.judge(contents);
            const is = matrix.getProfile(IDS.web);
            assert.deepEqual(sayOf(matrix), sayAnew(viewpoint, contents));
            // Where no key is there, nothing is conditional.
            if (is.number !== was.number && !viewpoint.absentContext) {
              counts.edits++;
              if (is.conditional === was.conditional) counts.again++;
            }
            was = is;
          }
        },
      ),
      { numRuns: 60, seed: 20261130 },
    );
    // The others change that set itself.
    assert.ok(counts.edits > 100 && counts.again > counts.edits / 2, JSON.stringify(counts));
  });

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

  it("leaves what was said of another organization before as it was, whichever is asked first", () => {
    const own = createOrganization({
      scps: {
        root: beside(
          deny({ Action: "ec2:*", Condition: { StringEquals: { "aws:PrincipalOrgID": IDS.organization } } }),
        ),
      },
    });
    const other = { ...own, organization: { ...own.organization, id: "o-anotherorgid" } };
    for (const isLaterFirst of [false, true]) {
      const engine = createAccessEngine(WIDE_UNIVERSE);
      const asked = [own, other].map((contents) => ({ contents, matrix: engine.judge(contents) }));
      for (const { contents, matrix } of isLaterFirst ? asked.toReversed() : asked) {
        assert.deepEqual(sayOf(matrix), sayAnew({}, contents));
      }
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
