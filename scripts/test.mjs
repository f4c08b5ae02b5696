/**
 * `npm test`: installs what is missing, builds, runs every check and suite in a process of its own, and ends with
 * `N passed, N failed`. `node scripts/test.mjs unit [part of a path ...]` is the inner loop; likewise the other suites.
 * `--host newest|oldest|desktop` chooses where the editor suites run.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { ensureDependencies } from "./host/dependencies.mjs";
import { ROOT } from "./host/paths.mjs";
import { stopGroup, stopNoted } from "./host/processes.mjs";
import { explain, giveUp, step } from "./host/progress.mjs";
import { tryAgain } from "./testing/secondTry.mjs";

const MOCHA = path.join(ROOT, "node_modules/mocha/bin/mocha.js");
const REPORTER = path.join(ROOT, "scripts/testing/reporter.cjs");

/** Limits in seconds: of one test, and of the suite. */
const SUITES = {
  unit: { folder: "unit", each: 5, all: 300 },
  contract: { folder: "contract", each: 30, all: 600 },
  project: { folder: "project", each: 60, all: 300 },
  api: { folder: "editor/api", each: 30, all: 300 },
  screen: { folder: "editor/screen", each: 120, all: 2000 },
};
const GROUPS = { editor: ["api", "screen"] };

/** @typedef {import("./testing/secondTry.mjs").Result} Result */

/** This run's own folder: bundles, the packaged extension, counts, and the process groups still alive. */
const runDir = path.join(ROOT, "dist/test", String(process.pid));
process.env.ORGSCOPE_RUN_DIR = runDir;

const { asked, parts, host } = readArguments(process.argv.slice(2));
try {
  await mkdir(runDir, { recursive: true });
  process.exitCode = await main();
} catch (error) {
  giveUp(error);
} finally {
  stopNoted(runDir);
  await rm(runDir, { recursive: true, force: true });
}

async function main() {
  const names = asked ? (GROUPS[asked] ?? [asked]) : Object.keys(SUITES);
  await ensureDependencies();
  /** @type {Result[]} */
  const results = [];
  const failure = await prepare(names);
  if (failure) results.push(failure);
  if (!asked) results.push(await runChild("check", [path.join(ROOT, "scripts/check.mjs")], 180));
  for (const name of names) results.push(await runSuite(name));
  return report(results);
}

/** Installs programs, builds and packages, as far as the suites need it. @param {readonly string[]} names */
async function prepare(names) {
  const { PROGRAMS, ensureProgram } = await import("./host/system.mjs");
  const inEditor = names.includes("api") || names.includes("screen");
  if (names.includes("contract") || names.includes("screen")) {
    await ensureProgram(PROGRAMS.moto);
    await ensureProgram(PROGRAMS.awscli);
  }
  try {
    // The inner loop reads sources; of what is built it needs the catalogue alone.
    if (names.every((name) => name === "unit")) {
      await (await import("./catalogue.mjs")).ensureCatalogue();
      return undefined;
    }
    const { build } = await import("./build.mjs");
    await step("Building", () => build());
    if (!inEditor || host === "desktop") return undefined;
    const { prepareEditor } = await import("./testing/prepareEditor.mjs");
    await prepareEditor(runDir, host);
    return undefined;
  } catch (error) {
    console.error(explain(error));
    return { name: "build", passed: 0, failed: 1 };
  }
}

/** @param {keyof typeof SUITES} name @returns {Promise<Result>} */
async function runSuite(name) {
  const { folder, each, all } = SUITES[name];
  if (host === "desktop" && name === "screen") return { name, passed: 0, failed: 0 };
  try {
    const { bundleEach, bundleEntry, bundleTests, listTests } = await import("./testing/bundle.mjs");
    const mocha = [MOCHA, "--reporter", REPORTER, "--timeout", String(each * 1000)];
    if (name === "screen") {
      const bundles = await bundleEach(listTests(folder, parts), path.join(runDir, name));
      return tryAgain(await runChild(name, [...mocha, ...bundles], all), (failed) =>
        runChild(name, [...mocha, ...failed], all / 3),
      );
    }
    const bundle = path.join(runDir, `${name}.js`);
    await bundleTests(listTests(folder, parts), bundle);
    if (name === "api") {
      const suite = path.join(runDir, "index.js");
      await bundleEntry("test/editor/suite.ts", suite);
      const runner = host === "desktop" ? "editorDesktop.mjs" : "editorApi.mjs";
      return runChild(name, [path.join(ROOT, "scripts/testing", runner), suite, host], all);
    }
    return runChild(name, [...mocha, bundle], all);
  } catch (error) {
    console.error(explain(error));
    return { name, passed: 0, failed: 1 };
  }
}

