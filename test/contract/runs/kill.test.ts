import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { getInterruptedRuns, getRemainder } from "../../../src/changes/runs";
import { settleRun } from "../../../src/changes/settleRun";
import { getTakeBack } from "../../../src/changes/takeBack";
import { buildProgram, startRun, STEPS, waitForExit } from "./killing";
import { describeState } from "./state";
import { createPlan, TECH_CORP } from "./techCorp";
import { createWorld, type World } from "./world";

describe("a run whose process is killed", () => {
  let folder: string;
  let program: string;
  let whole: object;
  const untouched = describeState(TECH_CORP);
  const worlds: World[] = [];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-kill-"));
    program = await buildProgram(folder);
    const world = await createWorld(TECH_CORP);
    const result = await world.run(createPlan(STEPS));
    assert.ok(result.state === "ended");
    assert.equal(
      result.how,
      "complete",
      JSON.stringify(result.run.steps.filter(({ record }) => record?.state !== "done")),
    );
    whole = describeState(world.getContents());
    await world.close();
  });
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });
  after(() => rm(folder, { recursive: true }));

  for (let at = 1; at <= STEPS.length; at++) {
    for (const moment of ["before", "after"]) {
      // Both ways out of each moment would double the time and find the same.
      const finishes = (at + (moment === "after" ? 1 : 0)) % 2 === 0;
      it(`${moment} write ${at} is ${finishes ? "finished" : "taken back"} at the next start`, async () => {
        const world = await createWorld(TECH_CORP);
        worlds.push(world);
        await runUntilKilled(world, moment, at);

        const [interrupted, ...others] = getInterruptedRuns(await world.readRuns());
        assert.ok(interrupted);
        assert.deepEqual(others, []);
        assert.equal(interrupted.steps[at - 1]?.record?.state, "sending");
        const settled = await settleRun(interrupted, world.ports);
        assert.equal(settled.steps[at - 1]?.record?.state, moment === "before" ? "notSent" : "done");

        const now = new Date().toISOString();
        const plan = finishes ? getRemainder(settled, now) : getTakeBack(settled, now, "Take back").plan;
        if (plan) {
          const result = await world.run(plan);
          assert.ok(result.state === "ended", JSON.stringify(result));
          assert.equal(result.how, "complete", JSON.stringify(result.run.steps));
        }
        assert.deepEqual(describeState(world.getContents()), finishes ? whole : untouched);
        if (plan) assert.deepEqual(getInterruptedRuns(await world.readRuns()), []);
      });
    }
  }

  async function runUntilKilled(world: World, moment: string, at: number): Promise<void> {
    const signal = await waitForExit(await startRun(program, world, [moment, String(at)]));
    assert.equal(signal, "SIGKILL");
  }
});
