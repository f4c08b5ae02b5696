import assert from "node:assert/strict";
import { createContentsReader } from "../../../src/organization/contentsReader";
import { createStore } from "../../../src/organization/createStore";
import type { OrganizationContents } from "../../../src/organization/model";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const WEB = "210987654321";
const PRODUCTION = "ou-tc01-prod4kx7";
const SCP = "SERVICE_CONTROL_POLICY";

const open = (more: Partial<OrganizationContents> = {}) =>
  createStore(createContentsReader({ ...createTechCorp(), ...more }));

describe("a store over the contents of a file", () => {
  it("shows the tree and what is attached", async () => {
    const store = open();
    const [root] = await store.loadRoots();
    const { organizationalUnits } = await store.loadChildren(root?.id ?? "");
    assert.deepEqual(
      organizationalUnits.map(({ name }) => name),
      ["Development", "Production", "Security"],
    );
    const attached = await store.loadAttached(PRODUCTION, SCP);
    assert.ok(attached.some(({ name }) => name === "FullAWSAccess"));
    assert.ok(attached.every((policy) => !("content" in policy)));
    assert.equal((await store.loadAccounts()).length, createTechCorp().accounts.length);
    assert.ok(store.getAccountsBelow(PRODUCTION)?.some(({ id }) => id === WEB));
  });

  it("tells targets with their names, policies with their texts, tags and invitations", async () => {
    const store = open();
    const targets = await store.loadTargets("p-FullAWSAccess");
    assert.ok(targets.some(({ name, type }) => name === "Web Services" && type === "ACCOUNT"));
    assert.match((await store.loadPolicy("p-FullAWSAccess")).content, /Allow/);
    assert.equal((await store.loadTags(WEB)).Environment, "production");
    assert.ok((await store.loadHandshakes()).length > 0);
  });

  it("does not have what is not there", async () => {
    await assert.rejects(open().loadPolicy("p-00000000"), { kind: "notFound" });
    await assert.rejects(open().loadEffectivePolicy(WEB, "TAG_POLICY"), { kind: "unsupported" });
  });

  it("says of what could not be read that it is unknown, and why", async () => {
    const reason = "Access denied";
    const store = open({ tags: {}, gaps: [{ operation: "ListTagsForResource", resource: WEB, reason }] });
    await assert.rejects(store.loadTags(WEB), { kind: "unavailable", message: reason });
    assert.deepEqual(await store.loadTags(PRODUCTION), {});
    const policies = open({ gaps: [{ operation: "ListPolicies", resource: SCP, reason }] });
    await assert.rejects(policies.loadPolicies(SCP), { kind: "unavailable" });
    await policies.loadPolicies("TAG_POLICY");
  });
});
