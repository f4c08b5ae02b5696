/**
 * `npm run bench [part of a name]`: what must stay fast, as tables and in dist/bench.json. Medians, 95th percentiles and
 * means of the processor's time, which other work on the machine changes least: a file of test/bench exports `benchmarks`; each prepares once and is then run over and over. Loads: a whole
 * organization on a simulated clock, in ratios to what AWS's request rates allow. Memory: what stays after a forced
 * collection. `--quick`: only ratios, counts and memory, which no other work on the machine changes. `--docs`: also writes docs/performance.md's numbers and its picture.
 * `--peers`: also what org-formation takes for the same job, which takes minutes of the clock.
 * `locks [--writes 3000] [--seed 1]` and `kill [--kills 210] [--seed 1]` are trials of their own, see testing/trials.mjs.
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "./build.mjs";
import { ensureDependencies } from "./host/dependencies.mjs";
import { ROOT } from "./host/paths.mjs";
import { writePerformanceDocs } from "./performanceDocs.mjs";
import { bundleBenchmarks, bundleEntry } from "./testing/bundle.mjs";
import { measureLint } from "./testing/measureLint.mjs";
import { measureLoad, median } from "./testing/measureLoad.mjs";
import { measurePeers } from "./testing/measurePeers.mjs";
import { TRIALS } from "./testing/trials.mjs";

/** Milliseconds to spend on one benchmark. */
const WARM_UP = 200;
const BUDGET = 1000;
/** Bundles to load; those on the AWS room's core, after it, as it is done. */
const BUNDLES = [
  "extension",
  "workbench",
  "connected",
  "language",
  "operations",
  "awsCore",
  "aws",
  "awsCredentials",
  "awsOthers",
];
const isOnCore = (/** @type {string} */ name) => /^aws(?!Core)/.test(name);
/** Files for the command line. */
const LINTED = 100;
/** Loads in a row: about two hours of AWS's time. */
const SOAK = { accounts: 2000, times: 60 };
/** Enough for a store that is kept to be seen. */
const QUICK_SOAK = { accounts: 200, times: 20 };
/** Accounts that another tool reads. */
const PEER_SIZES = [100, 1000];

const flags = new Set(process.argv.slice(2).filter((argument) => argument.startsWith("--")));
const wanted = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "";
const isQuick = flags.has("--quick");

await ensureDependencies();
const trial = TRIALS[wanted];
if (trial) process.exit((await trial(readNumber)) ? 0 : 1);
const loads = "loads".includes(wanted) ? await runLoads() : [];
const soak = "soak".includes(wanted) ? await runSoak(isQuick ? QUICK_SOAK : SOAK) : undefined;
const memory = "memory".includes(wanted) ? await runMemory() : undefined;
const times = isQuick ? { medians: {}, percentiles95: {}, processor: {} } : await runBenchmarks();
const peers = flags.has("--peers") ? await runPeers() : undefined;
mkdirSync(path.join(ROOT, "dist"), { recursive: true });
const results = {
  unit: "ms",
  ...times,
  loads,
  ...(peers && { peers }),
  ...(memory && { memory }),
  ...(soak && { soak }),
};
writeFileSync(path.join(ROOT, "dist/bench.json"), `${JSON.stringify(results, null, 2)}\n`);
if (flags.has("--docs")) writePerformanceDocs(results);

