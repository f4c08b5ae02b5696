import assert from "node:assert/strict";
import { createStore } from "../../../src/organization/createStore";
import { OrganizationError } from "../../../src/organization/errors";
import type { OrganizationContents } from "../../../src/organization/model";
import { getPartKey } from "../../../src/organization/parts";
import type { OrganizationStore, StorePart } from "../../../src/organization/store";
import { toContents } from "../../../src/organization/toContents";
import { readSeed } from "../../../src/organization/seed";
import { generateOrganization } from "../../../src/sandbox/generate";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { createFakeOrganization, makeAccount, ROOT, type FakeOrganization } from "./fakeReader";

const TAKEN_AT = "2026-11-24T10:00:00Z";
const PRODUCTION = "ou-a1b2-11111111";

/** A snapshot of the fake organization: one SCP that is attached to every target. */
function toSnapshot(fake: FakeOrganization): OrganizationContents {
  const targets = [...fake.roots, ...fake.units, ...fake.accounts];
  return {
    takenAt: TAKEN_AT,
    organization: {
      id: "o-exampleorgid",
      arn: "arn:aws:organizations::111111111111:organization/o-exampleorgid",
      featureSet: "ALL",
      masterAccountId: "111111111111",
      masterAccountArn: "arn:aws:organizations::111111111111:account/o-exampleorgid/111111111111",
      masterAccountEmail: "billing@example.com",
    },
    roots: fake.roots,
    organizationalUnits: fake.units,
    accounts: fake.accounts,
    policies: [
      {
        id: "p-FullAWSAccess",
        arn: "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
        name: "FullAWSAccess",
        description: "",
        type: "SERVICE_CONTROL_POLICY",
        awsManaged: true,
        content: "{}",
      },
    ],
    attachments: targets.map(({ id }) => ({ policyId: "p-FullAWSAccess", targetId: id })),
    tags: { "222222222222": { Owner: "web" } },
  };
}

async function createSeeded(contents?: Partial<OrganizationContents>) {
  const fake = createFakeOrganization();
  const store = createStore(fake.reader);
  await store.seed({ ...toSnapshot(fake), ...contents });
  return { fake, store };
}

function getChanges(store: OrganizationStore): string[] {
  const keys: string[] = [];
  store.onDidChange(({ parts }) => keys.push(...parts.map(getPartKey)));
  return keys;
}

