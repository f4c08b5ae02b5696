/** The project's own packages: `npm ci` when node_modules is missing or is not what the lockfile says. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { run } from "./processes.mjs";
import { step } from "./progress.mjs";
import { ROOT } from "./paths.mjs";

/** Needs no package itself: it runs before there are any. */
export async function ensureDependencies() {
  if (isInstalled(readLock("package-lock.json"), readLock("node_modules/.package-lock.json"))) return;
  await step("Installing the project's packages (npm ci)", () => run("npm", ["ci", "--ignore-scripts"], { cwd: ROOT }));
}

/**
 * @typedef {Readonly<Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>>} Packages
 * @param {Packages | undefined} wanted @param {Packages | undefined} present
 */
export function isInstalled(wanted, present) {
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([name, { version, optional, devOptional }]) =>
      name === "" || present[name]?.version === version || (!present[name] && (optional || devOptional)),
  );
}

/** @param {string} file @returns {Packages | undefined} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}