/** What follows `--name`. @param {string} name @param {number} otherwise */
function readNumber(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

async function runBenchmarks() {
  await build();
  const outfile = path.join(ROOT, "dist/test/bench.js");
  const files = readdirSync(path.join(ROOT, "test/bench")).filter((file) => file.endsWith(".bench.ts"));
  await bundleBenchmarks(files, outfile);
  /** @type {{ benchmarks: readonly import("../test/bench/benchmark").Benchmark[] }} */
  const { benchmarks } = createRequire(import.meta.url)(outfile);
  /** @type {Record<string, number>} */
  const medians = {};
  /** @type {Record<string, number>} */
  const percentiles95 = {};
  /** @type {Record<string, number>} */
  const processor = {};
  for (const name of BUNDLES) {
    const bundle = `dist/${name}.js`;
    const load = `load ${bundle}`;
    if (!load.includes(wanted)) continue;
    const { wall, cpu } = measureLoad(11, bundle, isOnCore(name) ? ["dist/awsCore.js"] : []);
    medians[load] = wall;
    processor[load] = cpu;
  }
  const lint = `command line: lint ${LINTED} files, with the start of Node`;
  if (lint.includes(wanted)) {
    const { wall, cpu } = measureLint(LINTED);
    medians[lint] = wall;
    processor[lint] = cpu;
  }
  for (const benchmark of benchmarks) {
    if (!benchmark.name.includes(wanted)) continue;
    const { samples, cpu } = await time(await benchmark.prepare());
    medians[benchmark.name] = median(samples);
    processor[benchmark.name] = cpu;
    percentiles95[benchmark.name] = samples.sort((a, b) => a - b)[Math.floor(samples.length * 0.95)] ?? 0;
  }
  const width = Math.max(...Object.keys(medians).map((name) => name.length));
  for (const [name, milliseconds] of Object.entries(medians)) {
    const cells = [milliseconds, percentiles95[name], processor[name]].map((value) =>
      (value === undefined ? "" : `${value.toFixed(3)} ms`).padStart(13),
    );
    console.log([name.padEnd(width), ...cells].join("  "));
  }
  return { medians, percentiles95, processor };
}

/** @returns {Promise<typeof import("../test/bench/loads")>} */
async function openLoads() {
  const outfile = path.join(ROOT, "dist/test/loads.js");
  await bundleEntry("test/bench/loads.ts", outfile);
  return createRequire(import.meta.url)(outfile);
}

async function runMemory() {
  const outfile = path.join(ROOT, "dist/test/memory.js");
  await bundleEntry("test/bench/memory.ts", outfile);
  /** @type {typeof import("../test/bench/memory")} */
  const { measureMemory } = createRequire(import.meta.url)(outfile);
  const memory = await measureMemory();
  console.log(`memory: ${memory.organization} MB for store and snapshot of 10,000 accounts`);
  console.log(`memory: ${memory.language} MB for the language with all of its catalogue`);
  console.log(`memory: ${memory.access} MB for what policies leave 10,000 accounts, all actions\n`);
  return memory;
}

async function runLoads() {
  const { ALL, QUICK, measureLoad: measure } = await openLoads();
  console.log("accounts  share  beside   structure  × bound  everything  × bound  requests   least  throttles  naive");
  const found = [];
  for (const scenario of isQuick ? QUICK : ALL) {
    const result = await measure(scenario);
    found.push(result);
    const { accounts, share, rival = 0, structure, everything, requests, least, throttles, naive } = result;
    const cells = [
      ...[String(accounts).padStart(8), percent(share).padStart(5), (rival ? percent(rival) : "").padStart(6)],
      ...[seconds(structure.seconds).padStart(10), ratio(structure).padStart(7)],
      ...[seconds(everything.seconds).padStart(10), ratio(everything).padStart(7)],
      ...[String(requests).padStart(8), String(least).padStart(6), String(throttles).padStart(9)],
      seconds(naive.seconds),
    ];
    console.log(cells.join("  "));
  }
  console.log("");
  return found;
}

async function runPeers() {
  const found = await measurePeers(PEER_SIZES);
  for (const { accounts, policies, seconds: taken, requests, throttles } of found) {
    const what = `${accounts} accounts, ${policies} SCPs`;
    console.log(`org-formation: ${what}: ${seconds(taken)}, ${requests} requests, ${throttles} throttled`);
  }
  return found;
}

/** @param {{ accounts: number, times: number }} size */
async function runSoak({ accounts, times }) {
  const { soak: run } = await openLoads();
  const { first, last } = await run(accounts, times);
  const sizes = `${first.toFixed(1)} MB after the first, ${last.toFixed(1)} MB after the last`;
  console.log(`soak: ${times} loads of ${accounts} accounts, ${sizes}\n`);
  return { accounts, times, first, last };
}

/** `cpu`: of the processor, in the mean. @param {() => unknown} run */
async function time(run) {
  for (const until = performance.now() + WARM_UP; performance.now() < until; ) await run();
  const samples = [];
  const before = process.cpuUsage();
  for (const until = performance.now() + BUDGET; performance.now() < until || samples.length < 3; ) {
    const began = performance.now();
    await run();
    samples.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  return { samples, cpu: (user + system) / 1000 / samples.length };
}

/** @param {number} share */
function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/** @param {number} value */
function seconds(value) {
  return `${value.toFixed(1)} s`;
}

/** @param {{ readonly seconds: number, readonly bound: number }} measured */
function ratio({ seconds: value, bound }) {
  return bound < 1 ? "–" : (value / bound).toFixed(3);
}
