/**
 * `npm run bench -- locks` and `npm run bench -- kill`: trials of minutes, by a seed, that count what must be none.
 */
import { createRequire } from "node:module";
import path from "node:path";
import { ROOT } from "../host/paths.mjs";
import { bundleEntry } from "./bundle.mjs";

/** @type {Readonly<Record<string, (options: (name: string, otherwise: number) => number) => Promise<boolean>>>} */
export const TRIALS = {
  async locks(option) {
    /** @type {typeof import("../../test/contract/runs/raceLocks")} */
    const { raceLocks } = await open("raceLocks");
    const result = await raceLocks({ writes: option("writes", 3000), seed: option("seed", 1) });
    const { writes, holdings, kills, overlaps, lost } = result;
    console.log(`locks: ${writes} writes in ${holdings} holdings of 6 processes, ${kills} killed`);
    console.log(`locks: ${overlaps} overlaps, ${lost} living ones lost their lock`);
    return overlaps + lost === 0;
  },
  async kill(option) {
    /** @type {typeof import("../../test/contract/runs/killRuns")} */
    const { killRuns } = await open("killRuns");
    const result = await killRuns({ kills: option("kills", 210), seed: option("seed", 1) });
    const { kills, inMidRun, finished, takenBack, wrong, unreported } = result;
    console.log(`kill: ${kills} runs of 30 steps killed, ${inMidRun} of them in mid-run`);
    console.log(`kill: ${finished} finished, ${takenBack} taken back`);
    for (const problem of [...wrong, ...unreported]) console.error(`kill: ${problem}`);
    console.log(`kill: ${wrong.length} wrong states, ${unreported.length} unreported`);
    return wrong.length + unreported.length === 0;
  },
};

/** @param {string} name */
async function open(name) {
  const outfile = path.join(ROOT, `dist/test/${name}.js`);
  await bundleEntry(`test/contract/runs/${name}.ts`, outfile);
  return createRequire(import.meta.url)(outfile);
}
