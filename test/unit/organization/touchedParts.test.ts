import assert from "node:assert/strict";
import { getTouchedParts } from "../../../src/organization/touchedParts";

const attach = { kind: "attach", policyId: "p-examplepolicy1", targetId: "r-a1b2" } as const;

describe("what a write touches", () => {
  it("is what is attached there, and where the policy is attached", () => {
    assert.deepEqual(getTouchedParts(attach, "SERVICE_CONTROL_POLICY", ["111111111111"]), [
      { part: "attached", targetId: "r-a1b2", type: "SERVICE_CONTROL_POLICY" },
      { part: "targets", policyId: "p-examplepolicy1" },
    ]);
  });

  it("includes effective policies, for the types that have one", () => {
    assert.deepEqual(getTouchedParts(attach, "TAG_POLICY", ["111111111111"]).at(-1), {
      part: "effective",
      accountId: "111111111111",
      type: "TAG_POLICY",
    });
  });

  it("is the text and the list, for a new text", () => {
    const parts = getTouchedParts({ kind: "update", policyId: "p-examplepolicy1" }, "TAG_POLICY");
    assert.deepEqual(
      parts.map(({ part }) => part),
      ["policy", "policies"],
    );
  });
});
