import assert from "node:assert/strict";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import { formatPlan, parsePlan } from "../../../src/changes/planFile";
import type { Step } from "../../../src/changes/step";
import { cutIntoWaves, getPlaces } from "../../../src/changes/waves";

const SCP = "SERVICE_CONTROL_POLICY";
const attach = (policyId: string, targetId: string): Step => ({
  kind: "attachPolicy",
  policyId,
  policyType: SCP,
  targetId,
});
const create = (name: string): Step => ({
  kind: "createPolicy",
  policy: { type: SCP, name, description: "", content: "{}", tags: {} },
});
const remove: Step = {
  kind: "deletePolicy",
  policyId: "p-old",
  was: { type: SCP, name: "old", description: "", content: "{}", tags: {} },
};

function cut(steps: readonly Step[], ...waves: readonly (readonly string[])[]): readonly string[] {
  const plan: Plan = {
    title: "Test",
    organizationId: "o",
    plannedAt: "2026-11-24T10:00:00.000Z",
    steps: numberSteps(steps),
  };
  const result = cutIntoWaves(plan, waves);
  // Its file is read back, which checks ids, order and waves.
  assert.ok("plan" in parsePlan(formatPlan(result)), JSON.stringify(result.steps));
  return result.steps.map(({ id, step, wave }) => {
    switch (step.kind) {
      case "attachPolicy":
        return `${id} wave ${wave}: ${step.policyId} ${step.targetId}`;
      case "createPolicy":
        return `${id} wave ${wave}: create ${step.policy.name}`;
      default:
        return `${id} wave ${wave}: ${step.kind}`;
    }
  });
}

describe("a plan in waves", () => {
  it("does the pilot first, then the rest in its order", () => {
    assert.deepEqual(
      cut([attach("p-1", "ou-a"), attach("p-1", "ou-b"), attach("p-2", "ou-a"), attach("p-2", "ou-b")], ["ou-b"]),
      ["1 wave 0: p-1 ou-b", "2 wave 0: p-2 ou-b", "3 wave 1: p-1 ou-a", "4 wave 1: p-2 ou-a"],
    );
  });

  it("deletes an OU once what it held is gone, whichever is named first", () => {
    const leave: Step = { kind: "moveAccount", accountId: "111122223333", from: "ou-b", to: "ou-a" };
    const empty = (organizationalUnitId: string, parentId: string): Step => ({
      kind: "deleteOrganizationalUnit",
      organizationalUnitId,
      was: { parentId, name: "Old", tags: {}, attachments: [] },
    });
    assert.deepEqual(
      cut([attach("p-1", "ou-b"), leave, empty("ou-b", "ou-c"), empty("ou-c", "r-1")], ["ou-b", "ou-c"]),
      [
        "1 wave 0: p-1 ou-b",
        "2 wave 1: moveAccount",
        "3 wave 1: deleteOrganizationalUnit",
        "4 wave 1: deleteOrganizationalUnit",
      ],
    );
  });

  it("creates what a wave needs in that wave, under its new number", () => {
    assert.deepEqual(cut([create("one"), attach("new:1", "ou-a"), create("two"), attach("new:3", "ou-b")], ["ou-b"]), [
      "1 wave 0: create two",
      "2 wave 0: new:1 ou-b",
      "3 wave 1: create one",
      "4 wave 1: new:3 ou-a",
    ]);
  });

  it("ends with what came last and has no place", () => {
    assert.deepEqual(cut([attach("p-1", "ou-a"), attach("p-1", "ou-b"), remove], ["ou-a"]), [
      "1 wave 0: p-1 ou-a",
      "2 wave 1: p-1 ou-b",
      "3 wave 1: deletePolicy",
    ]);
  });

  it("leaves no wave empty", () => {
    assert.deepEqual(cut([attach("p-1", "ou-a"), attach("p-1", "ou-b")], ["ou-x"], ["ou-b"]), [
      "1 wave 0: p-1 ou-b",
      "2 wave 1: p-1 ou-a",
    ]);
  });

  it("names the places to choose from", () => {
    const steps = numberSteps([create("one"), attach("new:1", "ou-a"), attach("p-2", "ou-a"), attach("p-2", "ou-b")]);
    assert.deepEqual(getPlaces({ title: "", organizationId: "o", plannedAt: "", steps }), ["ou-a", "ou-b"]);
  });
});
