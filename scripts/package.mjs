/** Packages the built extension: `npm run package` writes orgscope-<version>.vsix, tests package into their own folder. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./host/paths.mjs";
import { run } from "./host/processes.mjs";
import { giveUp, step } from "./host/progress.mjs";

/** @param {string} [target] the .vsix to write @returns {Promise<string>} */
export async function packageVsix(target = path.join(ROOT, `orgscope-${version()}.vsix`)) {
  const vsce = path.join(ROOT, "node_modules/@vscode/vsce/vsce");
  // What runs is bundled, so no dependency is looked for; the repository is nobody's to guess.
  const options = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
  await run(process.execPath, [vsce, "package", ...options, "--out", target], { cwd: ROOT, timeout: 120_000 });
  return target;
}

/** The command line's npm package. @param {string} folder @returns {Promise<string>} */
export async function packageTarball(folder) {
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: ROOT, timeout: 120_000 });
  return path.join(folder, `orgscope-${version()}.tgz`);
}

/** @returns {string} */
function version() {
  return JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")).version;
}

async function main() {
  const { build } = await import("./build.mjs");
  await step("Building", () => build());
  const file = await step("Packaging", () => packageVsix());
  console.log(`${path.relative(ROOT, file)}: ${(statSync(file).size / 1024).toFixed(0)} KB`);
}

// No top-level await: tests require this file.
if (import.meta.filename === process.argv[1]) main().catch(giveUp);
