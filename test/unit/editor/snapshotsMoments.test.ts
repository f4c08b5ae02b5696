import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Copies } from "../../../src/editor/connection/copies";
import { Moments } from "../../../src/editor/snapshots/moments";
import { formatOrganizationFile } from "../../../src/organization/file";
import type { SnapshotArchive } from "../../../src/organization/snapshot/archive";
import { createTechCorp } from "../../../src/sandbox/techCorp";

describe("the organization in a file", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "orgscope-moments-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("is what the file says now, and read once while it stays as it is", async () => {
    const file = path.join(folder, "organization.json");
    const moments = new Moments({} as SnapshotArchive, {} as Copies, { getSession: () => undefined });
    const load = () => moments.load({ kind: "file", path: file });
    const contents = createTechCorp();
    await writeFile(file, formatOrganizationFile(contents));
    const first = await load();
    assert.equal(await load(), first);
    await writeFile(file, formatOrganizationFile({ ...contents, accounts: contents.accounts.slice(1) }));
    assert.equal((await load()).accounts.length, contents.accounts.length - 1);
  });
});