/**
 * Runs a suite in a process of its own and reads the counts it leaves. One that fails without a count, runs no test,
 * or runs out of time is a failure.
 * @param {string} name @param {readonly string[]} args @param {number} limit seconds @returns {Promise<Result>}
 */
async function runChild(name, args, limit) {
  if (!asked) console.log(`\n── ${name} ──`);
  const counts = path.join(runDir, `${name}.json`);
  const began = performance.now();
  const child = spawn(process.execPath, ["--enable-source-maps", "--disable-warning=ExperimentalWarning", ...args], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ORGSCOPE_TEST_COUNTS: counts },
    detached: process.platform !== "win32",
  });
  const stop = () => void stopGroup(child);
  process.once("SIGINT", stop).once("SIGTERM", stop);
  let isLate = false;
  const code = await new Promise((resolve) => {
    const timer = setTimeout(() => {
      isLate = true;
      stop();
    }, limit * 1000);
    child.once("exit", (status) => {
      clearTimeout(timer);
      resolve(status ?? 1);
    });
  });
  process.off("SIGINT", stop).off("SIGTERM", stop);
  stopNoted(runDir);
  const seconds = (performance.now() - began) / 1000;
  const { passed, failed, skipped, failing } = existsSync(counts)
    ? JSON.parse(readFileSync(counts, "utf8"))
    : { passed: 0, failed: 0 };
  rmSync(counts, { force: true });
  if (isLate) console.error(`✗ ${name} did not end in ${limit} s and was stopped.`);
  else if (passed + failed === 0) console.error(`✗ ${name} ran no test.`);
  const isUncounted = failed === 0 && (code !== 0 || isLate || passed === 0);
  return { name, passed, failed: failed + (isUncounted ? 1 : 0), skipped, seconds, failing };
}

/** @param {readonly Result[]} results */
function report(results) {
  const sum = (/** @type {"passed" | "failed"} */ key) => results.reduce((total, result) => total + result[key], 0);
  const unsteady = results.flatMap(({ secondTries }) => secondTries ?? []);
  if (unsteady.length > 0) console.log(`\nFailed first, and counted as on the second try: ${unsteady.join(", ")}`);
  if (results.length > 1) {
    console.log("");
    for (const { name, passed, failed, skipped, seconds } of results) {
      const counts = `${String(passed).padStart(5)} passed, ${String(failed).padStart(3)} failed`;
      const rest = skipped ? `, ${skipped} skipped` : "";
      console.log(
        `${failed ? "✗" : "✓"} ${name.padEnd(9)}${counts}${rest}${seconds ? `  ${seconds.toFixed(1)} s` : ""}`,
      );
    }
  }
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") > 0 ? 1 : 0;
}

/** @param {readonly string[]} args */
function readArguments(args) {
  const at = args.indexOf("--host");
  const plain = at < 0 ? args : args.toSpliced(at, 2);
  const [suite, ...parts] = plain;
  const chosen = (at < 0 ? undefined : args[at + 1]) ?? "newest";
  const suites = [...Object.keys(SUITES), ...Object.keys(GROUPS)];
  if ((suite && !suites.includes(suite)) || !["newest", "oldest", "desktop"].includes(chosen)) {
    console.error(
      `Usage: node scripts/test.mjs [${suites.join("|")}] [part of a path ...] [--host newest|oldest|desktop]`,
    );
    process.exit(2);
  }
  return { asked: suite, parts, host: chosen };
}
