import assert from "node:assert/strict";
import { getNamesFromContents, getNamesFromStore } from "../../../src/engine/organizationNames";
import { createStore } from "../../../src/organization/createStore";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { createFakeOrganization } from "../organization/fakeReader";

describe("names of an organization", () => {
  const names = getNamesFromContents(createTechCorp());

  it("come from an organization file, in the order of the tree", () => {
    assert.equal(names.organizationId, "o-techcorp42");
    assert.equal(names.partition, "aws");
    assert.deepEqual(
      names.parents.map(({ place, path }) => [place, path]),
      [
        ["Root", "o-techcorp42/r-tc01/"],
        ["Root/Development", "o-techcorp42/r-tc01/ou-tc01-devl8m2q/"],
        ["Root/Production", "o-techcorp42/r-tc01/ou-tc01-prod4kx7/"],
        ["Root/Security", "o-techcorp42/r-tc01/ou-tc01-secu9w3z/"],
      ],
    );
    assert.deepEqual(names.getAccount("210987654321"), {
      id: "210987654321",
      name: "Web Services",
      state: "ACTIVE",
      place: "Root/Production",
    });
    assert.equal(names.getParent("ou-tc01-prod4kx7")?.name, "Production");
    assert.equal(names.getAccount("000000000000"), undefined);
    assert.ok(names.hasAllAccounts && names.hasAllParents);
  });

  it("tell the roles that policies name, and where", () => {
    assert.ok(names.roles.length > 0);
    for (const { arn, policies } of names.roles) {
      assert.match(arn, /^arn:aws:iam::[^:]*:role\/\S+$/);
      assert.ok(policies.length > 0);
    }
  });

  it("are not all there where the file has a gap", () => {
    const gaps = [{ operation: "ListOrganizationalUnitsForParent", resource: "r-tc01", reason: "denied" }];
    const partial = getNamesFromContents({ ...createTechCorp(), gaps });
    assert.deepEqual([partial.hasAllAccounts, partial.hasAllParents], [true, false]);
  });

  it("grow with what a store has read", async () => {
    const store = createStore(createFakeOrganization().reader);
    assert.equal(getNamesFromStore(store), undefined);
    await Promise.all([store.loadOrganization(), store.loadRoots(), store.loadChildren("r-a1b2")]);
    const some = getNamesFromStore(store);
    assert.deepEqual([some?.hasAllAccounts, some?.hasAllParents], [false, false]);
    assert.deepEqual(
      some?.accounts.map(({ name, place }) => `${place}/${name}`),
      ["Root/Billing"],
    );
    await store.loadAccounts();
    await Promise.all([store.loadChildren("ou-a1b2-11111111"), store.loadChildren("ou-a1b2-22222222")]);
    await store.loadPolicies(SERVICE_CONTROL_POLICY);
    const all = getNamesFromStore(store);
    assert.deepEqual([all?.hasAllAccounts, all?.hasAllParents], [true, true]);
    assert.equal(all?.getAccount("333333333333")?.place, "Root/Production/Web");
    store.dispose();
  });
});
