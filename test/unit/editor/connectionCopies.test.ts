import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCopies } from "../../../src/editor/connection/copies";
import { createTechCorp } from "../../../src/sandbox/techCorp";

describe("a copy of an organization from a file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-copies-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  for (const id of ["..", ".", "../..", "a/../../b", "o-techcorp42"]) {
    it(`lies below the folder of copies though its id is ${id}`, async () => {
      const contents = createTechCorp();
      const copies = createCopies(path.join(folder, "copies"));
      await copies.make({ ...contents, organization: { ...contents.organization, id } }, { kind: "demo" });
      assert.deepEqual(await readdir(folder), ["copies"]);
      const [own = "", ...others] = await readdir(path.join(folder, "copies"));
      assert.deepEqual(others, []);
      assert.deepEqual((await readdir(path.join(folder, "copies", own))).length, 3);
      assert.deepEqual(await copies.findOrigin(id), { kind: "demo" });
    });
  }
});
