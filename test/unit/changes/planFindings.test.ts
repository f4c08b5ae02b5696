import assert from "node:assert/strict";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import { renderPlanFinding, type PlanFindingCode } from "../../../src/changes/preflight/catalogue";
import type { PlanFacts } from "../../../src/changes/preflight/facts";
import { getPlanFindings } from "../../../src/changes/preflight/planFindings";
import type { NewPolicy, Step } from "../../../src/changes/step";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const SCP = "SERVICE_CONTROL_POLICY";
const RCP = "RESOURCE_CONTROL_POLICY";
const ROOT = "r-tc01";
const PRODUCTION = "ou-tc01-prod4kx7";
const DEVELOPMENT = "ou-tc01-devl8m2q";
const SECURITY = "ou-tc01-secu9w3z";
const MANAGEMENT = "100200300400";
const WEB = "210987654321";
const API = "321098765432";
const TECH_CORP = createTechCorp();
const DENY = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}';

const FACTS: PlanFacts = {
  contents: TECH_CORP,
  callerRole: "management",
  asOf: "2026-11-24",
  protections: { protectedTargets: [], managedElsewhere: [], mustKeep: [] },
};

function createPlan(steps: readonly Step[]): Plan {
  const organizationId = TECH_CORP.organization.id;
  return { title: "Test", organizationId, plannedAt: "2026-11-24T10:00:00.000Z", steps: numberSteps(steps) };
}

function getCodes(steps: readonly Step[], facts: Partial<PlanFacts> = {}): string[] {
  return getPlanFindings(createPlan(steps), { ...FACTS, ...facts }).map(
    ({ stepId, code }) => `${stepId ?? "plan"} ${code}`,
  );
}

const attach = (targetId: string, policyId = "p-quarantn1", policyType = SCP): Step => ({
  kind: "attachPolicy",
  policyId,
  policyType,
  targetId,
});
const detach = (targetId: string, policyId: string, policyType = SCP): Step => ({
  kind: "detachPolicy",
  policyId,
  policyType,
  targetId,
});
const create = (name: string, content = DENY, type = SCP): Step => ({
  kind: "createPolicy",
  policy: { type, name, description: "", content, tags: {} },
});
const unit = (parentId: string, name: string): Step => ({
  kind: "createOrganizationalUnit",
  parentId,
  name,
  tags: {},
});
const account = (email: string, name = "New"): Step => ({ kind: "createAccount", email, name, tags: {} });

const invite = (type: "ACCOUNT" | "EMAIL", id: string): Step => ({
  kind: "inviteAccountToOrganization",
  target: { type, id },
  notes: "",
  tags: {},
});

function readPolicy(policyId: string): NewPolicy {
  const { type, name, description, content } = TECH_CORP.policies.find(({ id }) => id === policyId)!;
  return { type, name, description, content, tags: {} };
}

