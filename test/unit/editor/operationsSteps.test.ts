import assert from "node:assert/strict";
import { getDrop } from "../../../src/editor/operations/drop";
import {
  getCopyName,
  getSkeleton,
  getStoredText,
  loadDeleteSteps,
  loadReplaceSteps,
} from "../../../src/editor/operations/policySteps";
import { getMoveSteps, loadDeleteUnitSteps, loadUnitTree } from "../../../src/editor/operations/structureSteps";
import { getKeyFault, getKeys, getTagSteps, getUntagSteps } from "../../../src/editor/operations/tagSteps";
import { getUnitsText, loadUnitSteps, UNIT_TEMPLATES } from "../../../src/editor/operations/unitTemplates";
import type { Subject } from "../../../src/editor/subject";
import { createStore } from "../../../src/organization/createStore";
import type { OrganizationReader } from "../../../src/organization/ports";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { getTargetKind } from "../../../src/terms/ids";

const SCP = "SERVICE_CONTROL_POLICY";
const PRODUCTION = "ou-tc01-prod4kx7";
const DEVELOPMENT = "ou-tc01-devl8m2q";
const TEAM_A = "432109876543";
const contents = createTechCorp();

/** TechCorp, read without a network. */
function openStore() {
  const list = async function* <T>(items: readonly T[]) {
    yield* items;
  };
  const attachedTo = (targetId: string) =>
    contents.attachments.flatMap((one) => (one.targetId === targetId ? [one.policyId] : []));
  const reader: Partial<OrganizationReader> = {
    describeOrganization: async () => contents.organization,
    listRoots: () => list(contents.roots),
    listOrganizationalUnits: (parentId) =>
      list(contents.organizationalUnits.filter((unit) => unit.parentId === parentId)),
    listAccountsForParent: (parentId) => list(contents.accounts.filter((account) => account.parentId === parentId)),
    listPolicies: (type) => list(contents.policies.filter((policy) => policy.type === type)),
    async describePolicy(policyId) {
      const policy = contents.policies.find(({ id }) => id === policyId);
      assert.ok(policy);
      return policy;
    },
    listTargetsForPolicy: (policyId) =>
      list(
        contents.attachments
          .filter((one) => one.policyId === policyId)
          .map(({ targetId }) => ({ targetId, arn: "", name: targetId, type: "ORGANIZATIONAL_UNIT" as const })),
      ),
    listPoliciesForTarget: (targetId, type) =>
      list(contents.policies.filter((policy) => policy.type === type && attachedTo(targetId).includes(policy.id))),
    listTags: async (resourceId) => contents.tags[resourceId] ?? {},
  };
  return createStore(reader as OrganizationReader);
}

describe("a drop", () => {
  const target = (targetId: string): Subject => ({ kind: "target", targetId });
  const policy: Subject = { kind: "policy", policyId: "p-quarantn1" };
  const attached: Subject = { ...policy, targetId: DEVELOPMENT };
  const cases: readonly (readonly [string, readonly Subject[], Subject | undefined, object])[] = [
    [
      "moves accounts into an OU",
      [target(TEAM_A)],
      target(PRODUCTION),
      { kind: "move", accountIds: [TEAM_A], to: PRODUCTION },
    ],
    [
      "attaches a policy to what it is dropped on",
      [policy],
      target(PRODUCTION),
      { kind: "attach", subjects: [policy, target(PRODUCTION)] },
    ],
    [
      "takes a policy from nowhere, wherever it was dragged from",
      [attached],
      target(PRODUCTION),
      { kind: "attach", subjects: [policy, target(PRODUCTION)] },
    ],
    [
      "attaches a policy to targets dropped on it",
      [target(TEAM_A)],
      policy,
      { kind: "attach", subjects: [policy, target(TEAM_A)] },
    ],
    ["cannot move OUs", [target(DEVELOPMENT)], target(PRODUCTION), { kind: "moveUnits" }],
    ["means nothing on an account", [target(TEAM_A)], target("543210987654"), { kind: "nothing" }],
    ["means nothing on itself", [target(PRODUCTION)], target(PRODUCTION), { kind: "nothing" }],
    ["means nothing beside the rows", [policy], undefined, { kind: "nothing" }],
    ["means nothing of a policy on a policy", [policy], policy, { kind: "nothing" }],
  ];
  for (const [what, dragged, onto, expected] of cases) {
    it(what, () => assert.deepEqual(getDrop(dragged, onto, getTargetKind), expected));
  }
});

describe("a new policy", () => {
  it("starts from a text with the elements of its type", () => {
    assert.match(getSkeleton("RESOURCE_CONTROL_POLICY"), /"Principal": "\*"/);
    assert.doesNotMatch(getSkeleton(SCP), /Principal/);
    assert.deepEqual(JSON.parse(getSkeleton("TAG_POLICY")), { tags: {} });
    assert.deepEqual(JSON.parse(getSkeleton("NEWER_THAN_THIS_POLICY")), {});
  });

  it("is stored as typed unless only its white space makes it too long", () => {
    const minify = (text: string) => text.replaceAll(" ", "");
    assert.equal(getStoredText("{ }", SCP, minify), "{ }");
    assert.equal(getStoredText(`{${" ".repeat(20_000)}}`, SCP, minify), "{}");
  });

  it("has a name of its own as a copy", () => {
    assert.equal(getCopyName("A", []), "A copy");
    assert.equal(getCopyName("A", ["A copy", "A copy 2"]), "A copy 3");
  });
});

