import assert from "node:assert/strict";
import { createContentsReader } from "../../../src/organization/contentsReader";
import { createStore } from "../../../src/organization/createStore";
import { OrganizationError } from "../../../src/organization/errors";
import { loadTags } from "../../../src/organization/loadTags";
import type { OrganizationContents } from "../../../src/organization/model";
import type { OrganizationReader } from "../../../src/organization/ports";
import { generateOrganization } from "../../../src/sandbox/generate";
import { createFakeOrganization, ROOT } from "./fakeReader";

const contents = generateOrganization({ accounts: 120, seed: 7 });
const policies = contents.policies.filter(({ awsManaged }) => !awsManaged);
const tagged: OrganizationContents = {
  ...contents,
  tags: Object.fromEntries([
    ...contents.roots.map(({ id }) => [id, { Level: "root" }]),
    ...contents.organizationalUnits.slice(0, 3).map(({ id, name }) => [id, { Name: name }]),
    ...contents.accounts.slice(0, 50).map(({ id, name }) => [id, { Name: name, Owner: "" }]),
  ]),
};

/** Loads all tags and answers which were asked for one by one. */
async function load(organization: OrganizationContents, change: Partial<OrganizationReader> = {}): Promise<string[]> {
  const reader = createContentsReader(organization);
  const asked: string[] = [];
  const store = createStore({
    ...reader,
    listTags(id, options) {
      asked.push(id);
      return reader.listTags(id, options);
    },
    ...change,
  });
  await store.loadRoots();
  await store.loadAccounts();
  for (const { id } of [...contents.roots, ...contents.organizationalUnits]) await store.loadChildren(id);
  for (const type of store.getEnabledPolicyTypes()) await store.loadPolicies(type);
  await loadTags(store);
  for (const { id } of [...contents.roots, ...contents.organizationalUnits, ...contents.accounts, ...policies]) {
    assert.deepEqual(store.getTags(id), organization.tags[id] ?? {}, id);
  }
  return asked;
}

const everything = [...contents.roots, ...contents.organizationalUnits, ...contents.accounts, ...policies];

describe("the tags of a whole organization", () => {
  it("come at once, but for kinds that nothing tagged is of", async () => {
    // No policy has tags: that says nothing of them.
    assert.deepEqual((await load(tagged)).toSorted(), policies.map(({ id }) => id).toSorted());
  });

  it("are asked for one by one where nothing at all is shown, as to a delegated administrator", async () => {
    assert.equal((await load({ ...contents, tags: {} })).length, everything.length);
  });

  it("are asked for one by one where it is not permitted", async () => {
    const asked = await load(tagged, {
      // oxlint-disable-next-line require-yield
      async *listTagged() {
        throw new OrganizationError("denied", "Access denied", { operation: "GetResources" });
      },
    });
    assert.equal(asked.length, everything.length);
  });

  it("are no older than a refresh that comes while they are read", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    await store.loadRoots();
    fake.tagged.push({ resourceId: ROOT, tags: { Owner: "before" } });
    const reading = store.loadTagged([ROOT]);
    store.refresh();
    await reading;
    assert.equal(store.getState({ part: "tags", resourceId: ROOT }).state, "absent");
    await store.loadTagged([ROOT]);
    assert.deepEqual(store.getTags(ROOT), { Owner: "before" });
  });
});
