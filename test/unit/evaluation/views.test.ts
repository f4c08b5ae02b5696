import assert from "node:assert/strict";
import { createAccessEngine } from "../../../src/evaluation/access/engine";
import { countBits } from "../../../src/evaluation/access/bits";
import { listActions, summarize } from "../../../src/evaluation/access/summary";
import { createActionUniverse } from "../../../src/evaluation/access/universe";
import { findAccounts, listMentions } from "../../../src/evaluation/actionUse";
import { type MeasuredPolicy, measurePolicy } from "../../../src/evaluation/blastRadius";
import { createAccessTable, createEffectiveView } from "../../../src/evaluation/effectiveView";
import type { OrganizationContents } from "../../../src/organization/model";
import {
  allow,
  beside,
  createOrganization,
  deny,
  FULL_ACCESS,
  IDS,
  policy,
  type Statement,
} from "../../fixtures/scenarios/scenario";
import { catalogue } from "../policy/language";
import { SMALL_UNIVERSE } from "../../fixtures/smallCatalogue";

const engine = createAccessEngine(SMALL_UNIVERSE);
const judge = (contents: OrganizationContents) => engine.judge(contents);
const REGION = { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-west-3"] } };

describe("the blast radius of a policy", () => {
  const measure = (
    contents: OrganizationContents,
    statements: readonly Statement[],
    more: Partial<MeasuredPolicy> = {},
  ) =>
    measurePolicy(judge(contents), {
      type: "SERVICE_CONTROL_POLICY",
      content: JSON.stringify(policy(...statements)),
      targetIds: [IDS.production],
      ...more,
    });

  it("counts actions by service and level, accounts and OUs", () => {
    const { accounts, organizationalUnits, statements } = measure(createOrganization({}), [deny({ Action: "ec2:*s" })]);
    assert.deepEqual(
      accounts.members.map((account) => account.name),
      ["Web"],
    );
    assert.deepEqual(
      organizationalUnits.map((unit) => unit.name),
      ["Production"],
    );
    assert.deepEqual(summarize(SMALL_UNIVERSE, statements[0]?.actions ?? SMALL_UNIVERSE.nothing), [
      { prefix: "ec2", name: "ec2", count: 4, total: 4, levels: { List: 1, Write: 3 } },
    ]);
  });

  it("names whom a Deny leaves out", () => {
    const { statements } = measure(createOrganization({}), [
      deny({
        Action: "ec2:*",
        Condition: { ...REGION, Bool: { "aws:ViaAWSService": "false" }, StringEquals: { k: "v" } },
      }),
      { Effect: "Deny", NotAction: ["iam:*", "sts:*"], NotResource: "arn:aws:s3:::a" },
    ]);
    assert.deepEqual(
      statements.map(({ exemptions }) =>
        exemptions.map(({ by, condition, values }) => [by, condition?.key, values.length]),
      ),
      [
        [
          ["condition", "aws:RequestedRegion", 2],
          ["condition", "aws:ViaAWSService", 1],
        ],
        [
          ["action", undefined, 2],
          ["resource", undefined, 1],
        ],
      ],
    );
  });

  it("tells what is denied above already", () => {
    const contents = createOrganization({ scps: { root: beside(deny({ Action: ["ec2:*", "iam:Create*"] })) } });
    const { statements } = measure(contents, [
      deny({ Action: ["ec2:Run*", "iam:*"] }),
      deny({ Action: "ec2:*", Condition: REGION }),
    ]);
    const [first, second] = statements;
    assert.deepEqual(
      [first?.isNeedless, first?.entries.map((entry) => entry.isNeedless), second?.isNeedless],
      [false, [true, false], true],
    );
    assert.deepEqual(listActions(SMALL_UNIVERSE, first?.needless ?? SMALL_UNIVERSE.nothing), [
      "ec2:RunInstances",
      "iam:CreateRole",
      "iam:CreateUser",
    ]);
  });

  const NEEDLESS: [string, readonly Statement[], readonly boolean[]][] = [
    ["of two that say the same, the second", [deny({ Action: "s3:*" }), deny({ Action: "S3:*" })], [false, true]],
    [
      "of two of which one says more, the other",
      [deny({ Action: "s3:Get*" }), deny({ Action: "s3:*" })],
      [true, false],
    ],
    [
      "one under conditions beside one that always holds",
      [deny({ Action: "s3:*", Condition: REGION }), deny({ Action: "*" })],
      [true, false],
    ],
    [
      "none of three that overlap, but for the last",
      [deny({ Action: ["s3:*", "iam:*"] }), deny({ Action: ["iam:*", "sqs:*"] }), deny({ Action: ["s3:*", "sqs:*"] })],
      [false, false, true],
    ],
    ["none that only holds under the same conditions", [deny({ Action: "s3:*", Condition: REGION })], [false]],
    ["an Allow beside the full access", [allow({ Action: "s3:*" })], [true]],
  ];
  for (const [name, statements, expected] of NEEDLESS) {
    it(`finds needless: ${name}`, () => {
      const found = measure(createOrganization({}), statements).statements.map((one) => one.isNeedless);
      assert.deepEqual(found, expected);
    });
  }

  it("does not weigh a policy against itself", () => {
    const contents = createOrganization({ scps: { production: [policy(allow({ Action: "s3:*" }))] } });
    const { statements } = measure(contents, [allow({ Action: "s3:*" })], { policyId: "p-scpproduction0" });
    assert.equal(statements[0]?.isNeedless, false);
  });

  it("calls nothing needless that reaches nobody", () => {
    const { statements, accounts } = measure(createOrganization({}), [deny({}), allow({})], { targetIds: [] });
    assert.deepEqual([statements.map((one) => one.isNeedless), accounts.members], [[false, false], []]);
  });

  it("says why it cannot tell", () => {
    assert.equal(measure(createOrganization({}), [], { content: "{" }).problem, "it is not JSON");
  });
});

describe("the effective view of a target", () => {
  const scps = {
    root: beside(
      deny({ Sid: "Leave", Action: "organizations:LeaveOrganization" }),
      deny({ Action: "sqs:*", Condition: REGION }),
    ),
    production: beside(deny({ Sid: "Trail", Action: ["cloudtrail:*", "organizations:*"] })),
    web: [policy(allow({ Action: ["s3:*", "sqs:*", "cloudtrail:*", "organizations:*", "iam:List*"] }))],
  };

  it("tells by service what is left and why", () => {
    const view = createEffectiveView(judge(createOrganization({ scps })), IDS.web);
    const rows = view.services.map(({ prefix, outcome, allowed, lines }) => [
      ...[prefix, outcome, allowed],
      lines.map(({ reason, count }) => `${count} ${reason.outcome} ${reason.levelId} ${reason.statement?.sid ?? "-"}`),
    ]);
    assert.deepEqual(rows, [
      ["cloudtrail", "none", 0, [`3 denied ${IDS.production} Trail`]],
      ["ec2", "none", 0, [`4 denied ${IDS.web} -`]],
      ["iam", "part", 1, [`3 denied ${IDS.web} -`]],
      ["kms", "none", 0, [`4 denied ${IDS.web} -`]],
      ["mechanicalturk", "full", 1, []],
      ["organizations", "none", 0, [`1 denied ${IDS.root} Leave`, `1 denied ${IDS.production} Trail`]],
      ["s3", "full", 5, []],
      ["sqs", "conditional", 0, [`1 conditional ${IDS.root} -`]],
      ["sts", "part", 1, [`1 denied ${IDS.web} -`]],
    ]);
  });

  it("gives every action that is not free a reason", () => {
    for (const gaps of [[], [{ operation: "ListPoliciesForTarget", resource: IDS.web, reason: "AccessDenied" }]]) {
      const view = createEffectiveView(judge(createOrganization({ scps, gaps })), IDS.web);
      for (const { prefix, total, allowed, lines } of view.services) {
        const counted = lines.reduce((sum, line) => sum + line.count, 0);
        assert.ok(counted >= total - allowed, prefix);
      }
    }
  });

  it("is that of any account below for an OU, and empty of limits for the management account", () => {
    const matrix = judge(createOrganization({ scps }));
    const outcomes = (id: string) => createEffectiveView(matrix, id).services.map((service) => service.outcome);
    assert.deepEqual(outcomes(IDS.production), [
      ...["none", "full", "full", "full", "full", "none", "full", "conditional", "full"],
    ]);
    assert.equal(createEffectiveView(matrix, IDS.management).isExempt, true);
    assert.ok(outcomes(IDS.management).every((outcome) => outcome === "full"));
  });

  it("makes a table of targets and services", () => {
    const matrix = judge(createOrganization({ scps }));
    const [web, team] = createAccessTable(matrix, [IDS.web, IDS.team]);
    assert.deepEqual(
      web?.outcomes,
      createEffectiveView(matrix, IDS.web).services.map((service) => service.outcome),
    );
    assert.deepEqual(team?.outcomes, ["full", "full", "full", "full", "full", "part", "full", "conditional", "full"]);
  });
});

describe("an action across the organization", () => {
  const contents = createOrganization({
    scps: {
      production: beside(deny({ Action: "s3:Get*" }), {
        Effect: "Deny",
        NotAction: ["s3:GetObject", "iam:*"],
        Resource: "*",
      }),
      web: [FULL_ACCESS],
    },
  });

  it("tells which accounts can do it", () => {
    const names = (action: string) =>
      Object.entries(findAccounts(judge(contents), action)).flatMap(([verdict, accounts]) =>
        accounts.map((account) => `${account.name} ${verdict}`),
      );
    const expected = ["Team allowed", "Web explicitDeny", "Billing notSubject"];
    assert.deepEqual(names("s3:GetObject"), expected);
    assert.deepEqual(names("newer:Thing"), expected);
  });

  it("tells which statements speak of it", () => {
    const mentions = listMentions(judge(contents), "s3:getobject").map(
      ({ policy: { id }, statement, how, patterns }) => {
        return [id, statement, how, patterns.join()];
      },
    );
    assert.deepEqual(mentions, [
      ["p-FullAWSAccess", 0, "pattern", "*"],
      ["p-scpproduction1", 0, "pattern", "s3:Get*"],
      ["p-scpproduction1", 1, "excepted", "s3:GetObject"],
    ]);
  });
});

describe("sets of actions", () => {
  it("lie where the shipped catalogue has their services, and match what it expands", () => {
    const universe = createActionUniverse(catalogue);
    for (const { prefix, start, end } of universe.services) {
      assert.ok(
        universe.names[start]?.startsWith(`${prefix}:`) && universe.names[end - 1]?.startsWith(`${prefix}:`),
        prefix,
      );
    }
    for (const pattern of ["s3:Get*", "*:*Tag*", "ec2:?un*", "iam:CreateRole", "S3:GETOBJECT", "*"]) {
      const expanded = catalogue.expand(pattern).map((action) => action.name);
      assert.deepEqual(listActions(universe, universe.match([pattern])), expanded, pattern);
    }
  });

  it("are counted by service as they are listed", () => {
    for (const pattern of ["*", "s3:*", "*:*e*", "kms:D*", "none:*"]) {
      const bits = SMALL_UNIVERSE.match([pattern]);
      const counted = summarize(SMALL_UNIVERSE, bits).reduce((sum, service) => sum + service.count, 0);
      assert.equal(counted, countBits(bits));
      assert.equal(listActions(SMALL_UNIVERSE, bits).length, counted);
    }
  });
});
