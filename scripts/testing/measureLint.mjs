/** How long `orgscope lint` takes for a folder of files in a process of its own, the start of Node included. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT } from "../host/paths.mjs";
import { median } from "./measureLoad.mjs";

const SAMPLES = path.join(ROOT, "test/fixtures/policies");

/** Tells the processor's time behind what the command prints. */
const CHILD = `
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  require("node:fs").writeSync(2, "cpu " + (user + system) / 1000);
});
require(process.argv[1]);
`;

/** Medians of some runs, in milliseconds. @param {number} files @param {number} [runs] */
export function measureLint(files, runs = 11) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "orgscope-lint-"));
  try {
    const samples = readdirSync(SAMPLES);
    for (let at = 0; at < files; at++) {
      const sample = samples[at % samples.length] ?? "";
      copyFileSync(path.join(SAMPLES, sample), path.join(folder, `${at}-${sample}`));
    }
    const args = ["-e", CHILD, path.join(ROOT, "dist/cli.js"), "lint", "--fail-on", "error", folder];
    const measured = Array.from({ length: runs }, () => {
      const began = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
      const wall = performance.now() - began;
      if (status !== 0) throw new Error(`orgscope lint fails:\n${stderr}`);
      return { wall, cpu: Number(/cpu ([\d.]+)$/.exec(stderr)?.[1]) };
    });
    return { wall: median(measured.map(({ wall }) => wall)), cpu: median(measured.map(({ cpu }) => cpu)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
