/** `npm run check`: types, lint, format, dead code, the walls between rooms, and what holds for every file. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { checkFiles } from "./checkFiles.mjs";
import { ensureDependencies } from "./host/dependencies.mjs";
import { ROOT } from "./host/paths.mjs";
import { CommandFailed, run } from "./host/processes.mjs";
import { giveUp } from "./host/progress.mjs";

const tsc = (/** @type {string} */ config) => tool("typescript/bin/tsc", "--noEmit", "-p", config);

/** Each answers what it found; nothing is fine. @type {Readonly<Record<string, () => Promise<string> | string>>} */
const CHECKS = {
  types: tsc("tsconfig.json"),
  "types of pure rooms": tsc("tsconfig.pure.json"),
  "types of tools": tsc("tsconfig.tools.json"),
  lint: tool("oxlint/bin/oxlint", "--type-aware"),
  format: tool("@biomejs/biome/bin/biome", "format", "."),
  "dead code": tool("knip/bin/knip.js"),
  rooms: async () =>
    // It needs a package, which may only just have been installed.
    (await import("./checkRooms.mjs"))
      .checkRooms(ROOT)
      .map(({ file, line, message }) => `${file}:${line} ${message}`)
      .join("\n"),
  files: () => checkFiles(ROOT).join("\n"),
};

/** @param {string} entry @param {readonly string[]} args */
function tool(entry, ...args) {
  return async () => {
    try {
      await run(process.execPath, [path.join(ROOT, "node_modules", entry), ...args], { cwd: ROOT, timeout: 120_000 });
      return "";
    } catch (error) {
      return error instanceof CommandFailed ? `${error.output.trim()}\n${error.message}` : String(error);
    }
  };
}

await ensureDependencies().catch(giveUp);
const outcomes = await Promise.all(
  Object.entries(CHECKS).map(async ([name, check]) => {
    const began = performance.now();
    const found = await (async () => check())().catch(String);
    console.log(`${found ? "✗" : "✓"} ${name}  ${((performance.now() - began) / 1000).toFixed(1)} s`);
    return { name, found };
  }),
);
const failures = outcomes.filter(({ found }) => found);
for (const { name, found } of failures) console.error(`\n── ${name} ──\n${found}`);
const counts = process.env.ORGSCOPE_TEST_COUNTS;
if (counts) {
  writeFileSync(counts, JSON.stringify({ passed: outcomes.length - failures.length, failed: failures.length }));
}
process.exitCode = failures.length > 0 ? 1 : 0;
