import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  createRecentConnections,
  getWorkspaceStorage,
  isSameChoice,
  type RememberedConnection,
} from "../../../src/editor/connection/choiceMemory";

const remember = (profile: string): RememberedConnection => ({
  choice: { kind: "profile", profile },
  seen: {
    name: profile,
    organizationId: "o-exampleorgid",
    caller: { accountId: "111122223333", arn: "arn:aws:iam::111122223333:user/me", userId: "" },
    role: "management",
    partition: "aws",
    customEndpoint: undefined,
    snapshotPlace: "o-exampleorgid",
  },
});

describe("the connection of a workspace", () => {
  for (const [folder, kept] of [
    ["/s/181ae738/orgscope.orgscope", "/s/181ae738/orgscope.orgscope"],
    ["/s/181ae738-2/orgscope.orgscope", "/s/181ae738/orgscope.orgscope"],
    ["/s/-181ae738/orgscope.orgscope", "/s/-181ae738/orgscope.orgscope"],
    ["/s/-181ae738-1/orgscope.orgscope", "/s/-181ae738/orgscope.orgscope"],
    ["/s/-1812/orgscope.orgscope", "/s/-1812/orgscope.orgscope"],
    ["/s/my-project-1/orgscope.orgscope", "/s/my-project-1/orgscope.orgscope"],
  ] as const) {
    it(`is kept in ${kept}, for a window with ${folder}`, () => assert.equal(getWorkspaceStorage(folder), kept));
  }
});

describe("the organizations looked at last", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-recent-"));
    file = path.join(folder, "recent.json");
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = async () =>
    (await createRecentConnections(file).read()).map(({ choice }) => choice.kind === "profile" && choice.profile);

  it("are the latest first, each once, over a restart", async () => {
    const recent = createRecentConnections(file);
    for (const name of ["a", "b", "a"]) await recent.add(remember(name));
    assert.deepEqual(await read(), ["a", "b"]);
    assert.equal((await createRecentConnections(file).read())[0]?.seen?.organizationId, "o-exampleorgid");
  });

  it("are ten at most", async () => {
    const recent = createRecentConnections(file);
    for (let count = 0; count < 12; count++) await recent.add(remember(String(count)));
    assert.equal((await read()).length, 10);
  });

  it("are none where the file holds something else", async () => {
    for (const text of ["{", "{}", '[1, null, {"kind": "endpoint", "url": "file:///etc"}]']) {
      await writeFile(file, text);
      assert.deepEqual(await read(), []);
    }
  });

  it("are told apart by all that they were chosen by", () => {
    const one = { kind: "endpoint", url: "http://127.0.0.1:1", profile: "a" } as const;
    assert.ok(isSameChoice(one, { profile: "a", url: "http://127.0.0.1:1", kind: "endpoint" }));
    assert.ok(!isSameChoice(one, { kind: "endpoint", url: "http://127.0.0.1:1" }));
  });
});
