import assert from "node:assert/strict";
import fc from "fast-check";
import { createAccessEngine } from "../../../src/evaluation/access/engine";
import { type AccessProfile, getProfileVerdict } from "../../../src/evaluation/access/profile";
import { createViewpointRequest, type Viewpoint } from "../../../src/evaluation/access/viewpoint";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import type { OrganizationContents } from "../../../src/organization/model";
import { TOPICS } from "../../fixtures/scenarios/all";
import { generateOrganization } from "../../../src/sandbox/generate";
import { beside, createOrganization, deny, IDS, policy, type Statement } from "../../fixtures/scenarios/scenario";
import { SMALL_ACTIONS, SMALL_UNIVERSE } from "../../fixtures/smallCatalogue";
import { organizationParts } from "../../reference/arbitraries";

const VIEWPOINTS: readonly Viewpoint[] = [
  {},
  { absentContext: true },
  { principal: "role/Admin", context: { "aws:RequestedRegion": "us-east-1" } },
  { principal: "root", absentContext: true },
  { principal: "role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport" },
  { context: { "kms:ResourceAliases": "alias/mine", "aws:PrincipalAccount": IDS.web } },
];

const NEW_POLICY = {
  ...{ id: "p-new", arn: "", name: "New", description: "", type: "SERVICE_CONTROL_POLICY", awsManaged: false },
};

/** Every action of every account must have the verdict that the evaluator gives. */
function compare(organization: OrganizationContents, viewpoint: Viewpoint): void {
  const matrix = createAccessEngine(SMALL_UNIVERSE, viewpoint).judge(organization);
  const evaluator = createEvaluator(organization, SMALL_ACTIONS);
  for (const { id } of organization.accounts) {
    const profile = matrix.getProfile(id);
    for (const [index, action] of SMALL_UNIVERSE.names.entries()) {
      const expected = evaluator.evaluate(createViewpointRequest(viewpoint, id, action));
      assert.equal(getProfileVerdict(profile, index), expected.verdict, `${action} in ${id}: ${expected.reason}`);
    }
  }
}

