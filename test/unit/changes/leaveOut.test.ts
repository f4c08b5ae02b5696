import assert from "node:assert/strict";
import { leaveOut } from "../../../src/changes/leaveOut";
import { numberSteps } from "../../../src/changes/plan";
import type { Step } from "../../../src/changes/step";

const SCP = "SERVICE_CONTROL_POLICY";
const on = (kind: "attachPolicy" | "detachPolicy", policyId: string, targetId: string, policyType = SCP): Step => ({
  kind,
  policyId,
  policyType,
  targetId,
});
const move = (to: string): Step => ({ kind: "moveAccount", accountId: "111122223333", from: "ou-x", to });
const unit: Step = { kind: "createOrganizationalUnit", parentId: "r-1", name: "New", tags: {} };

function leave(steps: readonly Step[], ...ids: readonly string[]): readonly string[] | undefined {
  const plan = { title: "", organizationId: "o", plannedAt: "", steps: numberSteps(steps) };
  return leaveOut(plan, new Set(ids))?.steps.map(({ id }) => id);
}

describe("a plan without what AWS would refuse", () => {
  it("detaches nothing whose replacement is left out", () => {
    const replace = ["ou-a", "ou-b"].flatMap((id) => [
      on("attachPolicy", "p-new", id),
      on("detachPolicy", "p-old", id),
    ]);
    assert.deepEqual(leave(replace, "1"), ["3", "4"]);
    assert.deepEqual(leave([...replace, on("detachPolicy", "p-tag", "ou-a", "TAG_POLICY")], "1"), ["3", "4", "5"]);
    assert.deepEqual(leave(replace, "2"), ["1", "3", "4"]);
    assert.equal(leave(replace.slice(0, 2), "1"), undefined);
  });

  it("moves no account to where a policy was to be attached first", () => {
    assert.deepEqual(leave([on("attachPolicy", "p-new", "ou-a"), move("ou-a"), move("ou-b")], "1"), ["3"]);
  });

  it("leaves out what needs it too, and what needs that", () => {
    const inner: Step = { ...unit, parentId: "new:1" };
    const steps = [unit, inner, on("attachPolicy", "p-new", "new:2"), on("attachPolicy", "p-new", "ou-a")];
    assert.deepEqual(leave(steps, "1"), ["4"]);
  });
});
