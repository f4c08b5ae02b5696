import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { JournalEntry } from "../../../src/changes/journal";
import { createRunJournal } from "../../../src/disk/runJournal";
import { createSnapshotArchive } from "../../../src/disk/snapshots";
import { findKept, getKeptText, type KeptState } from "../../../src/editor/connection/keptState";
import { createDrafts } from "../../../src/editor/documents/drafts";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const ID = "o-techcorp42";
const SEEN = {
  name: "audit",
  organizationId: ID,
  caller: { accountId: "111122223333", arn: "arn:aws:iam::111122223333:user/me", userId: "" },
  role: "management",
  partition: "aws",
  customEndpoint: undefined,
  snapshotPlace: `${ID} at:somewhere`,
} as const;
const NOW = Date.parse("2026-11-24T12:30:00.000Z");
const t = (text: string, ...values: readonly (string | number)[]) =>
  text.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));

describe("what is kept of an organization that is not looked at", () => {
  let folder: string;
  let find: () => Promise<KeptState>;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-kept-"));
    const archive = createSnapshotArchive(path.join(folder, "snapshots"), () => undefined);
    const journal = createRunJournal(path.join(folder, "runs"));
    find = () => findKept(SEEN, { archive, drafts: path.join(folder, "drafts"), getJournal: () => journal });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("is nothing at first, also where nothing can be read", async () => {
    assert.deepEqual(await find(), { drafts: 0, interrupted: 0 });
    assert.equal(getKeptText(await find(), NOW, t), "");
    await writeFile(path.join(folder, "drafts"), "a file, not a folder");
    assert.deepEqual(await find(), { drafts: 0, interrupted: 0 });
  });

  it("is told: when it was read, the drafts, and what was interrupted", async () => {
    const archive = createSnapshotArchive(path.join(folder, "snapshots"), () => undefined);
    await archive.save(SEEN.snapshotPlace, { ...createTechCorp(), takenAt: "2026-11-24T10:00:00.000Z" }, 5);
    const drafts = createDrafts(path.join(folder, "drafts"), () => SEEN.snapshotPlace);
    const draft = {
      organizationId: ID,
      type: "SERVICE_CONTROL_POLICY",
      policyId: "p-denyroot01",
      text: "{}",
      base: "",
    };
    await drafts.save({ ...draft, version: 1 });
    await drafts.setAside({ ...draft, version: 2 });
    const entry: JournalEntry = {
      ...{ entry: "run", runId: "1", at: "2026-11-24T10:00:00.000Z", caller: "", connection: "test" },
      plan: { title: "Test", organizationId: ID, plannedAt: "", steps: [] },
    };
    await createRunJournal(path.join(folder, "runs")).append(ID, entry);
    assert.equal(getKeptText(await find(), NOW, t), "read 2 hours ago · 1 draft · 1 interrupted change");
  });
});
