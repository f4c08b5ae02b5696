import assert from "node:assert/strict";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import { formatPlan, parsePlan } from "../../../src/changes/planFile";
import type { Step } from "../../../src/changes/step";
import { OrganizationDraft } from "../../../src/changes/organizationDraft";
import { describeStep, renderStepText } from "../../../src/changes/stepText";
import { exportAwsScript } from "../../../src/changes/exports/awsScript";
import { fillInNewIds } from "../../../src/changes/newIds";
import { applyStep } from "../../../src/changes/applyStep";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const SCP = "SERVICE_CONTROL_POLICY";
const POLICY = { type: SCP, name: "DenyS3", description: "", content: "{}", tags: { A: "1" } };

/** One of each kind, with what it is called. */
const STEPS: readonly [Step, string][] = [
  [{ kind: "createPolicy", policy: POLICY }, "Create the SCP DenyS3"],
  [
    { kind: "updatePolicy", policyId: "p-quarantn1", from: { content: "a" }, to: { content: "b" } },
    "Change the text of QuarantineAccount",
  ],
  [{ kind: "deletePolicy", policyId: "p-quarantn1", was: POLICY }, "Delete the SCP DenyS3"],
  [
    { kind: "attachPolicy", policyId: "new:1", policyType: SCP, targetId: "ou-tc01-prod4kx7" },
    "Attach DenyS3 to Root/Production",
  ],
  [
    { kind: "detachPolicy", policyId: "new:1", policyType: SCP, targetId: "ou-tc01-prod4kx7" },
    "Detach DenyS3 from Root/Production",
  ],
  [
    { kind: "enablePolicyType", rootId: "r-tc01", policyType: "CHATBOT_POLICY" },
    "Enable Chat applications policies at Root",
  ],
  [
    {
      kind: "disablePolicyType",
      rootId: "r-tc01",
      policyType: "CHATBOT_POLICY",
      attachments: [{ policyId: "p-a1234567", targetId: "r-tc01" }],
      targetIds: ["r-tc01"],
    },
    "Disable Chat applications policies at Root",
  ],
  [
    { kind: "createOrganizationalUnit", parentId: "r-tc01", name: "Pilot", tags: {} },
    "Create the organizational unit Pilot in Root",
  ],
  [
    { kind: "updateOrganizationalUnit", organizationalUnitId: "new:8", from: "Pilot", to: "Pilots" },
    "Rename the organizational unit Pilot to Pilots",
  ],
  [
    { kind: "moveAccount", accountId: "210987654321", from: "ou-tc01-prod4kx7", to: "new:8" },
    "Move Web Services from Root/Production to Root/Pilots",
  ],
  [
    {
      kind: "deleteOrganizationalUnit",
      organizationalUnitId: "new:8",
      was: { parentId: "r-tc01", name: "Pilots", tags: {}, attachments: [{ policyId: "p-a1234567", policyType: SCP }] },
    },
    "Delete the organizational unit Root/Pilots",
  ],
  [
    {
      kind: "createAccount",
      email: "a@example.com",
      name: "New",
      roleName: "R",
      iamUserAccessToBilling: "DENY",
      tags: { Stage: "dev" },
    },
    "Create the account New (a@example.com) with roleName=R, iamUserAccessToBilling=DENY, tag:Stage=dev",
  ],
  [{ kind: "closeAccount", accountId: "new:12" }, "Close the account Root/New"],
  [{ kind: "removeAccountFromOrganization", accountId: "new:12" }, "Remove the account Root/New from the organization"],
  [
    { kind: "putAccountName", accountId: "210987654321", from: "Web Services", to: "Web" },
    "Rename the account Web Services to Web",
  ],
  [
    { kind: "inviteAccountToOrganization", target: { type: "EMAIL", id: "b@example.com" }, notes: "Hello", tags: {} },
    "Invite b@example.com with the message Hello",
  ],
  [
    { kind: "cancelHandshake", handshakeId: "h-acquired01x" },
    "Cancel the invitation of cloud@brightloop.example (h-acquired01x)",
  ],
  [{ kind: "cancelHandshake", handshakeId: "h-examplehandshake" }, "Cancel the handshake h-examplehandshake"],
  [{ kind: "acceptHandshake", handshakeId: "h-examplehandshake" }, "Accept the handshake h-examplehandshake"],
  [{ kind: "declineHandshake", handshakeId: "h-examplehandshake" }, "Decline the handshake h-examplehandshake"],
  [
    { kind: "tagResource", resourceId: "p-quarantn1", tags: { A: "1", B: "" }, was: { A: "0" } },
    "Set tags of p-quarantn1: A=1 (was 0), B=",
  ],
  [{ kind: "untagResource", resourceId: "r-tc01", was: { A: "1" } }, "Remove tags of Root: A=1"],
  [
    { kind: "enableAWSServiceAccess", servicePrincipal: "config.amazonaws.com" },
    "Enable trusted access of config.amazonaws.com",
  ],
  [
    { kind: "disableAWSServiceAccess", servicePrincipal: "config.amazonaws.com" },
    "Disable trusted access of config.amazonaws.com",
  ],
  [
    { kind: "registerDelegatedAdministrator", accountId: "210987654321", servicePrincipal: "config.amazonaws.com" },
    "Make new:8/Web a delegated administrator of config.amazonaws.com",
  ],
  [
    { kind: "deregisterDelegatedAdministrator", accountId: "210987654321", servicePrincipal: "config.amazonaws.com" },
    "Make new:8/Web no longer a delegated administrator of config.amazonaws.com",
  ],
  [{ kind: "putResourcePolicy", to: "{}" }, "Change the delegation policy"],
  [{ kind: "deleteResourcePolicy", was: "{}", tags: { A: "1" } }, "Delete the delegation policy"],
  [{ kind: "createOrganization", featureSet: "ALL" }, "Create an organization with all features"],
  [
    { kind: "createOrganization", featureSet: "CONSOLIDATED_BILLING" },
    "Create an organization with consolidated billing only",
  ],
  [{ kind: "enableAllFeatures" }, "Enable all features"],
  [
    { kind: "createPolicy", policy: { ...POLICY, type: "TAG_POLICY", name: "Colors", content: '{"tags":{}}' } },
    "Create the tag policy Colors",
  ],
];

