/**
 * `npm run bench [part of a name]`: medians and 95th percentiles of what must stay fast, as a table and in dist/bench.json. A file of
 * test/bench exports `benchmarks`; each prepares once and is then run over and over.
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "./build.mjs";
import { ensureDependencies } from "./host/dependencies.mjs";
import { ROOT } from "./host/paths.mjs";
import { bundleBenchmarks } from "./testing/bundle.mjs";
import { measureLoad, median } from "./testing/measureLoad.mjs";

/** Milliseconds to spend on one benchmark. */
const WARM_UP = 200;
const BUDGET = 1000;

const wanted = process.argv[2] ?? "";
await ensureDependencies();
await build();
const outfile = path.join(ROOT, "dist/test/bench.js");
const files = readdirSync(path.join(ROOT, "test/bench")).filter((file) => file.endsWith(".bench.ts"));
await bundleBenchmarks(files, outfile);
/** @type {{ benchmarks: readonly import("../test/bench/benchmark").Benchmark[] }} */
const { benchmarks } = createRequire(import.meta.url)(outfile);

/** @type {Record<string, number>} */
const medians = {};
/** @type {Record<string, number>} the 95th percentiles */
const slow = {};
const load = "load dist/extension.js";
if (load.includes(wanted)) medians[load] = measureLoad(11).wall;
for (const benchmark of benchmarks) {
  if (!benchmark.name.includes(wanted)) continue;
  const samples = await time(await benchmark.prepare());
  medians[benchmark.name] = median(samples);
  slow[benchmark.name] = samples.sort((a, b) => a - b)[Math.floor(samples.length * 0.95)] ?? 0;
}

mkdirSync(path.join(ROOT, "dist"), { recursive: true });
writeFileSync(
  path.join(ROOT, "dist/bench.json"),
  `${JSON.stringify({ unit: "ms", medians, percentiles95: slow }, null, 2)}\n`,
);
const width = Math.max(...Object.keys(medians).map((name) => name.length));
for (const [name, milliseconds] of Object.entries(medians)) {
  const percentile = slow[name] === undefined ? "" : `  ${slow[name].toFixed(3).padStart(10)} ms`;
  console.log(`${name.padEnd(width)}  ${milliseconds.toFixed(3).padStart(10)} ms${percentile}`);
}

/** @param {() => unknown} run */
async function time(run) {
  for (const until = performance.now() + WARM_UP; performance.now() < until; ) await run();
  const samples = [];
  for (const until = performance.now() + BUDGET; performance.now() < until || samples.length < 3; ) {
    const began = performance.now();
    await run();
    samples.push(performance.now() - began);
  }
  return samples;
}
