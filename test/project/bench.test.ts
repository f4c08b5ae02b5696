import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { LoadResult } from "../bench/loads";
import type { Memory } from "../bench/memory";

const ROOT = process.cwd();

/** The bars of docs/performance.md, for ten thousand accounts. */
describe("loading ten thousand accounts", () => {
  let loads: readonly LoadResult[] = [];
  let memory: Memory | undefined;
  let soak: { readonly first: number; readonly last: number } | undefined;
  before(async function () {
    this.timeout(240_000);
    await promisify(execFile)(process.execPath, [path.join(ROOT, "scripts/bench.mjs"), "--quick"], { cwd: ROOT });
    const text = readFileSync(path.join(ROOT, "dist/bench.json"), "utf8");
    ({ loads, memory, soak } = JSON.parse(text) as { loads: LoadResult[]; memory: Memory; soak: typeof soak });
    assert.equal(loads.length, 3);
  });

  it("takes little longer than AWS's request rates make it", () => {
    for (const { structure, everything } of loads) {
      assert.ok(structure.seconds <= 1.05 * structure.bound, JSON.stringify(structure));
      assert.ok(everything.seconds <= 1.1 * everything.bound, JSON.stringify(everything));
    }
  });

  it("is never throttled", () => {
    for (const { throttles } of loads) assert.equal(throttles, 0);
  });

  it("takes the fewest requests, within two in a hundred", () => {
    for (const { requests, least } of loads) assert.ok(requests <= 1.02 * least, `${requests} instead of ${least}`);
  });

  it("takes less than sixty megabytes", () => {
    for (const { megabytes } of loads) assert.ok((megabytes ?? 0) < 60, `${megabytes} MB`);
    assert.ok(memory && memory.organization < 60, `${memory?.organization} MB with the snapshot`);
  });

  it("takes no more memory however often the organization is read anew", () => {
    assert.ok(soak && soak.last - soak.first < 4, JSON.stringify(soak));
  });

  it("leaves the language less than twenty-five", () => {
    assert.ok(memory && memory.language > 5 && memory.language < 25, `${memory?.language} MB`);
  });

  it("keeps what policies leave ten thousand accounts in 150 MB", () => {
    assert.ok(memory && memory.access > 1 && memory.access < 150, `${memory?.access} MB`);
  });
});
