import assert from "node:assert/strict";
import { loadTargetName, loadTargets } from "../../../src/editor/changing/targetName";
import { createStore } from "../../../src/organization/createStore";
import type { OrganizationReader } from "../../../src/organization/ports";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const never = new Promise<never>(() => undefined);

/** TechCorp, read without a network. `listAccounts` may never answer. */
function createTechCorpStore({ accountsAnswer = true } = {}) {
  const contents = createTechCorp();
  const list = async function* <T>(items: readonly T[]) {
    yield* items;
  };
  const reader = {
    describeOrganization: async () => contents.organization,
    listRoots: () => list(contents.roots),
    listOrganizationalUnits: (parentId: string) =>
      list(contents.organizationalUnits.filter((unit) => unit.parentId === parentId)),
    listChildUnitIds: (parentId: string) =>
      list(contents.organizationalUnits.flatMap((unit) => (unit.parentId === parentId ? [unit.id] : []))),
    listAccountsForParent: (parentId: string) =>
      list(contents.accounts.filter((account) => account.parentId === parentId)),
    async *listAccounts() {
      if (!accountsAnswer) await never;
      for (const account of contents.accounts) {
        const unit = contents.organizationalUnits.find(({ id }) => id === account.parentId);
        yield { ...account, ancestorIds: unit ? [unit.parentId, unit.id] : [account.parentId] };
      }
    },
  } as Partial<OrganizationReader> as OrganizationReader;
  const [root] = contents.roots;
  const production = contents.organizationalUnits.find(({ name }) => name === "Production");
  assert.ok(root && production);
  return { contents, store: createStore(reader), root, production };
}

describe("the targets to choose from", () => {
  it("come in the order of the tree, all of them", async () => {
    const { store, contents } = createTechCorpStore();
    const targets = await loadTargets(store);
    assert.equal(targets.length, contents.accounts.length + contents.organizationalUnits.length + 1);
    assert.deepEqual(
      targets.slice(0, 2).map(({ kind }) => kind),
      ["root", "organizationalUnit"],
    );
  });

  it("are named though nobody looked at them yet", async () => {
    const { store, production } = createTechCorpStore();
    assert.equal(await loadTargetName(store, production.id), "Production");
    assert.equal(await loadTargetName(store, "ou-ab12-gone0000"), "ou-ab12-gone0000");
  });
});