/** What is found, by step. */
const CASES: readonly [name: string, steps: readonly Step[], expected: readonly string[]][] = [
  ["a harmless attachment", [attach(PRODUCTION)], []],
  ["a policy that is not there", [attach(PRODUCTION, "p-nowhere123")], ["1 missing"]],
  ["a target that is not there", [attach("ou-tc01-nowhere1")], ["1 missing"]],
  ["an SCP that a plan's file calls a tag policy", [attach(PRODUCTION, "p-quarantn1", "TAG_POLICY")], ["1 otherType"]],
  ["an attachment twice in a plan", [attach(PRODUCTION), attach(PRODUCTION)], ["2 nothingToDo"]],
  ["a detachment of what is not attached", [detach(PRODUCTION, "p-quarantn1")], ["1 nothingToDo"]],
  [
    "an attachment beyond the slots, counted through the plan",
    [...Array(12).keys()].flatMap((n) => [create(`P${n}`), attach(WEB, `new:${n * 2 + 1}`)]),
    ["20 noSlot", "22 noSlot", "24 noSlot"],
  ],
  ["the last SCP of a target", [detach(WEB, "p-FullAWSAccess")], ["1 lastAttached"]],
  ["FullAWSAccess after another was attached", [attach(WEB), detach(WEB, "p-FullAWSAccess")], ["2 withoutFullAccess"]],
  ["RCPFullAWSAccess", [detach(ROOT, "p-RCPFullAWSAccess", RCP)], ["1 neverDetachable"]],
  ["a policy type that is off", [create("C", '{"chatbot":{}}', "CHATBOT_POLICY")], ["1 typeNotEnabled"]],
  [
    "a policy of a type that the plan switches off",
    [{ kind: "disablePolicyType", rootId: ROOT, policyType: SCP, attachments: [], targetIds: [] }, attach(PRODUCTION)],
    ["1 losesAttachments", "2 typeNotEnabled"],
  ],
  ["a policy of a name that is taken", [create("QuarantineAccount")], ["1 nameTaken"]],
  ["two policies of one name in a plan", [create("A"), create("A")], ["2 nameTaken"]],
  ["a text beyond the size", [create("A", " ".repeat(10_240) + DENY)], ["1 tooLarge"]],
  ["no text at all", [create("A", " ")], ["1 emptyText"]],
  ["a tag policy that is no JSON", [create("T", '{"tags":', "TAG_POLICY")], ["1 noJson"]],
  [
    "a tag policy with an operator that there is not",
    [create("T", '{"tags":{"a":{"tag_key":{"@@asign":"A"}}}}', "TAG_POLICY")],
    ["1 malformedText"],
  ],
  ["a tag policy with another type's key", [create("T", '{"plans":{}}', "TAG_POLICY")], ["1 malformedText"]],
  ["a good tag policy", [create("T", '{"tags":{"a":{"tag_key":{"@@assign":"A"}}}}', "TAG_POLICY")], []],
  [
    "a change of what AWS manages",
    [{ kind: "updatePolicy", policyId: "p-FullAWSAccess", from: { content: "" }, to: { content: DENY } }],
    ["1 awsManaged"],
  ],
  [
    "a deletion of a policy that is attached",
    [{ kind: "deletePolicy", policyId: "p-denyroot01", was: readPolicy("p-denyroot01") }],
    ["1 stillAttached", "1 newId"],
  ],
  ["an invitation of who is in the organization", [invite("ACCOUNT", WEB)], ["1 memberAlready"]],
  ["an invitation of who has one", [invite("EMAIL", "Cloud@brightloop.example")], ["1 invitedAlready"]],
  [
    "an invitation of who had one until the plan cancels it",
    [{ kind: "cancelHandshake", handshakeId: "h-acquired01x" }, invite("EMAIL", "cloud@brightloop.example")],
    ["1 notUndoable"],
  ],
  ["a second OU of a name", [unit(ROOT, "Production")], ["1 nameTaken"]],
  ["an OU without a name", [unit(ROOT, "")], ["1 nameLength"]],
  [
    "a sixth level of OUs",
    [PRODUCTION, "new:1", "new:2", "new:3", "new:4"].map((parentId, index) => unit(parentId, `L${index + 2}`)),
    ["5 tooDeep"],
  ],
  [
    "a deletion of an OU that holds accounts",
    [
      {
        kind: "deleteOrganizationalUnit",
        organizationalUnitId: PRODUCTION,
        was: { parentId: ROOT, name: "Production", tags: {}, attachments: [] },
      },
    ],
    ["1 notEmpty", "1 newId"],
  ],
  [
    "a move of an account that is elsewhere",
    [{ kind: "moveAccount", accountId: WEB, from: DEVELOPMENT, to: SECURITY }],
    ["1 moved"],
  ],
  [
    "two moves of one account, one after the other",
    [
      { kind: "moveAccount", accountId: WEB, from: PRODUCTION, to: SECURITY },
      { kind: "moveAccount", accountId: WEB, from: SECURITY, to: DEVELOPMENT },
    ],
    [],
  ],
  [
    "moves out of an OU that a policy names by its path",
    [
      create(
        "Path",
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              ...{ Effect: "Deny", Action: "s3:*", Resource: "*" },
              Condition: { "ForAnyValue:StringNotLike": { "aws:PrincipalOrgPaths": `*/${PRODUCTION}/*` } },
            },
          ],
        }),
      ),
      ...[WEB, API].map((accountId): Step => ({ kind: "moveAccount", accountId, from: PRODUCTION, to: SECURITY })),
    ],
    ["2 pathLeft"],
  ],
  [
    "accounts with addresses that do not do",
    [account("web"), account(TECH_CORP.accounts[0]!.email.toUpperCase()), account("a@example.com", "é")],
    ["1 emailInvalid", "1 notUndoable", "2 emailTaken", "2 notUndoable", "3 accountName", "3 notUndoable"],
  ],
  [
    "the same address twice in a plan",
    [account("a@example.com"), account("A@example.com")],
    ["1 notUndoable", "2 emailTaken", "2 notUndoable"],
  ],
  [
    "a closure of the management account",
    [{ kind: "closeAccount", accountId: MANAGEMENT }],
    ["plan closureCount", "1 managementAccount", "1 notUndoable"],
  ],
  [
    "a closure of an account that is suspended",
    [{ kind: "closeAccount", accountId: "876543210987" }],
    ["1 closedAlready"],
  ],
  [
    "a type switched off of which nothing is attached",
    [
      { kind: "enablePolicyType", rootId: "r-tc01", policyType: "S3_POLICY" },
      { kind: "disablePolicyType", rootId: "r-tc01", policyType: "S3_POLICY", attachments: [], targetIds: [] },
    ],
    [],
  ],
  [
    "tags that AWS does not take",
    [
      {
        kind: "tagResource",
        resourceId: WEB,
        tags: { "aws:x": "1", "a<b": "1", ok: "1" },
        was: {},
      },
    ],
    ["1 tagReserved", "1 tagInvalid"],
  ],
  [
    "too many tags",
    [
      {
        kind: "tagResource",
        resourceId: ROOT,
        tags: Object.fromEntries([...Array(51).keys()].map((n) => [`k${n}`, ""])),
        was: {},
      },
    ],
    ["1 tooManyTags"],
  ],
];

