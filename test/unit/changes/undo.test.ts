import assert from "node:assert/strict";
import type { ChangeRecord } from "../../../src/changes/ports";
import { getUndo } from "../../../src/changes/undo";

function makeRecord(id: string, state: ChangeRecord["state"], undoes?: string): ChangeRecord {
  return {
    id,
    organizationId: "o-exampleorgid",
    at: id,
    caller: "",
    state,
    change: { kind: "attach", policyId: `p-${id}`, targetId: "222222222222" },
    ...(undoes !== undefined && { undoes }),
  };
}

describe("what undo takes back", () => {
  it("is the newest change that was done", () => {
    const undo = getUndo([makeRecord("1", "done"), makeRecord("2", "done"), makeRecord("3", "failed")]);
    assert.deepEqual(undo?.change, { kind: "detach", policyId: "p-2", targetId: "222222222222" });
    assert.equal(undo?.record.id, "2");
  });

  it("is the one before, when the newest was taken back", () => {
    const records = [makeRecord("1", "done"), makeRecord("2", "done"), makeRecord("3", "done", "2")];
    assert.equal(getUndo(records)?.record.id, "1");
  });

  it("is still the newest, when taking it back failed", () => {
    assert.equal(getUndo([makeRecord("1", "done"), makeRecord("2", "failed", "1")])?.record.id, "1");
  });

  it("is nothing when nothing was done, or all was taken back", () => {
    assert.equal(getUndo([]), undefined);
    assert.equal(getUndo([makeRecord("1", "intended"), makeRecord("2", "unknown")]), undefined);
    assert.equal(getUndo([makeRecord("1", "done"), makeRecord("2", "done", "1")]), undefined);
  });

  it("restores a text to the byte", () => {
    const record: ChangeRecord = {
      ...makeRecord("1", "done"),
      change: { kind: "update", policyId: "p-1", from: "{ }", to: "{}" },
    };
    assert.deepEqual(getUndo([record])?.change, { kind: "update", policyId: "p-1", from: "{}", to: "{ }" });
  });
});
