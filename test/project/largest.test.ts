import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSnapshotArchive } from "../../src/disk/snapshots";
import { createFindIndex } from "../../src/editor/commands/findIndex";
import { createContentsReader } from "../../src/organization/contentsReader";
import { createStore } from "../../src/organization/createStore";
import { formatOrganizationFile, parseOrganizationFile } from "../../src/organization/file";
import { loadEverything } from "../../src/organization/loading/loadEverything";
import type { OrganizationContents } from "../../src/organization/model";
import { getDifferences } from "../../src/organization/snapshot/differences";
import { formatInventoryCsv } from "../../src/organization/snapshot/inventory";
import { redact } from "../../src/organization/snapshot/redact";
import type { OrganizationStore } from "../../src/organization/store";
import { toContents } from "../../src/organization/toContents";
import { generateOrganization } from "../../src/sandbox/generate";

const ACCOUNTS = 50_000;

/** Nothing has a limit that they exceed. */
describe("fifty thousand accounts", function () {
  this.timeout(120_000);
  let folder: string;
  let contents: OrganizationContents;
  let store: OrganizationStore;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-largest-"));
    contents = generateOrganization({ accounts: ACCOUNTS, seed: 1 });
    store = createStore(createContentsReader(contents));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("are read whole", async () => {
    const signal = new AbortController().signal;
    const { gaps, stopped } = await loadEverything(store, { scope: "everything", signal, wait: async () => undefined });
    assert.deepEqual([gaps, stopped], [[], undefined]);
    assert.equal(store.getAccounts()?.length, ACCOUNTS);
    assert.ok(createFindIndex(store).all.length > ACCOUNTS);
  });

  it("are kept, and shown at the next start", async () => {
    const archive = createSnapshotArchive(folder, assert.fail);
    const known = toContents(store, contents.takenAt) ?? assert.fail();
    const { id } = await archive.save("place", known, 1);
    assert.ok((await archive.openNewest("place"))?.top);
    const kept = await archive.load("place", id);
    assert.deepEqual(getDifferences(known, kept).differences, []);
    const next = createStore(createContentsReader(kept));
    await next.seed(kept);
    assert.equal(next.getAccounts()?.length, ACCOUNTS);
  });

  it("are compared with none of them, redacted and written to files", () => {
    const few = { ...contents, accounts: contents.accounts.slice(0, 1) };
    assert.ok(getDifferences(few, contents).differences.length >= ACCOUNTS - 1);
    const read = parseOrganizationFile(formatOrganizationFile(redact(contents)));
    assert.equal("contents" in read && read.contents.accounts.length, ACCOUNTS);
    assert.ok(formatInventoryCsv(contents).split("\r\n").length > ACCOUNTS);
  });
});
