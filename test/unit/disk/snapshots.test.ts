import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSnapshotArchive } from "../../../src/disk/snapshots";
import type { OrganizationContents } from "../../../src/organization/model";
import { getDifferences } from "../../../src/organization/snapshot/differences";
import { generateOrganization } from "../../../src/sandbox/generate";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const PLACE = "o-techcorp42@127.0.0.1:5000";
const KEEP = 100;

function takeAt(hour: number, contents: OrganizationContents = createTechCorp()): OrganizationContents {
  return { ...contents, takenAt: `2026-11-24T${String(hour).padStart(2, "0")}:00:00.000Z` };
}

function rename(contents: OrganizationContents, name: string): OrganizationContents {
  const [first, ...others] = contents.accounts;
  assert.ok(first);
  return { ...contents, accounts: [{ ...first, name }, ...others] };
}

describe("the snapshots on the disk", () => {
  let folder: string;
  let told: string[];
  const open = () => createSnapshotArchive(folder, (file) => told.push(path.basename(file)));
  const listFiles = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const listChunks = async () => (await listFiles()).filter(({ name }) => name.endsWith(".gz"));
  /** The file of the first rows. */
  const findTop = async (id: string) => {
    const description = (await listFiles()).find(({ name }) => name === `${id}.json`) ?? assert.fail();
    const { chunks } = JSON.parse(await readFile(getFile(description), "utf8")) as {
      readonly chunks: Readonly<Record<string, readonly string[]>>;
    };
    return (await listChunks()).find(({ name }) => name === `${chunks.top?.[0]}.gz`) ?? assert.fail();
  };
  const getFile = ({ parentPath, name }: { readonly parentPath: string; readonly name: string }) =>
    path.join(parentPath, name);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-snapshots-"));
    told = [];
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("give back what was kept, newest first", async () => {
    const first = takeAt(1);
    const second = takeAt(2, rename(first, "Billing"));
    await open().save(PLACE, first, KEEP);
    const { id } = await open().save(PLACE, second, KEEP);
    const entries = await open().list(PLACE);
    assert.deepEqual(
      entries.map(({ takenAt, accounts }) => [takenAt, accounts]),
      [
        [second.takenAt, second.accounts.length],
        [first.takenAt, first.accounts.length],
      ],
    );
    const loaded = await open().load(PLACE, id);
    assert.deepEqual(getDifferences(second, loaded).differences, []);
    assert.equal(loaded.takenAt, second.takenAt);
    assert.deepEqual(loaded.handshakes, second.handshakes);
    assert.deepEqual(told, []);
  });

  it("keep what has not changed once, and note when it was last so", async () => {
    await open().save(PLACE, takeAt(1), KEEP);
    const before = (await listFiles()).length;
    const reordered = { ...takeAt(2), accounts: createTechCorp().accounts.toReversed() };
    await open().save(PLACE, reordered, KEEP);
    const [entry, ...more] = await open().list(PLACE);
    assert.deepEqual(more, []);
    assert.deepEqual([entry?.takenAt, entry?.seenAt], [takeAt(1).takenAt, takeAt(2).takenAt]);
    assert.equal((await listFiles()).length, before);
  });

  it("write a small part anew when one account of many changes", async () => {
    const large = generateOrganization({ accounts: 1000, seed: 1 });
    await open().save(PLACE, takeAt(1, large), KEEP);
    const before = (await listChunks()).length;
    await open().save(PLACE, takeAt(2, rename(large, "Other")), KEEP);
    // It lies in the root, and stands among the first rows too.
    assert.equal((await listChunks()).length, before + 2);
  });

  it("tell the first rows of the newest before the rest is read", async () => {
    const large = generateOrganization({ accounts: 1000, seed: 1 });
    await open().save(PLACE, takeAt(1), KEEP);
    await open().save(PLACE, takeAt(2, large), KEEP);
    const newest = await open().openNewest(PLACE);
    const [root] = large.roots;
    const isTop = ({ parentId }: { readonly parentId: string }) => parentId === root?.id;
    const sort = (things: readonly { readonly id: string }[] = []) => things.map(({ id }) => id).toSorted();
    assert.deepEqual(newest?.top?.roots, large.roots);
    assert.deepEqual(sort(newest?.top?.organizationalUnits), sort(large.organizationalUnits.filter(isTop)));
    assert.deepEqual(sort(newest?.top?.accounts), sort(large.accounts.filter(isTop)));
    assert.ok(newest?.top?.accounts.length);
    assert.deepEqual(getDifferences(large, (await newest?.load()) ?? assert.fail()).differences, []);
  });

  it("tell the first rows where of the rest nothing is left", async () => {
    const { id } = await open().save(PLACE, takeAt(1), KEEP);
    const { name: top } = await findTop(id);
    for (const chunk of await listChunks()) if (chunk.name !== top) await rm(getFile(chunk));
    const newest = await open().openNewest(PLACE);
    assert.ok(newest?.top?.organizationalUnits.length);
    await assert.rejects(newest.load(), { kind: "malformed" });
  });

  it("tell no first rows where these are not known", async () => {
    const gaps = [{ operation: "ListAccounts", reason: "not read" }];
    await open().save(PLACE, { ...takeAt(1), gaps }, KEEP);
    const newest = await open().openNewest(PLACE);
    assert.equal(newest?.top, undefined);
    assert.deepEqual((await newest?.load())?.gaps, gaps);
    assert.equal(await open().openNewest("o-other"), undefined);
  });

  it("can be read by their owner alone", async function () {
    if (process.platform === "win32") this.skip();
    await open().save(PLACE, takeAt(1), KEEP);
    for (const entry of await listFiles()) assert.equal((await stat(getFile(entry))).mode & 0o777, 0o600, entry.name);
  });

  it("are dropped beyond the number to keep, with what only they were made of", async () => {
    const archive = open();
    for (const hour of [1, 2, 3]) await archive.save(PLACE, takeAt(hour, rename(createTechCorp(), `A${hour}`)), KEEP);
    for (const chunk of await listChunks()) await utimes(getFile(chunk), new Date(0), new Date(0));
    const before = (await listChunks()).length;
    await archive.save(PLACE, takeAt(4, rename(createTechCorp(), "A4")), 2);
    assert.deepEqual(
      (await archive.list(PLACE)).map(({ takenAt }) => takenAt),
      [takeAt(4).takenAt, takeAt(3).takenAt],
    );
    assert.equal((await listChunks()).length, before - 4 + 2);
    for (const { id } of await archive.list(PLACE)) await archive.load(PLACE, id);
  });

  it("leave alone what another window has just written and not named yet", async () => {
    const archive = open();
    await archive.save(PLACE, takeAt(1, rename(createTechCorp(), "A1")), KEEP);
    await archive.save(PLACE, takeAt(2, rename(createTechCorp(), "A2")), 1);
    const fresh = await listChunks();
    await archive.save(PLACE, takeAt(3, rename(createTechCorp(), "A3")), 1);
    const names = new Set((await listChunks()).map(({ name }) => name));
    assert.ok(fresh.every(({ name }) => names.has(name)));
  });

  it("are kept apart by place", async () => {
    await open().save(PLACE, takeAt(1), KEEP);
    assert.deepEqual(await open().list("o-techcorp42"), []);
  });

  it("stay in their folder, whatever a place is called", async () => {
    await open().save("../../o-evil", takeAt(1), KEEP);
    assert.equal((await open().list("../../o-evil")).length, 1);
    assert.deepEqual(await readdir(folder), ["%2E%2E%2F%2E%2E%2Fo-evil"]);
  });

  it("are forgotten on demand, of one place or of all", async () => {
    await open().save(PLACE, takeAt(1), KEEP);
    await open().save("o-other", takeAt(1), KEEP);
    await open().clear(PLACE);
    assert.deepEqual([(await open().list(PLACE)).length, (await open().list("o-other")).length], [0, 1]);
    await open().clear();
    assert.equal((await open().list("o-other")).length, 0);
  });

  describe("when a file is damaged", () => {
    const damages: readonly (readonly [what: string, damage: (text: Buffer) => string | Buffer])[] = [
      ["cut off", (text) => text.subarray(0, text.length / 2)],
      ["empty", () => ""],
      ["foreign", () => '{"format":"other"}'],
    ];
    for (const [what, damage] of damages) {
      it(`${what}: a description is set aside and told of, and the others are still there`, async () => {
        await open().save(PLACE, takeAt(1), KEEP);
        const { id } = await open().save(PLACE, takeAt(2, rename(createTechCorp(), "A")), KEEP);
        const file = path.join(folder, (await readdir(folder))[0] ?? "", `${id}.json`);
        await writeFile(file, damage(await readFile(file)));
        assert.deepEqual(
          (await open().list(PLACE)).map(({ takenAt }) => takenAt),
          [takeAt(1).takenAt],
        );
        assert.deepEqual(told, [`${id}.json`]);
        assert.ok((await listFiles()).some(({ name }) => name === `${id}.json.corrupt`));
      });

      it(`${what}: a chunk fails the loading, and the next save writes it anew`, async () => {
        const { id } = await open().save(PLACE, takeAt(1), KEEP);
        const [chunk] = await listChunks();
        assert.ok(chunk);
        await writeFile(getFile(chunk), damage(await readFile(getFile(chunk))));
        await assert.rejects(open().load(PLACE, id), { name: "OrganizationError", kind: "malformed" });
        assert.deepEqual(told.toSorted(), [chunk.name, `${id}.json`].toSorted());
        const again = await open().save(PLACE, takeAt(2), KEEP);
        assert.equal((await open().load(PLACE, again.id)).accounts.length, createTechCorp().accounts.length);
      });
    }

    it("the newest that is whole is opened", async () => {
      await open().save(PLACE, takeAt(1), KEEP);
      const { id } = await open().save(PLACE, takeAt(2, rename(createTechCorp(), "A")), KEEP);
      await writeFile(path.join(folder, (await readdir(folder))[0] ?? "", `${id}.json`), "{");
      assert.equal((await open().openNewest(PLACE))?.entry.takenAt, takeAt(1).takenAt);
      assert.deepEqual(told, [`${id}.json`]);
    });

    it("the first rows come with the rest where they alone are damaged", async () => {
      const { id } = await open().save(PLACE, takeAt(1), KEEP);
      const top = await findTop(id);
      await writeFile(getFile(top), "damaged");
      const newest = (await open().openNewest(PLACE)) ?? assert.fail();
      assert.equal(newest.top, undefined);
      assert.deepEqual(told, [top.name]);
      assert.deepEqual(getDifferences(takeAt(1), await newest.load()).differences, []);
      await open().save(PLACE, takeAt(2), KEEP);
      assert.ok((await open().openNewest(PLACE))?.top, "the next save writes them anew");
    });

    it("missing: the snapshot is not there", async () => {
      await assert.rejects(open().load(PLACE, "20261124T010000000Z-00000000"), { kind: "notFound" });
    });
  });
});