describe("replacing a policy everywhere", () => {
  it("attaches before it detaches, and attaches nowhere twice", async () => {
    const store = openStore();
    await Promise.all([store.loadOrganization(), store.loadRoots()]);
    const old = await store.loadPolicy("p-denyroot01");
    const replacement = "p-regionseu1";
    const steps = await loadReplaceSteps(store, old, replacement, "2026-11-24T10:00:00Z");
    const targets = contents.attachments.flatMap((one) => (one.policyId === old.id ? [one.targetId] : []));
    const there = contents.attachments.flatMap((one) => (one.policyId === replacement ? [one.targetId] : []));
    assert.ok(targets.length > 0);
    assert.deepEqual(
      steps.flatMap((step) => (step.kind === "detachPolicy" ? [step.targetId] : [])),
      targets,
    );
    assert.deepEqual(
      steps.flatMap((step) => (step.kind === "attachPolicy" ? [step.targetId] : [])),
      targets.filter((id) => !there.includes(id)),
    );
    assert.ok(
      !steps.slice(steps.findIndex(({ kind }) => kind === "detachPolicy")).some(({ kind }) => kind === "attachPolicy"),
    );
  });
});

describe("deleting", () => {
  it("a policy detaches it first, and keeps all it takes to bring it back", async () => {
    const steps = await loadDeleteSteps(openStore(), ["p-denyroot01"]);
    const last = steps.at(-1);
    assert.ok(last?.kind === "deletePolicy");
    assert.equal(last.was.content, contents.policies.find(({ id }) => id === "p-denyroot01")?.content);
    assert.deepEqual(
      steps.slice(0, -1).map((step) => step.kind),
      contents.attachments.filter(({ policyId }) => policyId === "p-denyroot01").map(() => "detachPolicy"),
    );
  });

  it("an OU moves its accounts up first, and keeps name, tags and attachments", async () => {
    const store = openStore();
    await store.loadRoots();
    const unit = contents.organizationalUnits.find(({ id }) => id === PRODUCTION);
    assert.ok(unit);
    const steps = await loadDeleteUnitSteps(store, await loadUnitTree(store, unit), unit.parentId);
    const moved = contents.accounts.filter(({ parentId }) => parentId === PRODUCTION);
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      [...moved.map(() => "moveAccount"), "deleteOrganizationalUnit"],
    );
    const last = steps.at(-1);
    assert.ok(last?.kind === "deleteOrganizationalUnit");
    assert.equal(last.was.name, "Production");
    assert.deepEqual(last.was.tags, contents.tags[PRODUCTION] ?? {});
    assert.deepEqual(
      last.was.attachments.map(({ policyId }) => policyId).sort(),
      contents.attachments.flatMap((one) => (one.targetId === PRODUCTION ? [one.policyId] : [])).sort(),
    );
  });
});

describe("moving accounts", () => {
  it("leaves those out that are there already", () => {
    const accounts = contents.accounts.filter(({ parentId }) => parentId === PRODUCTION);
    assert.deepEqual(getMoveSteps(accounts, PRODUCTION), []);
    assert.equal(getMoveSteps(accounts, DEVELOPMENT).length, accounts.length);
  });
});

describe("tags of several resources", () => {
  const resources = [
    { resourceId: "a", tags: { Stage: "prod", Owner: "me" } },
    { resourceId: "b", tags: { Stage: "dev" } },
    { resourceId: "c", tags: {} },
  ];
  it("are set only where they are others, with what was there", () => {
    assert.deepEqual(
      getTagSteps(resources, "Stage", "prod").map(({ resourceId, was }) => ({ resourceId, was })),
      [
        { resourceId: "b", was: { Stage: "dev" } },
        { resourceId: "c", was: {} },
      ],
    );
  });
  it("are removed only where they are", () => {
    assert.deepEqual(getUntagSteps(resources, ["Owner"]), [
      { kind: "untagResource", resourceId: "a", was: { Owner: "me" } },
    ]);
    assert.deepEqual(getUntagSteps(resources, ["constructor"]), []);
  });
  it("are listed with their values, and where they are missing", () => {
    assert.deepEqual(
      [...getKeys(resources)].map(([key, values]) => [key, [...values]]),
      [
        ["Owner", ["me", undefined]],
        ["Stage", ["prod", "dev", undefined]],
      ],
    );
  });
  for (const [key, fault] of [
    ["CostCenter", undefined],
    ["", "empty"],
    ["AWS:x", "reserved"],
    ["a*b", "letters"],
    ["é ü", undefined],
  ] as const) {
    it(`have keys that AWS takes: “${key}”`, () => assert.equal(getKeyFault(key), fault));
  }
});

describe("a template of OUs", () => {
  it("creates parents before children, by ids that come to be", async () => {
    const template = UNIT_TEMPLATES.find(({ id }) => id === "small");
    assert.ok(template);
    const steps = await loadUnitSteps({ loadOrganizationalUnits: async () => [] }, "r-ab12", template.units);
    assert.deepEqual(
      steps.map((step) => (step.kind === "createOrganizationalUnit" ? `${step.parentId} ${step.name}` : "")),
      ["r-ab12 Security", "r-ab12 Workloads", "new:2 Prod", "new:2 SDLC", "r-ab12 Sandbox", "r-ab12 Suspended"],
    );
  });

  it("keeps what is there by name", async () => {
    const unit = { id: "ou-ab12-w", arn: "", name: "Workloads", parentId: "r-ab12" };
    const store = { loadOrganizationalUnits: async (id: string) => (id === "r-ab12" ? [unit] : []) };
    const steps = await loadUnitSteps(store, "r-ab12", [{ name: "Workloads", children: [{ name: "Prod" }] }]);
    assert.deepEqual(steps, [{ kind: "createOrganizationalUnit", parentId: "ou-ab12-w", name: "Prod", tags: {} }]);
  });

  it("is told in a line", () =>
    assert.equal(getUnitsText([{ name: "A", children: [{ name: "B" }] }, { name: "C" }]), "A (B), C"));
});
