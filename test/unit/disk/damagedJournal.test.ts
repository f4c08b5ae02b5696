import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { JournalEntry } from "../../../src/changes/journal";
import { numberSteps } from "../../../src/changes/plan";
import { getForgettable } from "../../../src/changes/retention";
import { canBeUndone, getInterruptedRuns, readRuns, type Run } from "../../../src/changes/runs";
import { createRunJournal } from "../../../src/disk/runJournal";
import { getRunRows } from "../../../src/editor/plans/changesRows";

const ORGANIZATION = "o-exampleorgid";
const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

function record(runId: string, minute: number): readonly JournalEntry[] {
  const line = { runId, at: `2026-11-24T10:0${minute}:00.000Z` };
  const step = { kind: "deleteResourcePolicy", was: "{}", tags: {} } as const;
  const plan = { title: `Plan ${runId}`, organizationId: ORGANIZATION, plannedAt: line.at, steps: numberSteps([step]) };
  return [
    { ...line, entry: "run", caller: "arn", connection: "test", plan },
    { ...line, entry: "step", stepId: "1", record: { state: "sending", step } },
    { ...line, entry: "step", stepId: "1", record: { state: "done" } },
    { ...line, entry: "end", how: "complete" },
  ];
}

describe("a journal with a damaged line", () => {
  let folder: string;
  let file: string;
  let whole: readonly Run[];

  async function write(...entries: readonly JournalEntry[]): Promise<void> {
    for (const entry of entries) await createRunJournal(folder).append(ORGANIZATION, entry);
    const [name = ""] = await readdir(folder);
    file = path.join(folder, name);
    whole = await read();
  }
  const read = async () => readRuns(await createRunJournal(folder).read(ORGANIZATION), ORGANIZATION);
  const getLine = (number: number) => {
    const lines = readFileSync(file, "utf8").split("\n");
    const start = lines.slice(0, number).join("\n").length + (number > 0 ? 1 : 0);
    return { start, end: start + (lines[number]?.length ?? 0) };
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-damaged-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  for (const [what, number] of [
    ["beginning of the first run", 0],
    ["beginning of a run between others", 4],
    ["what was sent", 5],
    ["outcome", 6],
    ["end", 11],
  ] as const) {
    it(`is read right or reported, whichever bit is another: ${what}`, async () => {
      await write(...record("a1", 1), ...record("b2", 2), ...record("c3", 3));
      const good = readFileSync(file);
      const { start, end } = getLine(number);
      let reported = 0;
      for (let at = start; at <= end; at++) {
        for (let bit = 0; bit < 8; bit++) {
          const bad = Buffer.from(good);
          bad[at] = (bad[at] ?? 0) ^ (1 << bit);
          writeFileSync(file, bad);
          const runs = await read();
          const titles = runs.map(({ plan }) => plan.title).join();
          if (runs.some(({ isDamaged }) => isDamaged)) {
            assert.ok(runs.length >= 3, `byte ${at - start}, bit ${bit}: ${titles}`);
            reported++;
          } else assert.deepEqual(runs, whole, `byte ${at - start}, bit ${bit}: ${titles}`);
        }
      }
      assert.ok(reported > (end - start) * 7, String(reported));
    });
  }

  it("keeps it to the byte, whatever runs are forgotten", async () => {
    await write(...record("a1", 1), ...record("b2", 2));
    const bad = readFileSync(file);
    const { start, end } = getLine(0);
    bad[start + 20] = 0xff;
    writeFileSync(file, bad);
    await createRunJournal(folder).forget(ORGANIZATION, new Set(["a1", "b2"]));
    assert.deepEqual(await readFile(file), bad.subarray(start, end + 1));
    const old = Array.from({ length: 1100 }, (): Run => ({ ...whole[0]!, at: "2020-01-01T00:00:00.000Z", id: "x" }));
    const damaged: Run = { ...old[0]!, id: "y", isDamaged: true };
    assert.deepEqual([...getForgettable([damaged, ...old], new Date())], ["x"]);
  });

  it("shows its run, which is neither finished nor undone, and can be left", async () => {
    await write(...record("a1", 1).slice(0, 2));
    const bad = readFileSync(file);
    bad[20] = 0xff;
    writeFileSync(file, bad);
    const runs = await read();
    const [row, ...others] = getRunRows(runs, t, () => "then", false);
    assert.deepEqual(
      [row?.label, row?.description, others],
      ["Plan a1", "interrupted, its record is damaged · then", []],
    );
    assert.deepEqual(row?.flags, ["run", "interrupted"]);
    assert.ok(row && !canBeUndone(row.run) && row.run.plan.organizationId === ORGANIZATION);
    const end = { entry: "end", runId: "a1", at: "2026-11-25T10:00:00.000Z", how: "left" } as const;
    await createRunJournal(folder).append(ORGANIZATION, end);
    assert.deepEqual(getInterruptedRuns(await read()), []);
  });

  it("is read without digests too, as earlier versions wrote it", async () => {
    await write(...record("a1", 1), ...record("b2", 2));
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(/,"sum":"\w+"\}$/gm, "}"));
    assert.ok(!readFileSync(file, "utf8").includes("sum"));
    assert.deepEqual(await read(), whole);
    await createRunJournal(folder).append(ORGANIZATION, record("c3", 3)[0]!);
    assert.equal((await read()).length, 3);
  });

  it("has a line that a crash tore off passed over for good, and not one whose end alone is damaged", async () => {
    await write(...record("a1", 1));
    const torn = '{"entry":"run","runId":"b2","a';
    writeFileSync(file, `${readFileSync(file, "utf8")}${torn}`);
    assert.deepEqual(await read(), whole);
    await createRunJournal(folder).append(ORGANIZATION, record("c3", 3)[0]!);
    assert.deepEqual(
      (await read()).map(({ id, isDamaged }) => [id, isDamaged]),
      [
        ["a1", undefined],
        ["c3", undefined],
      ],
    );
    await createRunJournal(folder).forget(ORGANIZATION, new Set(["c3"]));
    assert.ok(readFileSync(file, "utf8").endsWith(`${torn} <torn>\n`));
    writeFileSync(file, readFileSync(file, "utf8").replace(`${torn} <torn>\n`, "").replace(/\n$/, "J"));
    await createRunJournal(folder).append(ORGANIZATION, record("c3", 3)[0]!);
    assert.equal((await read()).find(({ id }) => id === "a1")?.isDamaged, true);
  });
});
