/** Runs that are killed from outside at any moment, and then finished or taken back. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { getInterruptedRuns, getRemainder, type Run } from "../../../src/changes/runs";
import { leaveRun, settleRun } from "../../../src/changes/settleRun";
import { getTakeBack } from "../../../src/changes/takeBack";
import { buildProgram, startRun, STEPS, waitForExit } from "./killing";
import { createRandom } from "./random";
import { describeState } from "./state";
import { createPlan, TECH_CORP } from "./techCorp";
import { createWorld, type World } from "./world";

export interface KillResult {
  readonly kills: number;
  /** Those that had begun and not ended. */
  readonly inMidRun: number;
  readonly finished: number;
  readonly takenBack: number;
  /** What is another in the end than it should be. */
  readonly wrong: readonly string[];
  /** What was cut short, and is not told so. */
  readonly unreported: readonly string[];
}

/** The seed decides how far each run comes, as far as the machine is as fast as it was, and which way out is taken. */
export async function killRuns({ kills, seed }: { kills: number; seed: number }): Promise<KillResult> {
  const folder = await mkdtemp(path.join(tmpdir(), "orgscope-kill-"));
  const random = createRandom(seed);
  const result = {
    kills: 0,
    inMidRun: 0,
    finished: 0,
    takenBack: 0,
    wrong: [] as string[],
    unreported: [] as string[],
  };
  try {
    const program = await buildProgram(folder);
    const whole = await withWorld(async (world) => {
      await world.run(createPlan(STEPS));
      return describeState(world.getContents());
    });
    const duration = await withWorld(async (world) => {
      const began = performance.now();
      await waitForExit(await startRun(program, world));
      return performance.now() - began;
    });
    while (result.kills < kills) {
      const after = duration * (0.3 + 0.8 * random());
      const finishes = random() < 0.5;
      await withWorld(async (world) => {
        if (!(await runUntil(world, program, after))) return;
        const name = `kill ${++result.kills}, after ${Math.round(after)} ms`;
        const runs = await world.readRuns();
        const [interrupted] = getInterruptedRuns(runs);
        const expected = interrupted ? finishes : runs.length > 0;
        if (interrupted) {
          result.inMidRun++;
          result[finishes ? "finished" : "takenBack"]++;
          const problem = await resolve(world, interrupted, finishes);
          if (problem !== undefined) result.wrong.push(`${name}: ${problem}`);
          if (getInterruptedRuns(await world.readRuns()).length > 0) result.wrong.push(`${name}: is still open`);
        }
        if (isDeepStrictEqual(describeState(world.getContents()), expected ? whole : describeState(TECH_CORP))) return;
        if (interrupted) result.wrong.push(`${name}: is neither as before nor as planned`);
        else result.unreported.push(`${name}: something is in effect, and no run is open`);
      });
    }
    return result;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Whether it was killed before it had ended by itself. */
async function runUntil(world: World, program: string, after: number): Promise<boolean> {
  const child = await startRun(program, world);
  const ended = waitForExit(child);
  await wait(after);
  child.kill("SIGKILL");
  return (await ended) === "SIGKILL";
}

async function resolve(world: World, interrupted: Run, finishes: boolean): Promise<string | undefined> {
  const settled = await settleRun(interrupted, world.ports);
  const now = new Date().toISOString();
  const plan = finishes ? getRemainder(settled, now) : getTakeBack(settled, now, "Take back").plan;
  if (!plan) {
    await leaveRun(settled, world.ports);
    return undefined;
  }
  const ran = await world.run(plan);
  return ran.state === "ended" && ran.how === "complete" ? undefined : `ended as ${JSON.stringify(ran)}`;
}

async function withWorld<T>(act: (world: World) => Promise<T>): Promise<T> {
  const world = await createWorld(TECH_CORP);
  try {
    return await act(world);
  } finally {
    await world.close();
  }
}
