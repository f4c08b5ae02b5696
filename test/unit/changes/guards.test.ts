import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { getPrincipalOfCaller } from "../../../src/changes/caller";
import { orderAttachments } from "../../../src/changes/orderSteps";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import { renderPlanFinding } from "../../../src/changes/preflight/catalogue";
import { DEFAULT_PROTECTIONS } from "../../../src/changes/preflight/defaults";
import type { MustKeep, PlanFacts } from "../../../src/changes/preflight/facts";
import type { AttachmentStep, Step } from "../../../src/changes/step";
import { createAccessEngine } from "../../../src/evaluation/access/engine";
import { createActionUniverse } from "../../../src/evaluation/access/universe";
import { judgePlan } from "../../../src/engine/impact";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { catalogue } from "../policy/language";

const SCP = "SERVICE_CONTROL_POLICY";
const RCP = "RESOURCE_CONTROL_POLICY";
const PRODUCTION = "ou-tc01-prod4kx7";
const WEB = "210987654321";
const FULL = "p-FullAWSAccess";
const universe = createActionUniverse(catalogue);
const engine = createAccessEngine(universe);

const POLICY_SAMPLES = "test/fixtures/policies";

const deny = (...statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statement });
const POLICIES: Readonly<Record<string, string>> = {
  "p-everything": deny({ Effect: "Deny", Action: "*", Resource: "*" }),
  "p-exempting": deny({
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/OrganizationAccountAccessRole" } },
  }),
  "p-denys3one": deny({ Effect: "Deny", Action: "s3:*", Resource: "*" }),
  "p-denys3two": deny({ Effect: "Deny", Action: ["s3:*", "ec2:*"], Resource: "*" }),
  "p-allowlist": deny({ Effect: "Allow", Action: "*", Resource: "*" }),
};
const TECH_CORP = createTechCorp();
const CONTENTS = {
  ...TECH_CORP,
  policies: [
    ...TECH_CORP.policies,
    ...Object.entries(POLICIES).map(([id, content]) => ({
      id,
      arn: "",
      name: id,
      description: "",
      type: SCP,
      awsManaged: false,
      content,
    })),
  ],
};

const ROLE = "arn:*:iam::*:role/OrganizationAccountAccessRole";

function getFindings(steps: readonly Step[], mustKeep: readonly MustKeep[] = [], contents = CONTENTS) {
  const plan: Plan = {
    title: "Test",
    organizationId: contents.organization.id,
    plannedAt: "2026-11-24T10:00:00.000Z",
    steps: numberSteps(steps),
  };
  const facts: PlanFacts = {
    contents,
    callerRole: "management",
    asOf: "2026-11-24",
    protections: { protectedTargets: [], managedElsewhere: [], mustKeep },
  };
  return judgePlan(plan, facts, engine).findings.map(renderPlanFinding);
}

const attach = (policyId: string, targetId = PRODUCTION) =>
  ({ kind: "attachPolicy", policyId, policyType: SCP, targetId }) as const;
const detach = (policyId: string, targetId = PRODUCTION) =>
  ({ kind: "detachPolicy", policyId, policyType: SCP, targetId }) as const;

const NEARLY = "Nearly everything would be denied in Web Services (active accounts in all: 2; exempt principals: 1).";

