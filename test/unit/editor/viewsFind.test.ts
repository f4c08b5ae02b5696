import assert from "node:assert/strict";
import { createFindIndex, describeNothing, find } from "../../../src/editor/commands/findIndex";
import { createStore } from "../../../src/organization/createStore";
import type { Translate } from "../../../src/terms/translate";
import { createFakeOrganization, ROOT } from "../organization/fakeReader";

const translate: Translate = (template, ...values) =>
  template.replaceAll(/\{(\d+)\}/g, (_hole, index: string) => String(values[Number(index)]));

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

  it("finds in the order in which VS Code draws", () => {
    const names = [
      "Data kestrel x",
      "Kestrel Wages 10",
      "Zebra",
      "Kestrel",
      "Our kestrel",
      "Kestrel Wages 2",
      "My kestrel",
    ];
    const all = names.map((name) => ({
      ...({ id: name, kind: "account", name, place: "", canHaveTags: false } as const),
      haystack: `${name} kestrel@example.com`.toLowerCase(),
    }));
    assert.deepEqual(
      find(all, " Kestrel ", 200).map(({ name }) => name),
      ["Kestrel", "Kestrel Wages 2", "Kestrel Wages 10", "My kestrel", "Our kestrel", "Data kestrel x", "Zebra"],
    );
  });

  it("says what was looked through in vain, and what is not read yet", async () => {
    const index = await createIndex();
    const tell = (one: typeof index, isReading: boolean) => describeNothing(one, " nowhere ", isReading, translate);
    assert.deepEqual(tell({ ...index, withoutTags: 0 }, false), {
      label: "Nothing here is called “nowhere”",
      detail: "Looked at: name, ID, e-mail, tags, ARN, description.",
    });
    assert.match(tell(index, false).detail, /Not read yet: tags of \d of \d\.$/);
    assert.match(tell(index, true).detail, /Not read yet: accounts, OUs and policies \(being read\), tags of/);
  });

  it("offers no more than the limit", async () => {
    assert.equal(find((await createIndex()).all, "", 2).length, 2);
  });

  it("counts what cannot be found by its tags yet", async () => {
    const { all, withoutTags } = await createIndex();
    assert.equal(withoutTags, all.length - 1);
  });
});
