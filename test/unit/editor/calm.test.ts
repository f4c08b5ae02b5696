import assert from "node:assert/strict";
import { getReach } from "../../../src/editor/changing/reach";
import { createFindIndex } from "../../../src/editor/commands/findIndex";
import { getMissingParts, readMissing } from "../../../src/editor/deployment/livePolicies";
import { createArrangedSource } from "../../../src/editor/views/arrangedSource";
import { PLAIN } from "../../../src/editor/views/arrangement";
import { createContentsReader } from "../../../src/organization/contentsReader";
import { createStore } from "../../../src/organization/createStore";
import { OrganizationError } from "../../../src/organization/errors";
import type { OrganizationStore } from "../../../src/organization/store";
import { generateOrganization } from "../../../src/sandbox/generate";
import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { createFakeOrganization, ROOT } from "../organization/fakeReader";

/** Looks again after each change, as rows and lenses do, at most a hundred times; ends when all is calm. */
async function lookAtEachChange(store: OrganizationStore, look: () => unknown): Promise<void> {
  let left = 100;
  const subscription = store.onDidChange(() => {
    if (left-- > 0) void Promise.resolve().then(look);
  });
  await look();
  for (let turn = 0; turn < 2_000; turn++) await Promise.resolve();
  subscription.dispose();
}

function refuse(...operations: readonly string[]) {
  const fake = createFakeOrganization();
  fake.gate = (operation) =>
    operations.includes(operation) ? Promise.reject(new OrganizationError("denied", "Not allowed")) : Promise.resolve();
  return {
    store: createStore(fake.reader),
    count: (asked: string) => fake.asked.filter((one) => one.startsWith(asked)).length,
  };
}

describe("who looks again after each change", () => {
  it("has the policies of a file's type asked for once when they are refused, and again after a refresh", async () => {
    const { store, count } = refuse("ListPolicies");
    const look = () => readMissing(store, getMissingParts(undefined, SERVICE_CONTROL_POLICY));
    await lookAtEachChange(store, look);
    assert.equal(count("ListPolicies"), 1);
    assert.equal(look(), false);
    store.refresh();
    await lookAtEachChange(store, look);
    assert.equal(count("ListPolicies"), 2);
  });

  it("has the text of a file's policy asked for once when it is refused", async () => {
    const { store, count } = refuse("DescribePolicy");
    const link = { state: "unknown", policyIds: ["p-examplepolicy1"] } as const;
    await lookAtEachChange(store, () => readMissing(store, getMissingParts(link, SERVICE_CONTROL_POLICY)));
    assert.equal(count("DescribePolicy"), 1);
  });

  it("has the structure below a filtered tree asked for once when some of it is refused, and sees the rest", async () => {
    const { store, count } = refuse("ListOrganizationalUnitsForParent", "ListChildren", "ListRoots");
    const source = createArrangedSource({ ...PLAIN, filter: "shop" }, createFindIndex, (text) => text);
    await store.loadAccounts();
    let rows: readonly { readonly kind: string }[] = [];
    await lookAtEachChange(store, async () => {
      rows = await source.loadChildren({ store, isLocal: false, isMember: false }, undefined);
    });
    assert.equal(count("ListRoots"), 1);
    assert.equal(rows[0]?.kind, "failed");
  });
});

describe("a filtered tree of which one OU cannot be read", () => {
  it("shows what matches elsewhere", async () => {
    const fake = createFakeOrganization();
    const { reader } = fake;
    const denied = new OrganizationError("denied", "Not allowed");
    const store = createStore({
      ...reader,
      listOrganizationalUnits(parentId, options) {
        if (parentId === "ou-a1b2-22222222") throw denied;
        return reader.listOrganizationalUnits(parentId, options);
      },
      listChildUnitIds() {
        throw denied;
      },
    });
    const source = createArrangedSource({ ...PLAIN, filter: "shared" }, createFindIndex, (text) => text);
    const rows = await source.loadChildren({ store, isLocal: false, isMember: false }, undefined);
    assert.deepEqual(
      rows.map((row) => (row.kind === "target" ? row.targetId : row.kind)),
      ["failed", ROOT],
    );
  });
});

describe("the reach of a policy on many targets of which not all accounts are known", () => {
  it("takes one look at each account", async () => {
    const contents = generateOrganization({ accounts: 300, seed: 1 });
    const store = createStore(createContentsReader(contents));
    await store.seed(contents);
    let looks = 0;
    const known = {
      ...store,
      getAccountsBelow: () => undefined,
      getPath(id: string) {
        looks++;
        return store.getPath(id);
      },
    };
    const ids = contents.accounts.map(({ id }) => id);
    const reach = getReach(known, ids, SERVICE_CONTROL_POLICY);
    assert.equal(reach.complete, false);
    assert.equal(reach.accountIds.length, ids.length - 1);
    assert.ok(looks <= ids.length, `${looks} looks at ${ids.length} accounts`);
  });
});