describe("the matrix of all accounts and actions", () => {
  for (const { topic, scenarios } of TOPICS) {
    it(`says what the evaluator says: ${topic}`, () => {
      for (const scenario of scenarios) compare(createOrganization(scenario), {});
    });
  }

  it("says of random organizations what the evaluator says", () => {
    fc.assert(
      fc.property(organizationParts, fc.constantFrom(...VIEWPOINTS), (parts, viewpoint) => {
        compare(createOrganization(parts), viewpoint);
      }),
      { numRuns: 150, seed: 20261124 },
    );
  });

  it("says of accounts that are judged together what the evaluator says of each", () => {
    /** Three accounts of one OU with the same attached. */
    const crowd = (parts: Parameters<typeof createOrganization>[0]): OrganizationContents => {
      const organization = createOrganization(parts);
      const [web] = organization.accounts.filter(({ id }) => id === IDS.web);
      assert.ok(web);
      const others = [SECOND, THIRD].map((id) => ({ ...web, id }));
      const attachments = others.map(({ id }) => ({ policyId: "p-FullAWSAccess", targetId: id }));
      return {
        ...organization,
        accounts: [...organization.accounts, ...others],
        attachments: [...organization.attachments, ...attachments],
      };
    };
    const [SECOND, THIRD] = ["444444444444", "555555555555"];
    const Condition = { StringEquals: { "aws:PrincipalAccount": SECOND } };
    const gap = { operation: "ListPoliciesForTarget", resource: THIRD, reason: "denied" };
    compare(crowd({}), {});
    compare(crowd({ gaps: [gap] }), {});
    compare(crowd({ scps: { production: beside(deny({ Action: "ec2:*", Condition })) } }), {});
    compare(crowd({ scps: { web: beside(deny({ Action: "ec2:*" })) } }), {});
  });

  it("asks once for a principal that every account has, and for each account what hangs on it", () => {
    const region = { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } };
    const conditions = [
      ...[
        "arn:aws:iam::*:role/Admin",
        "arn:aws:iam::*:role/A*",
        "arn:aws:iam::*:role/Other",
        `arn:aws:iam::${IDS.web}:*`,
      ],
      ...["arn:aws:iam::????????????:role/Admin", "arn:aws:iam::2*:role/Admin", "*", "${aws:PrincipalArn}"],
    ].flatMap((pattern) =>
      ["ArnLike", "ArnNotLike", "StringLike", "StringNotLike", "StringEquals", "ForAllValues:StringLike"].map(
        (operator) => ({ [operator]: { "aws:PrincipalArn": pattern } }),
      ),
    );
    const others = [
      { Null: { "aws:PrincipalArn": "true" } },
      { StringEquals: { "aws:ResourceTag/Owner": "${aws:PrincipalArn}" } },
      { StringEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" } },
    ];
    for (const Condition of [...conditions, ...others]) {
      const alone = beside(deny({ Action: "ec2:*", Condition }));
      const both = beside(deny({ Action: "s3:*", Condition: { ...Condition, ...region } }));
      compare(createOrganization({ scps: { root: alone, production: both } }), { principal: "role/Admin" });
    }
  });

  it("keeps accounts apart where a condition asks for the account", () => {
    const Condition = { StringNotEquals: { "aws:PrincipalAccount": IDS.web } };
    const organization = createOrganization({ scps: { root: beside(deny({ Action: "ec2:*", Condition })) } });
    const matrix = createAccessEngine(SMALL_UNIVERSE).judge(organization);
    const run = SMALL_UNIVERSE.find("ec2:RunInstances") ?? -1;
    const verdicts = [IDS.web, IDS.team, IDS.root].map((id) => getProfileVerdict(matrix.getProfile(id), run));
    assert.deepEqual(verdicts, ["allowed", "explicitDeny", "conditional"]);
  });

  it("works out after an edit only what the edit touches", () => {
    const engine = createAccessEngine(SMALL_UNIVERSE);
    const before = generateOrganization({ accounts: 400, seed: 7 });
    const was = engine.judge(before);
    const known = new Set(was.groups.map(({ profile }) => profile.number));
    const unit = before.organizationalUnits.at(-1)?.id ?? "";
    const content = JSON.stringify(policy(deny({ Action: "ec2:*" })));
    const after = {
      ...before,
      policies: before.policies.concat({ ...NEW_POLICY, content }),
      attachments: before.attachments.concat({ policyId: NEW_POLICY.id, targetId: unit }),
    };
    const is = engine.judge(after);
    const fresh = is.groups.filter(({ profile }) => !known.has(profile.number)).flatMap(({ accounts }) => accounts);
    const below = before.accounts.filter(({ id }) => {
      const path = is.hierarchy.getPath(id);
      return id !== before.organization.masterAccountId && !("reason" in path) && path.includes(unit);
    });
    assert.ok(below.length > 0 && below.length < 100);
    assert.deepEqual(fresh.map(({ id }) => id).sort(), below.map(({ id }) => id).sort());
  });

  it("says after each of many edits what it would say if it had seen nothing before", () => {
    const engine = createAccessEngine(SMALL_UNIVERSE);
    let contents = generateOrganization({ accounts: 120, seed: 3 });
    const [first, second] = contents.accounts.filter(({ id }) => id !== contents.organization.masterAccountId);
    assert.ok(first && second);
    const write = (index: number, statement: Statement) => {
      const content = JSON.stringify(policy(deny(statement)));
      contents = {
        ...contents,
        policies: contents.policies.map((one, at) => (at === index ? { ...one, content } : one)),
      };
    };
    const scps = contents.policies.flatMap(({ type, awsManaged }, index) =>
      type === "SERVICE_CONTROL_POLICY" && !awsManaged ? [index] : [],
    );
    const edits = [
      () => write(scps[0] ?? 0, { Action: "ec2:*" }),
      () => write(scps[0] ?? 0, { Condition: { StringEquals: { "aws:PrincipalAccount": first.id } } }),
      () =>
        (contents = {
          ...contents,
          accounts: contents.accounts.map((one) => (one === first ? { ...one, parentId: second.parentId } : one)),
        }),
      () =>
        (contents = {
          ...contents,
          gaps: [{ operation: "ListPoliciesForTarget", resource: second.id, reason: "denied" }],
        }),
      () => write(scps[1] ?? 0, { Action: "s3:*" }),
      () =>
        (contents = {
          ...contents,
          attachments: contents.attachments.filter(({ targetId }) => targetId !== first.parentId),
        }),
    ];
    for (const edit of edits) {
      edit();
      const [kept, fresh] = [engine.judge(contents), createAccessEngine(SMALL_UNIVERSE).judge(contents)];
      const say = (profile: AccessProfile) => ({ ...profile, number: 0 });
      for (const { id } of contents.accounts) assert.deepEqual(say(kept.getProfile(id)), say(fresh.getProfile(id)), id);
      const grouped = kept.groups.flatMap(({ profile, accounts }) => accounts.map(({ id }) => ({ id, profile })));
      assert.deepEqual(grouped.map(({ id }) => id).sort(), contents.accounts.map(({ id }) => id).sort());
      for (const { id, profile } of grouped) assert.equal(profile, kept.getProfile(id));
    }
  });

  it("has fewer results than accounts, for all that they share", () => {
    const contents = generateOrganization({ accounts: 1000, seed: 7 });
    const { groups } = createAccessEngine(SMALL_UNIVERSE).judge(contents);
    assert.ok(groups.length * 3 < contents.accounts.length, String(groups.length));
  });

  it("shares what accounts have in common", () => {
    const organization = createOrganization({ scps: { root: beside(deny({ Action: "ec2:*" })) } });
    const groups = createAccessEngine(SMALL_UNIVERSE).judge(organization).groups;
    const shared = groups.map(({ accounts }) => accounts.map((account) => account.name));
    assert.deepEqual(shared, [["Billing"], ["Web", "Team"]]);
  });
});
