import assert from "node:assert/strict";
import { getForgettable } from "../../../src/changes/retention";
import type { Run } from "../../../src/changes/runs";

const NOW = new Date("2026-11-24T10:00:00.000Z");

function createRuns(count: number, year: number, more: Partial<Run> = {}): readonly Run[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${year}-${index}`,
    at: `${year}-01-01T00:00:00.000Z`,
    caller: "arn:x",
    connection: "test",
    plan: { title: "Test", organizationId: "o", plannedAt: "", steps: [] },
    steps: [],
    ended: { at: `${year}-01-01T00:00:01.000Z`, how: "complete" },
    ...more,
  }));
}

describe("the journal", () => {
  it("forgets what is old, beyond the last thousand runs", () => {
    assert.deepEqual([...getForgettable([...createRuns(2, 2024), ...createRuns(999, 2026)], NOW)], ["2024-0"]);
  });

  it("keeps what is recent, however much it is", () => {
    assert.equal(getForgettable(createRuns(1500, 2026), NOW).size, 0);
  });

  it("keeps the last thousand, however old they are", () => {
    assert.equal(getForgettable(createRuns(1000, 2020), NOW).size, 0);
  });

  it("keeps what was interrupted", () => {
    const [{ ended: _, ...interrupted } = assert.fail()] = createRuns(1, 2024);
    assert.equal(getForgettable([interrupted, ...createRuns(1000, 2026)], NOW).size, 0);
  });
});