const PLAN: Plan = {
  title: "All kinds",
  organizationId: "o-exampleorgid",
  callerArn: "arn:aws:iam::111111111111:user/jane",
  plannedAt: "2026-11-24T10:00:00.000Z",
  reason: "OPS-1",
  steps: numberSteps(STEPS.map(([step]) => step)),
};

describe("a plan as a file", () => {
  it("is read as it was written, with steps of every kind", () => {
    assert.deepEqual(parsePlan(formatPlan(PLAN)), { plan: PLAN });
  });

  it("takes over nothing that a step does not have", () => {
    const text = formatPlan(PLAN).replaceAll('"kind":', '"__proto__": { "x": 1 }, "more": 1, "kind":');
    assert.deepEqual(parsePlan(text), { plan: PLAN });
  });

  it("is not believed to take back or finish a run: that is judged less strictly", () => {
    assert.deepEqual(parsePlan(formatPlan({ ...PLAN, undoes: "1", continues: "2" })), { plan: PLAN });
  });

  const damage = (
    change: (plan: { steps: { id: unknown; wave: unknown; step: Record<string, unknown> }[] }) => void,
  ) => {
    const plan = JSON.parse(formatPlan(PLAN));
    change(plan);
    const parsed = parsePlan(JSON.stringify(plan));
    assert.ok("problem" in parsed);
    return parsed.problem;
  };

  it("says where it is no plan", () => {
    const torn = parsePlan("{");
    assert.match("problem" in torn ? torn.problem : "", /^It is not JSON: /);
    assert.equal(
      damage((plan) => Object.assign(plan, { format: "x" })),
      "Its format is not orgscope/plan@1.",
    );
    assert.equal(
      damage((plan) => (plan.steps[3]!.step.targetId = 1)),
      "steps[3].step.targetId is no text.",
    );
    assert.equal(
      damage((plan) => delete plan.steps[3]!.step.policyType),
      "steps[3].step.policyType is no text.",
    );
    assert.equal(
      damage((plan) => (plan.steps[1]!.step.from = {})),
      "steps[1].step.from.content is no text.",
    );
    assert.equal(
      damage((plan) => (plan.steps[0]!.step.kind = "toString")),
      "Step 1 is of a kind that this version of Orgscope does not know: toString.",
    );
    assert.equal(
      damage((plan) => (plan.steps[2]!.step.kind = `split\nOrganization${"x".repeat(100)}`)),
      `Step 3 is of a kind that this version of Orgscope does not know: split Organization${"x".repeat(42)}.`,
    );
    assert.equal(
      damage((plan) => delete plan.steps[0]!.step.kind),
      "steps[0].step.kind is no text.",
    );
    assert.equal(
      damage((plan) => Object.assign(plan, { format: "orgscope/plan@2" })),
      "Its format is orgscope/plan@2, and this version of Orgscope reads orgscope/plan@1. Another version wrote it.",
    );
    assert.equal(
      damage((plan) => (plan.steps = [])),
      "It has no steps.",
    );
    assert.equal(
      damage((plan) => (plan.steps[1]!.id = "1")),
      "Two steps have the id 1.",
    );
    assert.equal(
      damage((plan) => Object.assign(plan, { plannedAt: "[now](command:x)" })),
      "plannedAt is no time such as 2026-11-24T10:00:00.000Z.",
    );
    for (const id of ["../../x", "01", "a b", ""]) {
      assert.equal(
        damage((plan) => (plan.steps[2]!.id = id)),
        "steps[2].id is no number.",
      );
    }
    assert.equal(
      damage((plan) => (plan.steps[0]!.wave = 1)),
      "Step 2 belongs to an earlier wave than the one before it.",
    );
    assert.equal(
      damage((plan) => plan.steps.reverse()),
      "Step 14 needs what step 12 creates, which is not before it.",
    );
  });

  it("takes names, texts and tags for what they are, also where they read like ids", () => {
    const steps: readonly Step[] = [
      { kind: "createPolicy", policy: { ...POLICY, name: "new:9", tags: { accountId: "new:9" } } },
      { kind: "tagResource", resourceId: "new:1", tags: { policyId: "new:9" }, was: { targetId: "new:9" } },
      { kind: "updateOrganizationalUnit", organizationalUnitId: "new:1", from: "new:9", to: "p-a1234567" },
      { kind: "moveAccount", accountId: "new:1", from: "new:1", to: "p-a1234567" },
    ];
    const plan = { ...PLAN, steps: numberSteps(steps) };
    assert.deepEqual(parsePlan(formatPlan(plan)), { plan });
    const filled = steps.map((step) => fillInNewIds(step, new Map([["1", "p-b1234567"]])));
    assert.deepEqual(filled, [
      steps[0],
      { ...steps[1], resourceId: "p-b1234567" },
      { ...steps[2], organizationalUnitId: "p-b1234567" },
      { ...steps[3], accountId: "p-b1234567", from: "p-b1234567" },
    ]);
    const script = exportAwsScript({ ...plan, steps: plan.steps.slice(0, 1) }, new OrganizationDraft(createTechCorp()));
    assert.match(script.get("001-create-policy.json") ?? "", /"Name": "new:9"/);
    assert.doesNotMatch(script.get("run.sh") ?? "", /\$step_9/);
  });

  it("names all that becomes another of a policy, whatever else it changes", () => {
    const draft = new OrganizationDraft(createTechCorp());
    const all = { name: "A", description: "B", content: "C" };
    const say = (...keys: readonly (keyof typeof all)[]) => {
      const to = Object.fromEntries(keys.map((key) => [key, all[key]]));
      const from = { ...all, name: "Old" };
      return renderStepText(describeStep({ kind: "updatePolicy", policyId: "p-quarantn1", from, to }, draft));
    };
    assert.deepEqual(
      [
        say("name"),
        say("name", "content"),
        say("name", "description"),
        say("name", "description", "content"),
        say("description", "content"),
        say("description"),
        say("content"),
      ],
      [
        "Rename Old to A",
        "Rename Old to A, and change its text",
        "Rename Old to A, and change its description",
        "Rename Old to A, and change its text and its description",
        "Change the text and the description of QuarantineAccount",
        "Change the description of QuarantineAccount",
        "Change the text of QuarantineAccount",
      ],
    );
  });

  it("says what each step does, by the names that it will find", () => {
    const draft = new OrganizationDraft(createTechCorp());
    for (const [index, planned] of PLAN.steps.entries()) {
      assert.equal(renderStepText(describeStep(planned.step, draft)), STEPS[index]?.[1]);
      applyStep(draft, planned);
    }
  });
});
