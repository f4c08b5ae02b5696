/** Writes what `npm run bench -- --docs` found into docs/performance.md, and draws docs/images/performance.svg. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT } from "./host/paths.mjs";

/** @typedef {import("../test/bench/loads").LoadResult} LoadResult */

const BEGIN = "<!-- numbers: written by npm run bench -- --docs -->";
const END = "<!-- end of numbers -->";
const BEGIN_TIMES = "<!-- times: written by npm run bench -- --docs -->";
const END_TIMES = "<!-- end of times -->";

/**
 * @typedef {object} Results
 * @property {readonly LoadResult[]} loads
 * @property {{ accounts: number, times: number, first: number, last: number }} [soak]
 * @property {{ organization: number, language: number, access: number }} [memory]
 * @property {Readonly<Record<string, number>>} medians
 * @property {Readonly<Record<string, number>>} percentiles95
 * @property {Readonly<Record<string, number>>} processor
 */

/** Each part only where it was measured. @param {Results} results */
export function writePerformanceDocs({ loads, soak, memory, ...times }) {
  if (loads.length > 0) {
    replaceBetween(BEGIN, END, [formatTable(loads), "", ...describeRun(loads, soak)].join("\n"));
    const images = path.join(ROOT, "docs/images");
    mkdirSync(images, { recursive: true });
    writeFileSync(path.join(images, "performance.svg"), drawChart(loads));
  }
  if (Object.keys(times.medians).length > 0) replaceBetween(BEGIN_TIMES, END_TIMES, formatTimes(times, memory));
}

