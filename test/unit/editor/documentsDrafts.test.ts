import assert from "node:assert/strict";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDrafts, type Draft } from "../../../src/editor/documents/drafts";

const DRAFT: Draft = {
  organizationId: "o-exampleorgid",
  type: "SERVICE_CONTROL_POLICY",
  policyId: "p-examplepolicyid",
  text: "{ typed",
  base: "{}",
  version: 7,
};

describe("drafts on the disk", () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), "orgscope-drafts-"))));
  afterEach(() => rm(folder, { recursive: true }));

  it("are one's own for each organization of an id, and for their owner alone", async () => {
    let place = "o-exampleorgid";
    const drafts = createDrafts(folder, () => place);
    await drafts.save(DRAFT);
    place = "o-exampleorgid@127.0.0.1:4000";
    assert.equal(await drafts.load(DRAFT), undefined);
    await drafts.save({ ...DRAFT, text: "{ elsewhere" });
    place = "o-exampleorgid";
    assert.equal((await drafts.load(DRAFT))?.text, "{ typed");
    const file = await drafts.setAside(DRAFT);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await drafts.save({ ...DRAFT, text: "{ later" });
    assert.equal((await drafts.load(DRAFT))?.text, "{ later");
  });
});