describe("the preflight of a plan", () => {
  for (const [name, steps, expected] of CASES) {
    it(`says of ${name}: ${expected.join(", ") || "nothing"}`, () => assert.deepEqual(getCodes(steps), expected));
  }

  it("refuses closures beyond the quota of thirty days", () => {
    const template = TECH_CORP.accounts[0]!;
    const accounts = [...Array(300).keys()].map((n) => ({ ...template, id: String(500_000_000_000 + n) }));
    const steps = accounts.map(({ id }): Step => ({ kind: "closeAccount", accountId: id }));
    const contents = { ...TECH_CORP, accounts };
    assert.ok(getCodes(steps, { contents }).includes("plan closureQuota"));
    assert.ok(getCodes(steps.slice(0, 250), { contents }).includes("plan closureCount"));
  });

  it("has closures typed: one by the account's id, several at once", () => {
    const close = (accountId: string): Step => ({ kind: "closeAccount", accountId });
    const getTyped = (...steps: readonly Step[]) =>
      getPlanFindings(createPlan(steps), FACTS).flatMap(({ severity, code, data }) =>
        severity === "typed" ? [`${code} ${data.account ?? data.closing}`] : [],
      );
    assert.deepEqual(getTyped(close(WEB)), [`notUndoable ${WEB}`]);
    assert.deepEqual(getTyped(close(WEB), close(API)), ["closesMany 2"]);
  });

  it("names who else looks after a policy", () => {
    const protections = {
      ...FACTS.protections,
      managedElsewhere: [{ name: "Quarantine*", owner: "AWS Control Tower" }],
    };
    const [finding] = getPlanFindings(createPlan([attach(PRODUCTION)]), { ...FACTS, protections });
    assert.ok(finding);
    assert.equal(
      renderPlanFinding(finding),
      "QuarantineAccount belongs to AWS Control Tower, which will notice or revert a change made here.",
    );
  });

  it("asks for a name where a protected target or one below it is touched", () => {
    for (const target of [PRODUCTION, "Root/Production"]) {
      const protections = { ...FACTS.protections, protectedTargets: [target] };
      assert.deepEqual(getCodes([attach(PRODUCTION), attach(WEB), attach(DEVELOPMENT)], { protections }), [
        "1 protectedTarget",
        "2 protectedTarget",
      ]);
    }
  });

  it("asks for a name where what changes above a protected target reaches it", () => {
    const disable: Step = { kind: "disablePolicyType", rootId: ROOT, policyType: SCP, attachments: [], targetIds: [] };
    const rename: Step = {
      kind: "updateOrganizationalUnit",
      organizationalUnitId: PRODUCTION,
      from: "Production",
      to: "Live",
    };
    const name = TECH_CORP.accounts.find(({ id }) => id === WEB)?.name ?? "";
    for (const target of [WEB, `Root/Production/${name}`]) {
      const protections = { ...FACTS.protections, protectedTargets: [target, "Root/Nowhere"] };
      assert.deepEqual(getCodes([attach(ROOT), attach(DEVELOPMENT), disable], { protections }), [
        "1 reachesEverybody",
        "1 protectedTarget",
        "3 losesAttachments",
        "3 protectedTarget",
      ]);
      assert.deepEqual(getCodes([rename, unit(PRODUCTION, "New")], { protections }), ["1 protectedTarget"]);
    }
  });

  it("say which entry of a setting protects nothing, since it is not understood", () => {
    const misread = [{ setting: "orgscope.mustKeep", entry: '{"principal":"*"}' }];
    const [found] = getPlanFindings(createPlan([]), { ...FACTS, protections: { ...FACTS.protections, misread } });
    assert.equal(found?.severity, "warning");
    assert.match(renderPlanFinding(found), /orgscope\.mustKeep .*protects nothing: {"principal":"\*"}/);
  });

  it("take nothing for missing, last or changed that rests on what was not read", () => {
    const own = TECH_CORP.policies.filter(({ type, awsManaged }) => type === SCP && !awsManaged).map(({ id }) => id);
    const policyId = own[0]!;
    const first = { policyId, targetId: PRODUCTION };
    const contents = {
      ...TECH_CORP,
      attachments: [first],
      policies: TECH_CORP.policies.map((policy) => (policy.id === policyId ? { ...policy, content: "" } : policy)),
    };
    const change: Step = { kind: "updatePolicy", policyId, from: { content: "{}" }, to: { content: DENY } };
    const remove = detach(PRODUCTION, policyId);
    assert.deepEqual(getCodes([remove], { contents }), ["1 lastAttached"]);
    const targets = {
      ...contents,
      gaps: [{ operation: "ListTargetsForPolicy", resource: own[1]!, reason: "not read" }],
    };
    assert.deepEqual(getCodes([remove], { contents: targets }), ["1 notRead"]);
    assert.deepEqual(getCodes([remove], { contents: targets, listed: [`${PRODUCTION} ${SCP}`] }), ["1 lastAttached"]);
    assert.deepEqual(getCodes([change], { contents }), ["1 changedSince"]);
    const text = { ...contents, gaps: [{ operation: "DescribePolicy", resource: policyId, reason: "not read" }] };
    assert.deepEqual(getCodes([change], { contents: text }), []);
    const policies = { ...contents, policies: [], gaps: [{ operation: "ListPolicies", resource: SCP, reason: "x" }] };
    assert.deepEqual(getCodes([remove], { contents: policies }), ["1 notRead"]);
    const accounts = { ...contents, accounts: [], gaps: [{ operation: "ListAccounts", reason: "not read" }] };
    assert.deepEqual(getCodes([attach(WEB)], { contents: accounts }), ["1 notRead"]);
  });

  it("stop where what is to be changed, deleted or renamed is another by now, and say what can be done", () => {
    const policyId = "p-quarantn1";
    const was = readPolicy(policyId);
    const steps: readonly Step[] = [
      { kind: "updatePolicy", policyId, from: { content: DENY }, to: { content: "{}" } },
      { kind: "deletePolicy", policyId, was: { ...was, content: DENY } },
      { kind: "deletePolicy", policyId, was: { ...was, name: "Quarantine" } },
      { kind: "updateOrganizationalUnit", organizationalUnitId: PRODUCTION, from: "Prod", to: "Live" },
      { kind: "putAccountName", accountId: WEB, from: "Web", to: "Web 2" },
    ];
    const find = (step: Step, undoes?: string) => {
      const plan = { ...createPlan([step]), ...(undoes !== undefined && { undoes }) };
      return getPlanFindings(plan, FACTS).find(({ severity }) => severity === "error");
    };
    for (const step of steps) {
      assert.match(renderPlanFinding(find(step)!), /has been changed since this was planned\. Plan it again/);
      assert.match(
        renderPlanFinding(find(step, "run")!),
        /was changed again after what is to be undone\. Undo the later/,
      );
    }
    const gaps = [{ operation: "DescribePolicy", resource: policyId, reason: "not read" }];
    assert.deepEqual(getCodes(steps.slice(0, 2), { contents: { ...TECH_CORP, gaps } }), ["2 newId"]);
  });

  it("names what was not read", () => {
    const gap = { operation: "ListPoliciesForTarget", resource: PRODUCTION, reason: "Access denied" };
    const contents = { ...TECH_CORP, gaps: [gap] };
    assert.deepEqual(getCodes([attach(PRODUCTION), attach(DEVELOPMENT)], { contents }), ["1 notRead"]);
  });

  it("tells a member that AWS will refuse, and says so when it does not know", () => {
    assert.deepEqual(getCodes([], { callerRole: "member" }), ["plan memberCaller"]);
    assert.deepEqual(getCodes([], { callerRole: "unknown" }), ["plan rightsUnknown"]);
  });

  it("tells a delegate which steps its policy does not name", () => {
    const rename: Step = { kind: "putAccountName", accountId: WEB, from: "Web Services", to: "Web" };
    const steps = [attach(PRODUCTION), create("New"), rename];
    const judge = (...delegatedActions: readonly string[]) =>
      getCodes(steps, { callerRole: "delegate", delegatedActions });
    assert.deepEqual(judge("organizations:Attach*", "Organizations:createpolicy"), []);
    assert.deepEqual(judge("organizations:*"), []);
    assert.deepEqual(judge("organizations:AttachPolicy"), ["2 notDelegated"]);
    assert.deepEqual(judge("organizations:Describe*"), ["1 notDelegated", "2 notDelegated"]);
  });

  it("fills every message in", () => {
    const seen = new Set<PlanFindingCode>();
    for (const [, steps] of CASES) {
      for (const finding of getPlanFindings(createPlan(steps), FACTS)) {
        seen.add(finding.code);
        assert.doesNotMatch(renderPlanFinding(finding), /[{}]|undefined/);
      }
    }
    assert.ok(seen.size > 15);
  });
});
