import assert from "node:assert/strict";
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ChangeRecord } from "../../../src/changes/ports";
import { createJournal } from "../../../src/disk/journal";
import { readJsonFile, writeJsonFile } from "../../../src/disk/jsonFile";
import { writeFileAtomic } from "../../../src/disk/writeFileAtomic";

const ORGANIZATION = "o-exampleorgid";

function makeRecord(id: string, state: ChangeRecord["state"], organizationId = ORGANIZATION): ChangeRecord {
  return {
    id,
    organizationId,
    at: "2026-11-24T10:00:00.000Z",
    caller: "arn:aws:iam::111111111111:user/jane",
    state,
    change: { kind: "update", policyId: "p-examplepolicy1", from: '{\n\t"é😀" }', to: "{}" },
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
    it("gives back what was recorded, the newest state of each change, oldest first", async () => {
      const journal = createJournal(folder);
      const records = [makeRecord("1", "intended"), makeRecord("2", "intended"), makeRecord("1", "done")];
      for (const record of records) await journal.append(record);
      const read = await createJournal(folder).read(ORGANIZATION);
      assert.deepEqual(read, [makeRecord("1", "done"), makeRecord("2", "intended")]);
    });

    it("is empty before the first change, and for another organization", async () => {
      const journal = createJournal(path.join(folder, "not", "there"));
      assert.deepEqual(await journal.read(ORGANIZATION), []);
      await journal.append(makeRecord("1", "done"));
      assert.deepEqual(await journal.read("o-otherorgid00"), []);
    });

    it("is readable by its owner alone", async function () {
      if (process.platform === "win32") this.skip();
      await createJournal(folder).append(makeRecord("1", "done"));
      const [file = ""] = await readdir(folder);
      assert.equal(await getMode(path.join(folder, file)), "600");
    });

    it("survives a line that a crash tore off", async () => {
      const journal = createJournal(folder);
      await journal.append(makeRecord("1", "done"));
      const [file = ""] = await readdir(folder);
      await appendFile(path.join(folder, file), '{"id":"2","organizat');
      assert.deepEqual(await journal.read(ORGANIZATION), [makeRecord("1", "done")]);
      await journal.append(makeRecord("3", "intended"));
      assert.deepEqual(
        (await journal.read(ORGANIZATION)).map((record) => record.id),
        ["1", "3"],
      );
    });

    it("keeps lines whole that are recorded at the same time", async () => {
      const journal = createJournal(folder);
      const ids = Array.from({ length: 20 }, (_, index) => `${index}`);
      await Promise.all(ids.map((id) => journal.append(makeRecord(id, "done"))));
      assert.deepEqual(
        (await journal.read(ORGANIZATION)).map((record) => record.id),
        ids,
      );
    });

    it("fails when it cannot write, and goes on once it can", async () => {
      const blocked = path.join(folder, "blocked");
      await writeFile(blocked, "a file, not a folder");
      const journal = createJournal(blocked);
      await assert.rejects(journal.append(makeRecord("1", "intended")));
      await rm(blocked);
      await journal.append(makeRecord("2", "intended"));
      assert.equal((await journal.read(ORGANIZATION)).length, 1);
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
