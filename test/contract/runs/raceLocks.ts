/** Processes that contend for one lock while some of them are killed, mostly the one that has it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "esbuild";
import { createRandom } from "./random";

export interface RaceResult {
  readonly writes: number;
  readonly kills: number;
  readonly holdings: number;
  /** Holdings between whose writes another's lie. */
  readonly overlaps: number;
  /** Holdings of living processes that were taken away. */
  readonly lost: number;
}

const CONTENDERS = 6;
/** Milliseconds. Nobody alive falls silent that long, so that only the dead may be displaced. */
const PACE = { heartbeat: 250, silence: 20_000 };
const BETWEEN_KILLS = { least: 30, most: 150 };

/** Until that many writes were made. The seed decides when who is killed; who gets the lock is for the machine. */
export async function raceLocks({ writes, seed }: { writes: number; seed: number }): Promise<RaceResult> {
  const folder = await mkdtemp(path.join(tmpdir(), "orgscope-locks-"));
  const program = path.join(folder, "contender.js");
  const log = path.join(folder, "writes");
  const entryPoints = ["test/contract/runs/contender.ts"];
  await build({ entryPoints, outfile: program, bundle: true, platform: "node", mainFields: ["module", "main"] });
  await writeFile(log, "");
  const args = [program, path.join(folder, "locks"), log, String(PACE.heartbeat), String(PACE.silence)];
  const start = () => spawn(process.execPath, args, { stdio: "ignore" });
  const contenders = Array.from({ length: CONTENDERS }, start);
  const random = createRandom(seed);
  try {
    for (let kills = 0; ; kills++) {
      await wait(BETWEEN_KILLS.least + random() * (BETWEEN_KILLS.most - BETWEEN_KILLS.least));
      const lines = (await readFile(log, "utf8")).split("\n").filter(Boolean);
      if (lines.length >= writes) return { ...count(lines), kills };
      const holder = contenders.findIndex(({ pid }) => pid === Number(lines.at(-1)?.split(":")[0]));
      const victim = random() < 0.7 && holder >= 0 ? holder : Math.floor(random() * CONTENDERS);
      const [killed] = contenders.splice(victim, 1, start());
      if (killed) await kill(killed);
    }
  } finally {
    await Promise.all(contenders.map(kill));
    await rm(folder, { recursive: true });
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

function count(lines: readonly string[]): Omit<RaceResult, "kills"> {
  const ended = new Set<string>();
  const overlapping = new Set<string>();
  let current = "";
  let lost = 0;
  for (const line of lines) {
    const [holding = "", what] = line.split(" ");
    if (what === "lost") lost++;
    if (holding === current) continue;
    if (ended.has(holding)) overlapping.add(holding);
    ended.add(current);
    current = holding;
  }
  return { writes: lines.length, holdings: ended.size, overlaps: overlapping.size, lost };
}
