import assert from "node:assert/strict";
import { raceLocks } from "./raceLocks";

describe("the lock of runs, among six processes of which some are killed", () => {
  it("is never taken from one that lives, nor held by two", async () => {
    const { overlaps, lost, kills, holdings } = await raceLocks({ writes: 1500, seed: 1 });
    assert.deepEqual({ overlaps, lost }, { overlaps: 0, lost: 0 });
    assert.ok(kills > 5 && holdings > kills / 2, JSON.stringify({ kills, holdings }));
  });
});