describe("the guards of a plan", () => {
  it("say nothing of an ordinary guardrail", () => {
    assert.deepEqual(getFindings([attach("p-denys3one")], [{ principal: ROLE, actions: ["iam:GetRole"] }]), []);
  });

  it("say nothing of what does not change what policies do", () => {
    assert.deepEqual(getFindings([{ kind: "tagResource", resourceId: WEB, tags: { a: "b" }, was: {} }]), []);
  });

  it("ask for a name before everything is denied", () => {
    assert.deepEqual(getFindings([attach("p-everything")]), [
      "Everything would be denied in Web Services, where it was not (active accounts in all: 2).",
    ]);
  });

  it("stop a plan that leaves a level without an Allow", () => {
    assert.deepEqual(getFindings([attach("p-denys3one"), detach(FULL)]), [
      "Nothing would be allowed any more in Web Services (active accounts in all: 2): a level is left without an Allow.",
    ]);
  });

  it("stop a plan that shuts the way back in, and not one that spares it", () => {
    const kept = [{ principal: ROLE, actions: ["iam:UpdateAssumeRolePolicy", "sts:*"] }];
    const [lost] = getFindings([attach("p-everything")], kept);
    assert.match(
      lost ?? "",
      /OrganizationAccountAccessRole could no longer do iam:UpdateAssumeRolePolicy in .* \(accounts in all: 2\)/,
    );
    assert.deepEqual(getFindings([attach("p-exempting")], kept), [NEARLY]);
  });

  describe("where RCPs shut everybody out of roles and data", () => {
    const judge = (content: string, policyType = RCP) => {
      const [template] = CONTENTS.policies;
      assert.ok(template);
      const policy = { ...template, id: "p-a1234567", name: "New", type: policyType, awsManaged: false, content };
      const contents = { ...CONTENTS, policies: [...CONTENTS.policies, policy] };
      const step: Step = { kind: "attachPolicy", policyId: policy.id, policyType, targetId: PRODUCTION };
      const kept = DEFAULT_PROTECTIONS.mustKeep.filter((entry) => entry.policyType !== undefined);
      return getFindings([step], kept, contents);
    };
    const closed = (action: string, extra: object = {}) =>
      deny({ Effect: "Deny", Principal: "*", Action: action, Resource: "*", ...extra });

    for (const action of ["sts:AssumeRole*", "kms:*", "s3:*"]) {
      it(`stop a plan that denies ${action}`, () => {
        const [found = "", ...more] = judge(closed(action));
        // RCPs do not reach keys that AWS manages.
        const expected =
          action === "kms:*"
            ? /stays possible in .* \(accounts in all: 2\).* depends on .*, Resource: kms:Decrypt \(role\/\*\)\./
            : /role\/\* could no longer do (sts|s3):\w+ in .* \(accounts in all: 2\)/;
        assert.match(found, expected);
        assert.deepEqual(more, []);
      });
    }

    it("say nothing of one that keeps strangers out, nor of an SCP", () => {
      const strangers = { Condition: { StringNotEquals: { "aws:PrincipalOrgID": TECH_CORP.organization.id } } };
      assert.deepEqual(judge(closed("s3:*", strangers)), []);
      assert.deepEqual(judge(deny({ Effect: "Deny", Action: "s3:*", Resource: "*" }), SCP), []);
    });

    it("stop none of the policies that are published", () => {
      const samples = readdirSync(POLICY_SAMPLES).filter((name) => name.endsWith(".rcp.json"));
      assert.ok(samples.length > 3);
      for (const sample of samples) {
        const text = readFileSync(`${POLICY_SAMPLES}/${sample}`, "utf8");
        const found = judge(text.replaceAll(/o-[a-z0-9]{10,32}/g, TECH_CORP.organization.id));
        // Templates with gaps cannot be judged.
        const known = found.filter((one) => !/cannot be told/.test(one));
        assert.deepEqual(known, [], sample);
      }
    });
  });

  it("stop a plan whose file calls an SCP by another type", () => {
    const step: Step = {
      kind: "attachPolicy",
      policyId: "p-everything",
      policyType: "TAG_POLICY",
      targetId: PRODUCTION,
    };
    const found = getFindings([step], [{ principal: ROLE, actions: ["iam:GetRole"] }]).join("\n");
    assert.match(found, /could no longer do iam:GetRole[^]*Everything would be denied/);
  });

  it("let an undo go where the organization was, once a name was typed", () => {
    const plan: Plan = {
      title: "Undo",
      organizationId: CONTENTS.organization.id,
      plannedAt: "2026-11-24T10:00:00.000Z",
      steps: numberSteps([attach("p-everything")]),
    };
    const mustKeep = [{ principal: ROLE, actions: ["iam:GetRole"] }];
    const protections = { protectedTargets: [], managedElsewhere: [], mustKeep };
    const facts: PlanFacts = { contents: CONTENTS, callerRole: "management", asOf: "2026-11-24", protections };
    const getSeverities = (judged: Plan) => judgePlan(judged, facts, engine).findings.map(({ severity }) => severity);
    assert.deepEqual(getSeverities(plan), ["error", "typed"]);
    assert.deepEqual(getSeverities({ ...plan, undoes: "1" }), ["typed", "typed"]);
  });

  it("say nothing of an account that the plan creates, wherever it goes", () => {
    const kept = [{ principal: ROLE, actions: ["iam:*", "s3:*", "sts:*"] }];
    const steps: readonly Step[] = [
      { kind: "createAccount", email: "aws+pilot@example.com", name: "Pilot One", tags: {} },
      { kind: "moveAccount", accountId: "new:1", from: CONTENTS.roots[0]?.id ?? "", to: PRODUCTION },
    ];
    const unclear = deny({
      ...{ Effect: "Deny", Action: "s3:*", Resource: "*" },
      Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } },
    });
    const policies = CONTENTS.policies.map((policy) =>
      policy.id === "p-denys3one" ? { ...policy, content: unclear } : policy,
    );
    const attachments = [...CONTENTS.attachments, { policyId: "p-denys3one", targetId: PRODUCTION }];
    const contents = { ...CONTENTS, policies, attachments };
    assert.deepEqual(getFindings(steps, kept, contents), []);
  });

  it("take no other condition for one of a principal that is exempt from it", () => {
    const kept = [{ principal: ROLE, actions: ["cloudformation:DescribeStacks", "s3:*"] }];
    assert.deepEqual(getFindings([attach("p-exempting")], kept), [NEARLY]);
  });

  it("look at the accounts that the setting means alone", () => {
    const kept = (target: string) => [{ principal: ROLE, actions: ["iam:GetRole"], targets: [target] }];
    for (const [target, count] of [
      ["Root/Production", 2],
      [WEB, 2],
      ["r-tc01", 2],
      ["Root/Development", 1],
    ] as const) {
      assert.equal(getFindings([attach("p-everything")], kept(target)).length, count, target);
    }
  });

  it("name what a way back would depend on, and what to do", () => {
    const Condition = { StringNotEquals: { "aws:PrincipalOrgID": "o-other", "aws:RequestedRegion": "eu-west-1" } };
    const content = deny({ Effect: "Deny", Action: "iam:*", Resource: "*", Condition });
    const policies = CONTENTS.policies.map((one) => (one.id === "p-exempting" ? { ...one, content } : one));
    const kept = [{ principal: ROLE, actions: ["iam:GetRole"] }];
    assert.match(
      getFindings([attach("p-exempting")], kept, { ...CONTENTS, policies })[0] ?? "",
      /Whether .* depends on what only requests tell, .*aws:RequestedRegion: iam:GetRole.*Check that .* or exempt who/,
    );
  });

  it("say of what could not be read that it was not, and how to go on", () => {
    const policies = CONTENTS.policies.map((one) => (one.id === "p-exempting" ? { ...one, content: "" } : one));
    const gaps = [{ operation: "DescribePolicy", resource: "p-exempting", reason: "Access denied" }];
    const kept = [{ principal: ROLE, actions: ["iam:GetRole"] }];
    assert.match(
      getFindings([attach("p-exempting")], kept, { ...CONTENTS, policies, gaps })[0] ?? "",
      /Whether .* cannot be told, since some policies there could not be read or understood: iam:GetRole.* Refresh/,
    );
  });

  it("see the path of a caller's role where IAM Identity Center gave it one", () => {
    const keep = (role: string): MustKeep => ({
      principal: getPrincipalOfCaller(`arn:aws:sts::${WEB}:assumed-role/${role}/jane`, WEB),
      actions: ["organizations:DetachPolicy"],
      targets: [WEB],
    });
    const spare = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*" } };
    const content = deny({ Effect: "Deny", Action: "*", Resource: "*", Condition: spare });
    const policies = CONTENTS.policies.map((one) => (one.id === "p-exempting" ? { ...one, content } : one));
    const judge = (role: string) => getFindings([attach("p-exempting")], [keep(role)], { ...CONTENTS, policies });
    assert.deepEqual(judge("AWSReservedSSO_Admin_0123456789abcdef"), [NEARLY]);
    assert.match(judge("Admin")[0] ?? "", /role\/Admin could no longer do organizations:DetachPolicy/);
  });

  it("say that it depends, where the setting means some principal and a statement spares one", () => {
    const kept = [{ principal: "arn:*:iam::*:role/aws-reserved/*/AWSReservedSSO_*", actions: ["iam:GetRole"] }];
    assert.match(
      getFindings([attach("p-exempting")], kept)[0] ?? "",
      /Some principals could lose in .* \(accounts in all: 2\) .*iam:GetRole \(role\/aws-reserved.*exempt all of them/,
    );
    assert.match(getFindings([attach("p-everything")], kept)[0] ?? "", /could no longer do iam:GetRole/);
  });

  it("say of several principals once what holds for all of them", () => {
    const kept = ["stacksets-exec-*", "aws-reserved/*/AWSReservedSSO_*"].map((name) => ({
      principal: `arn:*:iam::*:role/${name}`,
      actions: ["iam:GetRole"],
    }));
    assert.deepEqual(
      getFindings([attach("p-exempting")], kept).flatMap((text) => text.match(/kept: (.*?)\. Which/)?.[1] ?? []),
      ["iam:GetRole (role/stacksets-exec-*), iam:GetRole (role/aws-reserved/*/AWSReservedSSO_*)"],
    );
  });

  it("say nothing of a condition that spares the way back, where another already made it depend", () => {
    const kept = [{ principal: ROLE, actions: ["cloudformation:DescribeStacks"] }];
    // Production is restricted to some Regions before and after.
    assert.deepEqual(getFindings([attach("p-exempting")], kept), [NEARLY]);
    assert.deepEqual(getFindings([attach("p-exempting"), detach("p-exempting")], kept), []);
    assert.match(getFindings([detach("p-regionseu1")], kept).join(), /^$/);
  });

  it("see a Deny that does not hold for a while when it is replaced in the wrong order", () => {
    const before = { ...CONTENTS, attachments: [...CONTENTS.attachments, attach("p-denys3one")] };
    const wrong: readonly AttachmentStep[] = [detach("p-denys3one"), attach("p-denys3two")];
    assert.deepEqual(getFindings(wrong, [], before), [
      "From step 1 to step 2 (steps at the longest: 1), something is not denied in Web Services that is denied before and after the plan (accounts in all: 2).",
    ]);
    const ordered = orderAttachments(wrong, before, "2026-11-24");
    assert.deepEqual(
      ordered.map(({ kind }) => kind),
      ["attachPolicy", "detachPolicy"],
    );
    assert.deepEqual(getFindings(ordered, [], before), []);
  });

  it("tell for how many steps at the longest, and in how many accounts, where several are without it in turn", () => {
    const elsewhere = "ou-tc01-devl8m2q";
    const both = [attach("p-denys3one"), attach("p-denys3one", elsewhere)];
    const before = { ...CONTENTS, attachments: [...CONTENTS.attachments, ...both] };
    const steps = both.flatMap(({ targetId }) => [
      detach("p-denys3one", targetId),
      attach("p-exempting", targetId),
      attach("p-denys3two", targetId),
    ]);
    assert.deepEqual(getFindings(steps, [], before), [
      "Nearly everything would be denied in Team A (active accounts in all: 4; exempt principals: 1).",
      "From step 1 to step 6 (steps at the longest: 2), something is not denied in Web Services that is denied before and after the plan (accounts in all: 5).",
    ]);
  });

  it("see an Allow that is missing for a while", () => {
    const steps = [attach("p-denys3one"), detach(FULL), attach("p-allowlist")];
    assert.deepEqual(getFindings(steps), [
      "From step 2 to step 3 (steps at the longest: 1), Web Services has less allowed than before and after the plan (accounts in all: 2).",
    ]);
  });

  it("judge states on the way only where steps of both directions meet in an account", () => {
    let judged = 0;
    const counting = {
      ...engine,
      judge(contents: typeof CONTENTS) {
        judged++;
        return engine.judge(contents);
      },
    };
    const count = (...steps: readonly Step[]) => {
      judged = 0;
      const plan = { title: "", organizationId: "o", plannedAt: "", steps: numberSteps(steps) };
      const protections = { protectedTargets: [], managedElsewhere: [], mustKeep: [] };
      const facts: PlanFacts = { contents: CONTENTS, callerRole: "management", asOf: "2026-11-24", protections };
      judgePlan(plan, facts, counting);
      return judged;
    };
    const elsewhere = "ou-tc01-devl8m2q";
    assert.equal(count(attach("p-denys3one"), attach("p-denys3two"), attach("p-denys3one", elsewhere)), 2);
    assert.equal(count(attach("p-denys3one"), attach("p-denys3two"), detach("p-regionseu1", elsewhere)), 2);
    assert.equal(count(attach("p-denys3one"), attach("p-denys3two"), detach("p-regionseu1")), 4);
  });

  it("see what an account loses by its new place alone", () => {
    const [root] = CONTENTS.roots;
    const elsewhere = "ou-tc01-devl8m2q";
    const spare = (id: string, role: string) => ({
      ...{ Effect: "Deny", Action: "iam:*", Resource: "*" },
      Condition: {
        "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": `*/${id}/*` },
        ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::*:role/${role}` },
      },
    });
    const content = deny(spare(PRODUCTION, "OrganizationAccountAccessRole"), spare(elsewhere, "Other"));
    const policies = CONTENTS.policies.map((one) => (one.id === "p-exempting" ? { ...one, content } : one));
    const contents = {
      ...{ ...CONTENTS, policies },
      attachments: [
        ...[root?.id ?? "", PRODUCTION, elsewhere, WEB].map((targetId) => ({ policyId: FULL, targetId })),
        { policyId: "p-exempting", targetId: root?.id ?? "" },
      ],
    };
    const move: Step = { kind: "moveAccount", accountId: WEB, from: PRODUCTION, to: elsewhere };
    const kept = [{ principal: ROLE, actions: ["iam:GetRole"] }];
    assert.match(getFindings([move], kept, contents)[0] ?? "", /could no longer do iam:GetRole in Web Services/);
  });

  it("detach first where no slot is free", () => {
    const ids = [...Array(9).keys()].map((n) => `p-filler000${n}`);
    const filler = ids.map((id) => ({ ...CONTENTS.policies[0]!, id, name: id }));
    const here = CONTENTS.attachments.filter(({ targetId }) => targetId === WEB).length;
    const full = {
      ...CONTENTS,
      policies: [...CONTENTS.policies, ...filler],
      attachments: [
        ...CONTENTS.attachments,
        ...ids.slice(0, 10 - here).map((policyId) => ({ policyId, targetId: WEB })),
      ],
    };
    const steps = [attach("p-denys3one", WEB), detach(ids[0]!, WEB), attach("p-denys3two"), detach("p-denys3one")];
    const ordered = orderAttachments(steps, full, "2026-11-24").map(({ kind, targetId }) => `${kind} ${targetId}`);
    assert.deepEqual(ordered, [
      `detachPolicy ${WEB}`,
      `attachPolicy ${WEB}`,
      `attachPolicy ${PRODUCTION}`,
      `detachPolicy ${PRODUCTION}`,
    ]);
  });

  it("detach first where RCPFullAWSAccess, which is not listed, takes the last slot", () => {
    const ids = [...Array(5).keys()].map((n) => `p-filler000${n}`);
    const filler = ids.map((id) => ({ ...CONTENTS.policies[0]!, id, name: id, type: RCP }));
    const full = {
      ...CONTENTS,
      policies: [...CONTENTS.policies, ...filler],
      attachments: ids.slice(0, 4).map((policyId) => ({ policyId, targetId: WEB })),
    };
    const change = (kind: AttachmentStep["kind"], policyId: string): AttachmentStep => ({
      ...{ kind, policyId, policyType: RCP, targetId: WEB },
    });
    const steps = [change("attachPolicy", ids[4]!), change("detachPolicy", ids[0]!)];
    assert.deepEqual(orderAttachments(steps, full, "2026-11-24"), steps.toReversed());
  });
});