describe("a store seeded with a snapshot", () => {
  it("answers everything at once, and asks for nothing", async () => {
    const { fake, store } = await createSeeded();
    assert.equal(store.getChildren(PRODUCTION)?.accounts[0]?.name, "Shared");
    assert.equal(store.getAccountsBelow(ROOT)?.length, 3);
    assert.equal(store.getPath("333333333333").length, 4);
    assert.equal(store.getPolicy("p-FullAWSAccess")?.content, "{}");
    assert.equal(store.getAttached("333333333333", "SERVICE_CONTROL_POLICY")?.[0]?.name, "FullAWSAccess");
    assert.deepEqual(store.getTags("222222222222"), { Owner: "web" });
    assert.deepEqual(store.getTags(ROOT), {});
    assert.deepEqual(fake.asked, []);
  });

  it("counts every part as stale until it is read, and tells of its age", async () => {
    const { fake, store } = await createSeeded();
    const part: StorePart = { part: "children", parentId: PRODUCTION };
    assert.equal(store.getState(part).state, "absent");
    assert.equal(store.getSeededAt(part), TAKEN_AT);
    assert.equal(store.getSeededAt({ part: "attached", targetId: ROOT, type: "SERVICE_CONTROL_POLICY" }), TAKEN_AT);
    await store.loadChildren(PRODUCTION);
    assert.equal(store.getSeededAt(part), undefined);
    assert.equal(store.getSeededAt(), TAKEN_AT);
    assert.equal(fake.asked.length, 2);
  });

  it("tells of no change when the same answer is read, and of one when another is", async () => {
    const { fake, store } = await createSeeded();
    const changes = getChanges(store);
    await store.loadAccounts();
    await store.loadChildren(PRODUCTION);
    assert.deepEqual(changes, []);
    fake.accounts = [...fake.accounts, makeAccount("444444444444", "New", PRODUCTION)];
    store.refresh([{ part: "accounts" }]);
    changes.length = 0;
    await store.loadAccounts();
    assert.deepEqual(changes, ["accounts", `children/${PRODUCTION}`]);
  });

  it("shows in seeded children what a sweep has found", async () => {
    const { fake, store } = await createSeeded();
    fake.accounts = [...fake.accounts, makeAccount("444444444444", "New", PRODUCTION)];
    await store.loadAccounts();
    assert.deepEqual(
      store.getChildren(PRODUCTION)?.accounts.map(({ name }) => name),
      ["New", "Shared"],
    );
    assert.equal(store.getSeededAt({ part: "children", parentId: PRODUCTION }), TAKEN_AT);
  });

  it("keeps a seeded answer when reading it fails", async () => {
    const { fake, store } = await createSeeded();
    fake.gate = () => Promise.reject(new OrganizationError("offline", "no network"));
    await assert.rejects(store.loadAccounts());
    assert.equal(store.getAccounts()?.length, 3);
    assert.equal(store.getState({ part: "accounts" }).state, "failed");
  });

  it("does not overwrite what was read", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    await store.loadAccounts();
    const snapshot = toSnapshot(fake);
    await store.seed({ ...snapshot, accounts: [] });
    assert.equal(store.getAccounts()?.length, 3);
    assert.equal(store.getSeededAt({ part: "accounts" }), undefined);
  });

  for (const { name, gaps, unknown } of [
    { name: "an OU's children", gaps: [["ListOrganizationalUnitsForParent", PRODUCTION]], unknown: ["children"] },
    { name: "all accounts", gaps: [["ListAccounts"]], unknown: ["children", "accounts"] },
    { name: "a policy's text", gaps: [["DescribePolicy", "p-FullAWSAccess"]], unknown: ["policy"] },
    { name: "a policy's targets", gaps: [["ListTargetsForPolicy", "p-FullAWSAccess"]], unknown: ["attached"] },
    { name: "a type's policies", gaps: [["ListPolicies", "SERVICE_CONTROL_POLICY"]], unknown: ["attached"] },
    { name: "tags", gaps: [["ListTagsForResource"]], unknown: ["tags"] },
    { name: "invitations", gaps: [["ListHandshakesForOrganization"]], unknown: ["handshakes"] },
  ]) {
    it(`knows nothing of what the snapshot did not read: ${name}`, async () => {
      const { store } = await createSeeded({
        handshakes: [],
        gaps: gaps.map(([operation = "", resource]) => ({
          operation,
          reason: "denied",
          ...(resource !== undefined && { resource }),
        })),
      });
      const known = {
        children: store.getChildren(PRODUCTION),
        accounts: store.getAccounts(),
        policy: store.getPolicy("p-FullAWSAccess"),
        attached: store.getAttached(PRODUCTION, "SERVICE_CONTROL_POLICY"),
        tags: store.getTags(ROOT),
        handshakes: store.getHandshakes(),
      };
      const missing = Object.entries(known).flatMap(([part, answer]) => (answer === undefined ? [part] : []));
      assert.deepEqual(missing, unknown);
    });
  }
});

describe("a large snapshot", () => {
  const contents = generateOrganization({ accounts: 10_000, seed: 1 });

  it("is seeded in small pieces", () => {
    const pieces = [0];
    for (const _ of readSeed(contents, () => pieces.push((pieces.pop() ?? 0) + 1))) pieces.push(0);
    assert.ok(Math.max(...pieces) <= 300, `${Math.max(...pieces)} parts at once`);
  });

  it("leaves room for others while it is seeded", async () => {
    const store = createStore(createFakeOrganization().reader);
    let turns = 0;
    let isSeeding = true;
    const count = (): void => {
      turns++;
      if (isSeeding) setImmediate(count);
    };
    setImmediate(count);
    await store.seed(contents);
    isSeeding = false;
    assert.equal(store.getAccounts()?.length, 10_000);
    assert.ok(turns > 3, `${turns} turns`);
  });
});

