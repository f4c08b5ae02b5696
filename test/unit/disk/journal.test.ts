import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { appendFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import type { JournalEntry } from "../../../src/changes/journal";
import { createRunJournal } from "../../../src/disk/runJournal";
import { readJsonFile, writeJsonFile } from "../../../src/disk/jsonFile";
import { createRunLock } from "../../../src/disk/runLock";
import { writeFileAtomic } from "../../../src/disk/writeFileAtomic";

const ORGANIZATION = "o-exampleorgid";

function makeEntry(runId: string): JournalEntry {
  return {
    entry: "step",
    runId,
    at: "2026-11-24T10:00:00.000Z",
    stepId: "1",
    record: { state: "sending", step: { kind: "putResourcePolicy", to: '{\n\t"é😀" }' } },
  };
}

const getMode = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

describe("on the disk", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-disk-"));
  });

  afterEach(() => rm(folder, { recursive: true }));

  describe("the journal", () => {
    it("gives back what was recorded, to the byte, oldest first", async () => {
      const journal = createRunJournal(folder);
      const entries = [makeEntry("1"), makeEntry("2"), makeEntry("1")];
      for (const entry of entries) await journal.append(ORGANIZATION, entry);
      assert.deepEqual(await createRunJournal(folder).read(ORGANIZATION), entries);
    });

    it("is empty before the first change, and for another organization", async () => {
      const journal = createRunJournal(path.join(folder, "not", "there"));
      assert.deepEqual(await journal.read(ORGANIZATION), []);
      await journal.append(ORGANIZATION, makeEntry("1"));
      assert.deepEqual(await journal.read("o-otherorgid00"), []);
    });

    it("is readable by its owner alone", async function () {
      if (process.platform === "win32") this.skip();
      await createRunJournal(folder).append(ORGANIZATION, makeEntry("1"));
      const [file = ""] = await readdir(folder);
      assert.equal(await getMode(path.join(folder, file)), "600");
    });

    it("tells of what names no run, tells whose lines of a later version are, and keeps them all", async () => {
      const journal = createRunJournal(folder);
      await journal.append(ORGANIZATION, makeEntry("1"));
      const [file = ""] = await readdir(folder);
      const line = { runId: "1", at: "2026-11-24T10:00:00.000Z" };
      const others = [
        ...[null, 7, "x", {}, { runId: "3" }, { at: line.at }],
        ...[
          { ...line, runId: "3", entry: "run", plan: { title: "Split in two", parts: [{}] } },
          { ...line, entry: "step", stepId: "1" },
          { ...line, entry: "end" },
          { ...line, entry: "pause" },
        ],
      ].map((value) => `${JSON.stringify(value)}\n`);
      const later = { ...line, entry: "later" };
      await appendFile(path.join(folder, file), others.join(""));
      await journal.append(ORGANIZATION, makeEntry("2"));
      const begun = { ...later, runId: "3", title: "Split in two" };
      const read = async () => {
        const entries = await journal.read(ORGANIZATION);
        const known = entries.filter(({ entry }) => entry !== "damaged");
        return { known, damaged: entries.length - known.length };
      };
      assert.deepEqual(await read(), {
        known: [makeEntry("1"), begun, later, later, later, makeEntry("2")],
        damaged: 6,
      });
      await journal.forget(ORGANIZATION, new Set(["1"]));
      assert.deepEqual(await read(), { known: [begun, makeEntry("2")], damaged: 6 });
      assert.ok((await readFile(path.join(folder, file), "utf8")).includes('{"at":'));
    });

    it("survives a line that a crash tore off", async () => {
      const journal = createRunJournal(folder);
      await journal.append(ORGANIZATION, makeEntry("1"));
      const [file = ""] = await readdir(folder);
      await appendFile(path.join(folder, file), '{"runId":"2","organizat');
      assert.deepEqual(await journal.read(ORGANIZATION), [makeEntry("1")]);
      await journal.append(ORGANIZATION, makeEntry("3"));
      assert.deepEqual(await journal.read(ORGANIZATION), [makeEntry("1"), makeEntry("3")]);
    });

    it("keeps lines whole that are recorded at the same time", async () => {
      const journal = createRunJournal(folder);
      const entries = Array.from({ length: 20 }, (_, index) => makeEntry(`${index}`));
      await Promise.all(entries.map((entry) => journal.append(ORGANIZATION, entry)));
      assert.deepEqual(await journal.read(ORGANIZATION), entries);
    });

    it("forgets the runs it is told to, and no other line", async () => {
      const journal = createRunJournal(folder);
      for (const id of ["1", "2", "1", "3"]) await journal.append(ORGANIZATION, makeEntry(id));
      await Promise.all([journal.forget(ORGANIZATION, new Set(["1"])), journal.append(ORGANIZATION, makeEntry("1"))]);
      assert.deepEqual(await journal.read(ORGANIZATION), [makeEntry("2"), makeEntry("3"), makeEntry("1")]);
    });

    it("fails when it cannot write, and goes on once it can", async () => {
      const blocked = path.join(folder, "blocked");
      await writeFile(blocked, "a file, not a folder");
      const journal = createRunJournal(blocked);
      await assert.rejects(journal.append(ORGANIZATION, makeEntry("1")));
      await rm(blocked);
      await journal.append(ORGANIZATION, makeEntry("2"));
      assert.equal((await journal.read(ORGANIZATION)).length, 1);
    });
  });

  describe("the lock of runs", () => {
    it("is held by one, told by whom, and free again afterwards", async () => {
      const lock = createRunLock(folder);
      const held = await lock.acquire(ORGANIZATION);
      assert.ok("release" in held);
      const second = await createRunLock(folder).acquire(ORGANIZATION);
      assert.match("heldBy" in second ? second.heldBy : "", new RegExp(`^process ${process.pid} on `));
      assert.ok("heldBy" in second && !/T\d\d:/.test(second.heldBy), "the time is a person's");
      assert.deepEqual(await Promise.all([lock, createRunLock(folder)].map((one) => one.isTaken(ORGANIZATION))), [
        true,
        true,
      ]);
      assert.equal(await lock.isTaken("o-otherorgid00"), false);
      const other = await lock.acquire("o-otherorgid00");
      assert.ok("release" in other);
      await other.release();
      await held.release();
      assert.equal(await lock.isTaken(ORGANIZATION), false);
      const again = await lock.acquire(ORGANIZATION);
      assert.ok("release" in again);
      await again.release();
      assert.deepEqual(await readdir(folder), []);
    });

    it("says who has it from the moment that it is there, so that one who is killed then can be told to be dead", async () => {
      const file = path.join(folder, `run-${ORGANIZATION}.lock`);
      const lock = createRunLock(folder);
      const found = new Set<string>();
      for (let round = 0; round < 30; round++) {
        const state = { isTaken: false };
        const taking = lock.acquire(ORGANIZATION).finally(() => {
          state.isTaken = true;
        });
        while (!state.isTaken) {
          if (existsSync(file)) found.add(readFileSync(file, "utf8").slice(0, 7));
          await new Promise(setImmediate);
        }
        const held = await taking;
        assert.ok("release" in held);
        await held.release();
      }
      assert.deepEqual([...found], ['{"pid":']);
    });

    describe("found held", () => {
      const file = () => path.join(folder, `run-${ORGANIZATION}.lock`);
      const ended = { pid: 2 ** 30, host: hostname(), since: "2026-11-24T10:00:00.000Z" };
      const elsewhere = { ...ended, host: "another" };
      /** Milliseconds. */
      const pace = { heartbeat: 40, silence: 1_000 };
      const isTaken = async () => "release" in (await createRunLock(folder, pace).acquire(ORGANIZATION));

      it("is taken over from a process that has ended", async () => {
        await writeFile(file(), JSON.stringify(ended));
        assert.equal(await createRunLock(folder, pace).isTaken(ORGANIZATION), false);
        assert.ok(await isTaken());
      });

      it("is taken over by one of many that find it so at once, and by nobody from that one", async () => {
        for (let round = 0; round < 20; round++) {
          await writeFile(file(), JSON.stringify({ ...ended, since: String(round) }));
          const late = [0, 1, 2, 3].map((turns) => takeLate(turns));
          const all = await Promise.all([
            ...late,
            ...late.map(() => createRunLock(folder, pace).acquire(ORGANIZATION)),
          ]);
          const held = all.flatMap((one) => ("release" in one ? [one] : []));
          assert.equal(held.length, 1, `round ${round}`);
          assert.ok(await held[0]?.isHeld(), `round ${round}`);
          await held[0]?.release();
          assert.deepEqual(await readdir(folder), []);
        }
      });

      async function takeLate(turns: number) {
        for (let turn = 0; turn < turns; turn++) await stat(folder);
        return createRunLock(folder, pace).acquire(ORGANIZATION);
      }

      it("is taken over where whoever began to do so has ended too", async () => {
        await writeFile(file(), JSON.stringify(ended));
        const held = createRunLock(folder, pace);
        const digest = createHash("sha256").update(JSON.stringify(ended)).digest("hex").slice(0, 16);
        await writeFile(`${file()}.${digest}`, JSON.stringify({ ...ended, since: "later" }));
        const taken = await held.acquire(ORGANIZATION);
        assert.ok("release" in taken);
        assert.deepEqual(await readdir(folder), [`run-${ORGANIZATION}.lock`]);
        await taken.release();
      });

      it("stays with another machine that was heard of lately", async () => {
        await writeFile(file(), JSON.stringify(elsewhere));
        assert.equal(await createRunLock(folder, pace).isTaken(ORGANIZATION), true);
        assert.ok(!(await isTaken()));
      });

      it("is taken over from another machine that shows no life while it is watched", async () => {
        await writeFile(file(), JSON.stringify(elsewhere));
        await utimes(file(), 0, 0);
        assert.ok(await isTaken());
      });

      for (const [clock, time] of [
        ["behind", 1_000_000],
        ["ahead", Date.now() / 1000 + 100_000],
      ] as const) {
        it(`stays with another machine at work whose clock is far ${clock}`, async () => {
          await writeFile(file(), JSON.stringify(elsewhere));
          let beats = 0;
          const beat = () => utimes(file(), time, time + ++beats);
          await beat();
          const timer = setInterval(() => void beat(), pace.heartbeat);
          assert.ok(!(await isTaken()));
          clearInterval(timer);
        });
      }
    });

    it("knows that it was taken over while the machine slept, and leaves the other's alone", async () => {
      const held = await createRunLock(folder, { heartbeat: 10, silence: 1_000 }).acquire(ORGANIZATION);
      assert.ok("release" in held);
      assert.ok(await held.isHeld());
      const file = path.join(folder, `run-${ORGANIZATION}.lock`);
      await writeFile(file, "another's");
      await utimes(file, 0, 0);
      assert.ok(!(await held.isHeld()));
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal((await stat(file)).mtimeMs, 0);
      await held.release();
      assert.equal(await readFile(file, "utf8"), "another's");
    });
  });

  describe("a file", () => {
    it("is replaced as a whole, for its owner alone, and leaves nothing beside it", async () => {
      const file = path.join(folder, "deep", "state.json");
      await writeFileAtomic(file, "old");
      await writeFileAtomic(file, "new");
      assert.equal(await readFile(file, "utf8"), "new");
      assert.deepEqual(await readdir(path.dirname(file)), ["state.json"]);
      if (process.platform !== "win32") assert.equal(await getMode(file), "600");
    });

    it("that cannot be replaced leaves nothing beside it either", async () => {
      await writeFileAtomic(path.join(folder, "target", "inside"), "x");
      await assert.rejects(writeFileAtomic(path.join(folder, "target"), "y"));
      assert.deepEqual(await readdir(folder), ["target"]);
    });

    it("of JSON comes back as it was, and is undefined before the first write", async () => {
      const file = path.join(folder, "state.json");
      assert.equal(await readJsonFile(file), undefined);
      await writeJsonFile(file, { kind: "profile", profile: "é" });
      assert.deepEqual(await readJsonFile(file), { kind: "profile", profile: "é" });
    });

    it("that is not JSON is set aside, not lost", async () => {
      const file = path.join(folder, "state.json");
      await writeFile(file, '{"kind": "dem');
      assert.equal(await readJsonFile(file), undefined);
      assert.deepEqual(await readdir(folder), ["state.json.corrupt"]);
      assert.equal(await readFile(`${file}.corrupt`, "utf8"), '{"kind": "dem');
    });
  });
});