/** @param {string} begin @param {string} end @param {string} numbers */
function replaceBetween(begin, end, numbers) {
  const file = path.join(ROOT, "docs/performance.md");
  const text = readFileSync(file, "utf8");
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error("docs/performance.md has no place for the numbers.");
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n${numbers}\n${text.slice(to)}`);
}

/** @param {Pick<Results, "medians" | "percentiles95" | "processor">} times @param {Results["memory"]} memory */
function formatTimes({ medians, percentiles95, processor }, memory) {
  const rows = Object.entries(medians).map(([name, median]) => {
    const cells = [median, percentiles95[name], processor[name]].map((value) =>
      value === undefined ? "" : `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`,
    );
    return `| ${[name, ...cells].join(" | ")} |`;
  });
  const megabytes = memory
    ? ` Store and snapshot of 10,000 accounts and 312 policies take ${memory.organization} MB, the language with all of its catalogue ${memory.language} MB, what policies leave 10,000 accounts ${memory.access} MB.`
    : "";
  return [
    "| what | median | 95th percentile | of the processor |",
    "| --- | --: | --: | --: |",
    ...rows,
    "",
    `Measured on ${getDay()} (${getMachine()}; ${os.loadavg()[0]?.toFixed(0)} processes at a time wanted these cores).${megabytes}`,
  ].join("\n");
}

/** @param {readonly LoadResult[]} loads */
function formatTable(loads) {
  const header =
    "| accounts | OUs | policies | share | beside | structure | × bound | everything | × bound | requests | fewest | throttled | one by one, at best |";
  const rule = "| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |";
  const rows = loads.map((load) => {
    const { accounts, organizationalUnits, policies, share, rival, structure, everything, naive } = load;
    const cells = [
      ...[number(accounts), number(organizationalUnits), number(policies), percent(share), rival ? percent(rival) : ""],
      ...[duration(structure.seconds), ratio(structure), duration(everything.seconds), ratio(everything)],
      ...[number(load.requests), number(load.least), number(load.throttles), duration(naive.seconds)],
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [header, rule, ...rows].join("\n");
}

/** @param {readonly LoadResult[]} loads @param {{ accounts: number, times: number, first: number, last: number } | undefined} soak */
function describeRun(loads, soak) {
  const megabytes = loads.find(({ accounts, share }) => accounts === 10_000 && share === 0.5)?.megabytes;
  const memory = megabytes === undefined ? "" : ` The store of 10,000 accounts takes ${megabytes} MB.`;
  const flat = soak
    ? ` After ${soak.times} loads of ${number(soak.accounts)} accounts in a row the process holds ${soak.last.toFixed(0)} MB, after the first ${soak.first.toFixed(0)} MB.`
    : "";
  return [
    `Measured on ${getDay()} (${getMachine()}; times are simulated, so that the machine does not matter).${memory}${flat}`,
  ];
}

/** Time against size, both in powers of ten. @param {readonly LoadResult[]} loads */
function drawChart(loads) {
  const points = loads.filter(({ share, rival }) => share === 0.5 && !rival);
  const [left, right, top, bottom] = [70, 620, 30, 330];
  const [lowest, highest] = [1, 100_000];
  /** @param {number} accounts */
  const x = (accounts) => left + ((Math.log10(accounts) - 1) / (Math.log10(50_000) - 1)) * (right - left);
  /** @param {number} seconds */
  const y = (seconds) => {
    const clamped = Math.min(highest, Math.max(lowest, seconds));
    return bottom - (Math.log10(clamped / lowest) / Math.log10(highest / lowest)) * (bottom - top);
  };
  /** @param {string} name @param {(load: LoadResult) => number} getSeconds @param {string} label @param {number} shift */
  const line = (name, getSeconds, label, shift) => {
    const drawn = points.map((load) => `${x(load.accounts).toFixed(1)},${y(getSeconds(load)).toFixed(1)}`);
    const last = points.at(-1);
    const at = last ? y(getSeconds(last)) + shift : top;
    return `<polyline class="${name}" points="${drawn.join(" ")}"/><text x="${right + 8}" y="${at.toFixed(1)}">${label}</text>`;
  };
  const columns = [10, 100, 1000, 10_000, 50_000].map(
    (accounts) =>
      `<line class="grid" x1="${x(accounts).toFixed(1)}" x2="${x(accounts).toFixed(1)}" y1="${top}" y2="${bottom}"/><text text-anchor="middle" x="${x(accounts).toFixed(1)}" y="${bottom + 20}">${number(accounts)}</text>`,
  );
  const rows = [1, 10, 60, 600, 3600, 36_000].map(
    (seconds) =>
      `<line class="grid" x1="${left}" x2="${right}" y1="${y(seconds).toFixed(1)}" y2="${y(seconds).toFixed(1)}"/><text text-anchor="end" x="${left - 8}" y="${(y(seconds) + 4).toFixed(1)}">${duration(seconds)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 380" role="img" aria-label="Time to load an organization against its number of accounts">
<style>
text { font: 12px sans-serif; fill: #555 } polyline { fill: none; stroke-width: 2 } .grid { stroke: #8884; stroke-width: 1 }
.bound { stroke: #888; stroke-dasharray: 4 4 } .everything { stroke: #0a7d4f } .structure { stroke: #2f6fd0 } .naive { stroke: #c2461e }
@media (prefers-color-scheme: dark) { text { fill: #bbb } }
</style>
${columns.join("\n")}
${rows.join("\n")}
${line("naive", ({ naive }) => naive.seconds, "one by one, at best", 4)}
${line("everything", ({ everything }) => everything.seconds, "everything", -4)}
${line("bound", ({ everything }) => everything.bound, "(dashed: the bound)", 12)}
${line("structure", ({ structure }) => structure.seconds, "structure", 8)}
<text text-anchor="middle" x="${(left + right) / 2}" y="${bottom + 42}">accounts; time at half of AWS's request rates</text>
</svg>
`;
}

function getDay() {
  return new Date().toISOString().slice(0, 10);
}

function getMachine() {
  return `${os.cpus().length} cores of ${process.arch}, Node ${process.versions.node.split(".")[0]}`;
}

/** @param {number} value */
function number(value) {
  return value.toLocaleString("en");
}

/** @param {number} share */
function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/** @param {number} seconds */
function duration(seconds) {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 600) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Number((seconds / 3600).toFixed(1))} h`;
}

/** @param {{ readonly seconds: number, readonly bound: number }} measured */
function ratio({ seconds, bound }) {
  return bound < 1 ? "–" : (seconds / bound).toFixed(3);
}
