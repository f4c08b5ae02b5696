/**
 * How long a bundle of the editor takes to load in a fresh Node, with a hollow `vscode` and what VS Code has loaded of Node
 * itself around it.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ROOT } from "../host/paths.mjs";

const CHILD = `
const Module = require("node:module");
const load = Module._load;
const hollow = new Proxy(class {}, {
  get: (target, key) => (key in target ? target[key] : hollow),
  apply: () => hollow,
  // A bundle copies a module by its own keys; what it misses it finds here.
  getPrototypeOf: () => hollow,
});
Module._load = (name, ...rest) => name === "vscode" ? hollow : load(name, ...rest);
const OWN = ["child_process", "crypto", "fs", "fs/promises", "http", "https", "http2", "net", "os", "path", "stream"];
for (const name of [...OWN, "tls", "url", "util", "worker_threads", "zlib"]) require(\`node:\${name}\`);
const [bundle, ...before] = process.argv.slice(1);
for (const file of before) require(file);
const cpu = process.cpuUsage();
const began = performance.now();
require(bundle);
const wall = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ wall, cpu: (user + system) / 1000 }));
`;

/**
 * Medians of some runs, in milliseconds: by the clock, and of the processor, which other work on the machine hardly
 * touches. `before` is what has been loaded then.
 * @param {number} [runs] @param {string} [bundle] @param {readonly string[]} [before]
 */
export function measureLoad(runs = 7, bundle = "dist/extension.js", before = []) {
  const files = [bundle, ...before].map((file) => path.join(ROOT, file));
  /** @type {{ wall: number, cpu: number }[]} */
  const measured = Array.from({ length: runs }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", CHILD, ...files], { encoding: "utf8" });
    if (status !== 0) throw new Error(`${bundle} does not load:\n${stderr}`);
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  });
  return { wall: median(measured.map(({ wall }) => wall)), cpu: median(measured.map(({ cpu }) => cpu)) };
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
