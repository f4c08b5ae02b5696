import assert from "node:assert/strict";
import { createFindIndex, find } from "../../../src/editor/commands/findIndex";
import { createStore } from "../../../src/organization/createStore";
import { createFakeOrganization, ROOT } from "../organization/fakeReader";

async function createIndex() {
  const store = createStore(createFakeOrganization().reader);
  await store.loadRoots();
  await store.loadChildren(ROOT);
  await store.loadChildren("ou-a1b2-11111111");
  await store.loadPolicies("SERVICE_CONTROL_POLICY");
  await store.loadTags("222222222222");
  return createFindIndex(store);
}

describe("find", () => {
  const CASES: readonly (readonly [what: string, query: string, expected: readonly string[]])[] = [
    ["a name", "shared", ["Shared"]],
    ["part of an id", "22222222222", ["Shared"]],
    ["an e-mail", "222222222222@example.com", ["Shared"]],
    ["a tag", "owner=platform", ["Shared"]],
    ["an ARN", "arn:aws:organizations::111111111111:account/o-exampleorgid/2222", ["Shared"]],
    ["a policy's name", "deny leav", ["Deny leaving"]],
    ["words in any order", "leaving deny", ["Deny leaving"]],
    ["names that begin with it before those that hold it elsewhere", "r", ["Root"]],
    ["nothing", "nowhere", []],
  ];
  for (const [what, query, expected] of CASES) {
    it(`finds ${what}`, async () => {
      const found = find((await createIndex()).all, query, 200).map(({ name }) => name);
      assert.deepEqual(query === "r" ? found.slice(0, 1) : found, expected);
    });
  }

  it("offers no more than the limit", async () => {
    assert.equal(find((await createIndex()).all, "", 2).length, 2);
  });

  it("counts what cannot be found by its tags yet", async () => {
    const { all, withoutTags } = await createIndex();
    assert.equal(withoutTags, all.length - 1);
  });
});
