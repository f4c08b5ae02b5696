import assert from "node:assert/strict";
import { getInverse } from "../../../src/changes/change";
import type { ChangeRecord } from "../../../src/changes/ports";
import { getUndoable } from "../../../src/changes/undo";

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

const getIds = (records: readonly ChangeRecord[]) => getUndoable(records).map(({ id }) => id);

describe("what undo takes back", () => {
  it("is what was done, the newest first", () => {
    assert.deepEqual(getIds([makeRecord("1", "done"), makeRecord("2", "done"), makeRecord("3", "failed")]), ["2", "1"]);
  });

  it("is not what was taken back, nor the taking back", () => {
    assert.deepEqual(getIds([makeRecord("1", "done"), makeRecord("2", "done"), makeRecord("3", "done", "2")]), ["1"]);
  });

  it("is still what could not be taken back", () => {
    assert.deepEqual(getIds([makeRecord("1", "done"), makeRecord("2", "failed", "1")]), ["1"]);
  });

  it("is nothing when nothing was done, or all was taken back", () => {
    assert.deepEqual(getIds([]), []);
    assert.deepEqual(getIds([makeRecord("1", "intended"), makeRecord("2", "unknown")]), []);
    assert.deepEqual(getIds([makeRecord("1", "done"), makeRecord("2", "done", "1")]), []);
  });
});

describe("the inverse of a change", () => {
  it("restores a text to the byte", () => {
    assert.deepEqual(getInverse({ kind: "update", policyId: "p-1", from: "{ }", to: "{}" }), {
      kind: "update",
      policyId: "p-1",
      from: "{}",
      to: "{ }",
    });
  });

  it("detaches what was attached, and the other way round", () => {
    const attach = { kind: "attach", policyId: "p-1", targetId: "222222222222" } as const;
    assert.deepEqual(getInverse(attach), { ...attach, kind: "detach" });
    assert.deepEqual(getInverse(getInverse(attach)), attach);
  });
});
