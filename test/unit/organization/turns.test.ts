import assert from "node:assert/strict";
import { nextTurn, runInTurns } from "../../../src/organization/turns";

/** Milliseconds of one step, at least. */
const STEP = 2;

describe("work in turns", () => {
  function* work(counts: { steps: number }): Generator<void, number> {
    for (let step = 0; step < 5; step++) {
      const until = performance.now() + STEP;
      while (performance.now() < until);
      counts.steps++;
      yield;
    }
    return counts.steps;
  }

  it("leaves room for others after a few steps, however many works are under way", async () => {
    const counts = { steps: 0 };
    const inRounds: number[] = [];
    const works = Promise.all(Array.from({ length: 20 }, () => runInTurns(work(counts))));
    for (let before = 0; counts.steps < 100; before = counts.steps) {
      inRounds.push(counts.steps - before);
      await nextTurn();
    }
    await works;
    assert.ok(Math.max(...inRounds) <= 8 / STEP + 1, inRounds.join(" "));
  });

  it("begins at once while nothing else is at work", async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const counts = { steps: 0 };
    const done = runInTurns(work(counts));
    assert.ok(counts.steps > 0);
    assert.equal(await done, 5);
  });
});
