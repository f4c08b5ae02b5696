import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { JournalEntry } from "../../../src/changes/journal";
import { getInterruptedRuns, readRuns } from "../../../src/changes/runs";
import { createRunJournal } from "../../../src/disk/runJournal";
import { createRunLock } from "../../../src/disk/runLock";
import { type AllRuns, getRuns } from "../../../src/editor/connection/runPlaces";

const ID = "o-techcorp42";
const DEMO = { role: "demo", name: "Demo organization", customEndpoint: undefined } as const;
const FIRST = { role: "management", name: "127.0.0.1:4001", customEndpoint: "http://127.0.0.1:4001" } as const;
const SECOND = { role: "management", name: "127.0.0.1:4002", customEndpoint: "http://127.0.0.1:4002/" } as const;
const AWS = { role: "management", name: "prod", customEndpoint: undefined } as const;
const FIPS = {
  role: "management",
  name: "fips",
  customEndpoint: "https://organizations-fips.us-east-1.amazonaws.com",
} as const;
const ALL = [DEMO, FIRST, SECOND, AWS];

function begin(runId: string, connection: string): JournalEntry {
  const plan = { title: runId, organizationId: ID, plannedAt: "", steps: [] };
  return { entry: "run", runId, at: "2026-11-24T10:00:00.000Z", caller: "", connection, plan };
}

describe("the record of what was done to an organization of the same id at several places", () => {
  let folder: string;
  let runs: AllRuns;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-places-"));
    const open = (name: string) => ({
      journal: createRunJournal(path.join(folder, name)),
      lock: createRunLock(path.join(folder, name)),
    });
    runs = { aws: open("aws"), elsewhere: open("elsewhere") };
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = async (place: (typeof ALL)[number] | typeof FIPS) =>
    readRuns(await getRuns(runs, place).journal.read(ID), ID);
  const getTitles = async (place: (typeof ALL)[number]) => (await read(place)).map(({ plan }) => plan.title);

  it("is one for each place, and one for all ways to AWS", async () => {
    for (const place of ALL) await getRuns(runs, place).journal.append(ID, begin(place.name, place.name));
    for (const place of ALL) assert.deepEqual(await getTitles(place), [place.name]);
    assert.deepEqual((await read(FIPS)).length, 1);
  });

  it("keeps one place waiting for no other", async () => {
    const held = await getRuns(runs, FIRST).lock.acquire(ID);
    assert.ok("release" in held);
    assert.ok("heldBy" in (await getRuns(runs, FIRST).lock.acquire(ID)));
    assert.deepEqual(await Promise.all(ALL.map((one) => getRuns(runs, one).lock.isTaken(ID))), [
      false,
      true,
      false,
      false,
    ]);
    await held.release();
  });

  it("holds what an earlier version recorded for all places together, each at the one that it was run through", async () => {
    for (const { name } of [DEMO, FIRST, SECOND]) await runs.elsewhere.journal.append(ID, begin(`of ${name}`, name));
    for (const place of [DEMO, FIRST, SECOND]) assert.deepEqual(await getTitles(place), [`of ${place.name}`]);
    // It is closed at its place, and stays there though the connection is called something else by then.
    const { journal } = getRuns(runs, FIRST);
    await journal.append(ID, { entry: "end", runId: `of ${FIRST.name}`, at: "2026-11-24T11:00:00.000Z", how: "left" });
    const renamed = { ...FIRST, name: "dev" };
    const [run, ...others] = readRuns(await getRuns(runs, renamed).journal.read(ID), ID);
    assert.deepEqual([run?.ended?.how, run?.isDamaged, others], ["left", undefined, []]);
    assert.equal(getInterruptedRuns(await read(SECOND)).length, 1);
    await journal.forget(ID, new Set([`of ${FIRST.name}`]));
    assert.deepEqual(await getTitles(FIRST), []);
    assert.deepEqual(await getTitles(SECOND), [`of ${SECOND.name}`]);
  });
});