describe("the contents of a store", () => {
  it("are the snapshot that it was seeded with", async () => {
    const techCorp = createTechCorp(TAKEN_AT);
    const store = createStore(createFakeOrganization().reader);
    await store.seed(techCorp);
    const contents = toContents(store, TAKEN_AT);
    assert.ok(contents);
    const byId = <T extends { readonly id: string }>(items: readonly T[]) =>
      [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
    assert.equal(contents.gaps, undefined);
    assert.deepEqual(byId(contents.accounts), byId(techCorp.accounts));
    assert.deepEqual(byId(contents.organizationalUnits), byId(techCorp.organizationalUnits));
    assert.deepEqual(byId(contents.policies), byId(techCorp.policies));
    assert.deepEqual(
      contents.tags,
      Object.fromEntries(Object.entries(contents.tags).filter(([id]) => techCorp.tags[id])),
    );
    const toText = ({ policyId, targetId }: { policyId: string; targetId: string }) => `${policyId} ${targetId}`;
    assert.deepEqual(
      contents.attachments.map(toText).sort(),
      techCorp.attachments
        .filter(({ policyId }) => policyId !== "p-RCPFullAWSAccess")
        .map(toText)
        .sort(),
    );
  });

  it("are nothing before the organization is known", () => {
    assert.equal(toContents(createStore(createFakeOrganization().reader), TAKEN_AT), undefined);
  });

  it("hold what could not be read again as it was, and name it", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    await Promise.all([store.loadOrganization(), store.loadRoots(), store.loadAccounts(), store.loadTags(PRODUCTION)]);
    const before = toContents(store, TAKEN_AT);
    store.refresh();
    fake.gate = () => Promise.reject(new OrganizationError("offline", "The connection was cut"));
    await Promise.allSettled([store.loadRoots(), store.loadAccounts(), store.loadTags(PRODUCTION)]);
    const after = toContents(store, TAKEN_AT);
    assert.ok(before && before.accounts.length > 0);
    assert.deepEqual(after?.accounts, before.accounts);
    assert.equal(after.tags[PRODUCTION], undefined);
    assert.deepEqual(
      after.gaps?.filter(({ reason }) => reason === "The connection was cut").map(({ operation }) => operation),
      ["ListRoots", "ListAccounts"],
    );
    const next = createStore(createFakeOrganization().reader);
    await next.seed(after);
    assert.equal(next.getAccounts(), undefined);
  });

  it("name, where nothing old may pass for new, what was not read again since it changed", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    await Promise.all([store.loadOrganization(), store.loadRoots(), store.loadAccounts()]);
    store.refresh([{ part: "accounts" }]);
    const find = (isStrict: boolean) =>
      toContents(store, TAKEN_AT, { isStrict })?.gaps?.filter(({ operation }) => operation === "ListAccounts");
    assert.deepEqual(find(false), []);
    assert.deepEqual(find(true), [{ operation: "ListAccounts", reason: "not read" }]);
  });

  it("name what was not read, and why", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    await Promise.all([store.loadOrganization(), store.loadRoots(), store.loadOrganizationalUnits(ROOT)]);
    await store.loadPolicies("SERVICE_CONTROL_POLICY");
    fake.gate = () => Promise.reject(new OrganizationError("denied", "Access denied"));
    await assert.rejects(store.loadAccounts());
    const gaps = toContents(store, TAKEN_AT)?.gaps ?? [];
    assert.deepEqual(
      gaps.map(({ operation, resource, reason }) => [operation, resource, reason].filter(Boolean).join(" ")),
      [
        `ListOrganizationalUnitsForParent ${PRODUCTION} not read`,
        "ListAccounts Access denied",
        "DescribePolicy p-examplepolicy1 not read",
        "ListPolicies RESOURCE_CONTROL_POLICY not read",
        "ListPolicies TAG_POLICY not read",
        "ListTargetsForPolicy p-examplepolicy1 not read",
        "ListTagsForResource not read",
      ],
    );
  });
});
