import assert from "node:assert/strict";
import { loadTargets } from "../../../src/editor/changing/targetName";
import { comparePlaced, loadInEffect } from "../../../src/editor/evaluation/inEffect";
import { createContentsReader } from "../../../src/organization/contentsReader";
import { createStore } from "../../../src/organization/createStore";
import { OrganizationError } from "../../../src/organization/errors";
import { createTechCorp } from "../../../src/sandbox/main";

const PRODUCTION = "ou-tc01-prod4kx7";
const DEVELOPMENT = "ou-tc01-devl8m2q";

describe("the policies of two targets", () => {
  it("are told apart by who has them, each with where it comes from", async () => {
    const store = createStore(createContentsReader(createTechCorp()));
    await loadTargets(store);
    const [before, after] = [await loadInEffect(store, PRODUCTION), await loadInEffect(store, DEVELOPMENT)];
    const { onlyBefore, onlyAfter, both } = comparePlaced(before, after);
    const tell = (placed: typeof both) => placed.map(({ policy, levelName }) => `${policy.name} of ${levelName}`);
    assert.deepEqual(tell(onlyBefore), ["RestrictRegions of Production", "ProductionBackups of Production"]);
    assert.deepEqual(tell(onlyAfter), ["LimitInstanceTypes of Development", "DevelopmentCostCenters of Development"]);
    assert.ok(tell(both).includes("DenyRootUser of Production"), tell(both).join());
    assert.ok(tell(both).includes("DenyLeaveOrganization of Root"), tell(both).join());
    assert.deepEqual([before.unread, after.unread], [[], []]);
    store.dispose();
  });

  it("are said to be not all where a level could not be read", async () => {
    const reader = createContentsReader(createTechCorp());
    const listPoliciesForTarget: typeof reader.listPoliciesForTarget = (targetId, type, options) => {
      if (targetId === PRODUCTION) throw new OrganizationError("denied", "no");
      return reader.listPoliciesForTarget(targetId, type, options);
    };
    const store = createStore({ ...reader, listPoliciesForTarget });
    await loadTargets(store);
    const { policies, unread } = await loadInEffect(store, PRODUCTION);
    assert.deepEqual(unread, ["Production"]);
    assert.deepEqual((await loadInEffect(store, "ou-tc01-elsewhere")).unread, ["ou-tc01-elsewhere"]);
    assert.ok(policies.length > 0);
    store.dispose();
  });
});
