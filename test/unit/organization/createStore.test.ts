import assert from "node:assert/strict";
import { createStore } from "../../../src/organization/createStore";
import { CONNECTION_CLOSED, OrganizationError } from "../../../src/organization/errors";
import type { OrganizationStore, StorePart } from "../../../src/organization/store";
import { createFakeOrganization, makeAccount, makePolicy, makeUnit, ROOT } from "./fakeReader";

const PRODUCTION = "ou-a1b2-11111111";
const WEB = "ou-a1b2-22222222";
const CHILDREN: StorePart = { part: "children", parentId: PRODUCTION };

function getEvents(store: OrganizationStore): (readonly StorePart[])[] {
  const events: (readonly StorePart[])[] = [];
  store.onDidChange(({ parts }) => events.push(parts));
  return events;
}

/** A promise and what settles it. */
function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe("the store", () => {
  it("asks once for what several want at the same time, and not again later", async () => {
    const { reader, asked } = createFakeOrganization();
    const store = createStore(reader);
    const [first, second] = await Promise.all([store.loadRoots(), store.loadRoots()]);
    assert.equal(first, second);
    await store.loadRoots();
    assert.deepEqual(asked, ["ListRoots"]);
  });

  it("sorts children by name, numbers by value, whatever the case", async () => {
    const fake = createFakeOrganization();
    fake.accounts = ["team-10", "Team-2", "alpha", "Zeta"].map((name, index) =>
      makeAccount(`${index}`.repeat(12), name, PRODUCTION),
    );
    const { accounts } = await createStore(fake.reader).loadChildren(PRODUCTION);
    assert.deepEqual(
      accounts.map((account) => account.name),
      ["alpha", "Team-2", "team-10", "Zeta"],
    );
  });

  it("tells a failure to all who wait, shows it, and asks anew the next time", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    const events = getEvents(store);
    fake.gate = () => Promise.reject(new OrganizationError("denied", "no"));
    const results = await Promise.allSettled([store.loadRoots(), store.loadRoots()]);
    assert.deepEqual(
      results.map((result) => result.status),
      ["rejected", "rejected"],
    );
    const state = store.getState({ part: "roots" });
    assert.equal(state.state === "failed" && state.error.kind, "denied");
    assert.equal(events.length, 1);
    fake.gate = async () => undefined;
    await store.loadRoots();
    assert.deepEqual(store.getState({ part: "roots" }), { state: "loaded" });
    assert.equal(fake.asked.length, 2);
  });

  it("knows which organization it is though asking for that again fails", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    const { masterAccountId } = await store.loadOrganization();
    store.refresh();
    fake.gate = () => Promise.reject(new OrganizationError("offline", "The connection was cut"));
    await assert.rejects(store.loadOrganization());
    await assert.rejects(store.loadRoots());
    fake.gate = async () => undefined;
    store.refresh();
    await store.loadRoots();
    assert.equal(store.getOrganization()?.masterAccountId, masterAccountId);
  });

  for (const kind of ["offline", "unavailable", "signedOut", "throttled"] as const) {
    it(`keeps what it knows where reading it again is not answered: ${kind}`, async () => {
      const fake = createFakeOrganization();
      const store = createStore(fake.reader);
      const children = await store.loadChildren(PRODUCTION);
      store.refresh();
      fake.gate = () => Promise.reject(new OrganizationError(kind, "No answer"));
      await assert.rejects(store.loadChildren(PRODUCTION), { kind });
      assert.deepEqual(store.getChildren(PRODUCTION), children);
      assert.equal(store.getState(CHILDREN).state, "failed");
    });
  }

  for (const kind of ["denied", "notFound", "noOrganization"] as const) {
    it(`forgets what it knew where AWS answers that it is not to be had: ${kind}`, async () => {
      const fake = createFakeOrganization();
      const store = createStore(fake.reader);
      await store.loadChildren(PRODUCTION);
      store.refresh();
      fake.gate = () => Promise.reject(new OrganizationError(kind, "No"));
      await assert.rejects(store.loadChildren(PRODUCTION), { kind });
      assert.equal(store.getChildren(PRODUCTION), undefined);
    });
  }

  it("says loading while a fetch is under way", async () => {
    const fake = createFakeOrganization();
    const gate = createGate();
    fake.gate = () => gate.opened;
    const store = createStore(fake.reader);
    assert.deepEqual(store.getState(CHILDREN), { state: "absent" });
    const loading = store.loadChildren(PRODUCTION);
    assert.deepEqual(store.getState(CHILDREN), { state: "loading" });
    gate.open();
    await loading;
    assert.deepEqual(store.getState(CHILDREN), { state: "loaded" });
  });

  it("drops what an older generation delivers late, and gives its callers the newer answer", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    const old = createGate();
    let slow = true;
    const { reader } = fake;
    reader.listRoots = async function* () {
      const roots = fake.roots;
      if (slow) await old.opened;
      yield* roots;
    };
    const before = store.loadRoots();
    await Promise.resolve();
    slow = false;
    fake.roots = fake.roots.map((root) => ({ ...root, name: "Renamed" }));
    store.refresh();
    const after = await store.loadRoots();
    const events = getEvents(store);
    old.open();
    assert.deepEqual(
      (await before).map((root) => root.name),
      ["Renamed"],
    );
    assert.equal(store.getRoots(), after);
    assert.deepEqual(events, []);
  });

  it("fires the part that changed, once, with the new answer in place", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    const names: (string | undefined)[] = [];
    store.onDidChange(({ parts }) => {
      if (parts.some(({ part }) => part === "children")) names.push(store.getChildren(PRODUCTION)?.accounts[0]?.name);
    });
    await store.loadChildren(PRODUCTION);
    assert.deepEqual(names, ["Shared"]);
  });

  it("fires nothing more when a refresh brings the same answer", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    await store.loadChildren(PRODUCTION);
    const events = getEvents(store);
    store.refresh([CHILDREN]);
    assert.deepEqual(events, [[CHILDREN, { part: "organizationalUnits", parentId: PRODUCTION }]]);
    assert.equal(store.getChildren(PRODUCTION)?.accounts.length, 1);
    await store.loadChildren(PRODUCTION);
    assert.equal(events.length, 1);
    fake.accounts = fake.accounts.map((account) => ({ ...account, name: `${account.name}!` }));
    store.refresh([CHILDREN]);
    await store.loadChildren(PRODUCTION);
    assert.deepEqual(events.slice(2), [[CHILDREN]]);
  });

  it("refreshes nothing but the parts named", async () => {
    const { reader, asked } = createFakeOrganization();
    const store = createStore(reader);
    await store.loadRoots();
    await store.loadTags(PRODUCTION);
    store.refresh([{ part: "tags", resourceId: PRODUCTION }]);
    assert.deepEqual(store.getState({ part: "roots" }), { state: "loaded" });
    await store.loadRoots();
    await store.loadTags(PRODUCTION);
    assert.deepEqual(asked.filter((call) => call === "ListRoots").length, 1);
    assert.deepEqual(asked.filter((call) => call.startsWith("ListTags")).length, 2);
  });

  it("knows the chain above a target that was seen", async () => {
    const store = createStore(createFakeOrganization().reader);
    await store.loadRoots();
    await store.loadChildren(ROOT);
    await store.loadChildren(PRODUCTION);
    await store.loadChildren(WEB);
    const path = store.getPath("333333333333").map((target) => target.kind);
    assert.deepEqual(path, ["root", "organizationalUnit", "organizationalUnit", "account"]);
    assert.deepEqual(store.getPath("999999999999"), []);
  });

  it("forgets an OU that is gone, and what was below it", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    await store.loadRoots();
    await store.loadChildren(ROOT);
    await store.loadChildren(PRODUCTION);
    fake.units = [];
    store.refresh([{ part: "children", parentId: ROOT }]);
    await store.loadChildren(ROOT);
    assert.equal(store.getTarget(PRODUCTION), undefined);
    assert.equal(store.getTarget("222222222222"), undefined);
    assert.equal(store.getTarget("111111111111")?.kind, "account");
  });

  it("keeps an account that moved where it was seen last", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    await store.loadChildren(PRODUCTION);
    fake.accounts = [makeAccount("222222222222", "Shared", WEB)];
    await store.loadChildren(WEB);
    store.refresh([CHILDREN]);
    await store.loadChildren(PRODUCTION);
    const target = store.getTarget("222222222222");
    assert.equal(target?.kind === "account" && target.account.parentId, WEB);
  });

  describe("all accounts", () => {
    it("takes one sweep where the endpoint tells their places, and needs no list for each parent after it", async () => {
      const { reader, asked } = createFakeOrganization();
      const store = createStore(reader);
      const accounts = await store.loadAccounts();
      assert.deepEqual(
        accounts.map((account) => [account.name, account.parentId]),
        [
          ["Billing", ROOT],
          ["Shared", PRODUCTION],
          ["Shop", WEB],
        ],
      );
      assert.equal((await store.loadChildren(WEB)).accounts[0]?.name, "Shop");
      assert.deepEqual(asked, ["ListAccounts", `ListOrganizationalUnitsForParent ${WEB}`]);
    });

    it("goes parent by parent elsewhere, and fills in every parent's answer", async () => {
      const fake = createFakeOrganization();
      fake.hasPaths = false;
      const store = createStore(fake.reader);
      assert.equal((await store.loadAccounts()).length, 3);
      const count = fake.asked.length;
      assert.equal((await store.loadChildren(WEB)).accounts[0]?.name, "Shop");
      assert.equal(fake.asked.length, count);
    });

    for (const hasPaths of [true, false]) {
      it(`counts the accounts below a target, ${hasPaths ? "with" : "without"} paths`, async () => {
        const fake = createFakeOrganization();
        fake.hasPaths = hasPaths;
        const store = createStore(fake.reader);
        assert.equal(store.getAccountsBelow(ROOT), undefined);
        await store.loadAccounts();
        const count = (id: string) => store.getAccountsBelow(id)?.length;
        assert.deepEqual([ROOT, PRODUCTION, WEB, "333333333333"].map(count), [3, 2, 1, 1]);
      });
    }

    it("corrects a parent's answer that the sweep shows to be old", async () => {
      const fake = createFakeOrganization();
      const store = createStore(fake.reader);
      await store.loadChildren(PRODUCTION);
      fake.accounts = [...fake.accounts, makeAccount("444444444444", "New", PRODUCTION)];
      const events = getEvents(store);
      await store.loadAccounts();
      assert.deepEqual(events, [[{ part: "accounts" }, CHILDREN]]);
      assert.deepEqual(
        store.getChildren(PRODUCTION)?.accounts.map((account) => account.name),
        ["New", "Shared"],
      );
    });

    it("does not pass old OUs off as new after a refresh", async () => {
      const fake = createFakeOrganization();
      const store = createStore(fake.reader);
      await store.loadChildren(ROOT);
      await store.loadAccounts();
      fake.units = [...fake.units, makeUnit("ou-a1b2-33333333", "Security", ROOT)];
      store.refresh();
      await store.loadAccounts();
      const { organizationalUnits } = await store.loadChildren(ROOT);
      assert.deepEqual(
        organizationalUnits.map((unit) => unit.name),
        ["Production", "Security"],
      );
    });

    it("keeps a parent's newer answer when an older sweep ends after it", async () => {
      const fake = createFakeOrganization();
      const gate = createGate();
      fake.gate = (operation) => (operation === "ListAccounts" ? gate.opened : Promise.resolve());
      const store = createStore(fake.reader);
      await store.loadChildren(PRODUCTION);
      const swept = [...fake.accounts];
      const listAccounts = fake.reader.listAccounts.bind(fake.reader);
      fake.reader.listAccounts = async function* () {
        for await (const _ of listAccounts()) break;
        yield* swept.map((account) => ({ ...account, ancestorIds: [ROOT, account.parentId] }));
      };
      const sweep = store.loadAccounts();
      await new Promise(setImmediate);
      fake.accounts = [];
      store.refresh([CHILDREN]);
      await store.loadChildren(PRODUCTION);
      gate.open();
      await sweep;
      assert.deepEqual(store.getChildren(PRODUCTION)?.accounts, []);
    });

    it("asks the parent again, not the sweep, after the parent was refreshed", async () => {
      const fake = createFakeOrganization();
      const store = createStore(fake.reader);
      await store.loadAccounts();
      fake.accounts = fake.accounts.filter((account) => account.name !== "Shared");
      store.refresh([CHILDREN]);
      assert.deepEqual((await store.loadChildren(PRODUCTION)).accounts, []);
      assert.equal(store.getAccounts()?.length, 2);
    });

    it("does not know what lies below an OU while places are missing", async () => {
      const fake = createFakeOrganization();
      fake.reader.listAccounts = async function* () {
        yield makeAccount("222222222222", "Shared", PRODUCTION);
      };
      const store = createStore(fake.reader);
      await store.loadAccounts();
      assert.equal(store.getAccountsBelow(ROOT), undefined);
    });
  });

  describe("policies attached to a target", () => {
    it("include RCPFullAWSAccess, which no list names", async () => {
      const fake = createFakeOrganization();
      fake.attached[ROOT] = [makePolicy("p-examplepolicy1", "Only our identities", "RESOURCE_CONTROL_POLICY")];
      const attached = await createStore(fake.reader).loadAttached(ROOT, "RESOURCE_CONTROL_POLICY");
      assert.deepEqual(
        attached.map((policy) => [policy.id, policy.awsManaged]),
        [
          ["p-examplepolicy1", false],
          ["p-RCPFullAWSAccess", true],
        ],
      );
      assert.match(attached[1]?.arn ?? "", /^arn:aws-cn:/);
    });

    it("do not include it where RCPs are not switched on", async () => {
      const fake = createFakeOrganization();
      fake.roots = fake.roots.map((root) => ({ ...root, policyTypes: [] }));
      assert.deepEqual(await createStore(fake.reader).loadAttached(ROOT, "RESOURCE_CONTROL_POLICY"), []);
    });

    it("make a policy known by id", async () => {
      const fake = createFakeOrganization();
      fake.attached[ROOT] = [makePolicy("p-examplepolicy1", "Deny leaving")];
      const store = createStore(fake.reader);
      await store.loadAttached(ROOT, "SERVICE_CONTROL_POLICY");
      assert.equal(store.getPolicySummary("p-examplepolicy1")?.name, "Deny leaving");
    });
  });

  it("names the policy types that are on, SCP and RCP first", async () => {
    const store = createStore(createFakeOrganization().reader);
    assert.deepEqual(store.getEnabledPolicyTypes(), []);
    await store.loadRoots();
    assert.deepEqual(store.getEnabledPolicyTypes(), [
      "SERVICE_CONTROL_POLICY",
      "RESOURCE_CONTROL_POLICY",
      "TAG_POLICY",
    ]);
  });

  it("tells nobody anything once disposed", async () => {
    const fake = createFakeOrganization();
    const gate = createGate();
    fake.gate = () => gate.opened;
    const store = createStore(fake.reader);
    const events = getEvents(store);
    const loading = store.loadRoots();
    store.dispose();
    gate.open();
    await loading.catch(() => undefined);
    assert.deepEqual(events, []);
    await assert.rejects(store.loadTags(ROOT), { kind: "cancelled", reason: CONNECTION_CLOSED });
  });

  it("shows an OU moved to another parent once", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    await store.loadChildren(PRODUCTION);
    fake.units = [makeUnit(WEB, "Web", ROOT)];
    await store.loadChildren(ROOT);
    assert.equal(store.getKnownTargets().filter((t) => t.kind === "organizationalUnit").length, 1);
  });
});
