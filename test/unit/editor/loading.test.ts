import assert from "node:assert/strict";
import { createBackgroundLoad, type LoadState } from "../../../src/editor/loading/backgroundLoad";
import { getEstimateText, getLedgerText, getStepTexts } from "../../../src/editor/loading/loadText";
import { readAgain } from "../../../src/editor/loading/readAgain";
import { createStore } from "../../../src/organization/createStore";
import { OrganizationError } from "../../../src/organization/errors";
import { createFakeOrganization, makeAccount, ROOT } from "../organization/fakeReader";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

function createLoad() {
  const fake = createFakeOrganization();
  const store = createStore(fake.reader);
  const held: boolean[] = [];
  const loading = createBackgroundLoad({
    store,
    share: 0.5,
    getRequestCounts: () => [],
    holdBackground: (isHeld) => held.push(isHeld),
  });
  const states: LoadState["state"][] = [];
  loading.onDidChange(({ state }) => {
    if (states.at(-1) !== state) states.push(state);
  });
  return { fake, store, loading, states, held };
}

describe("the load of a session", () => {
  it("waits until it is needed, and is shared by all who need it", async () => {
    const { fake, loading, states } = createLoad();
    assert.equal(loading.getState().state, "idle");
    assert.deepEqual(fake.asked, []);
    await Promise.all([loading.start(), loading.start(), loading.startStructure()]);
    assert.deepEqual(states, ["loading", "done"]);
    assert.equal(fake.asked.filter((asked) => asked === "ListAccounts").length, 1);
  });

  it("tells of the structure before the rest", async () => {
    const { fake, store, loading } = createLoad();
    fake.gate = (operation) => (operation === "DescribePolicy" ? new Promise(() => undefined) : Promise.resolve());
    await loading.startStructure();
    assert.equal(store.getChildren(ROOT)?.accounts.length, 1);
    assert.equal(loading.getState().state, "loading");
  });

  it("reads what was refreshed meanwhile", async () => {
    const { fake, store, loading } = createLoad();
    const running = loading.start();
    await loading.startStructure();
    fake.accounts = [...fake.accounts, makeAccount("444444444444", "New", ROOT)];
    store.refresh();
    void loading.start();
    await running;
    assert.equal(store.getAccounts()?.length, 4);
    assert.equal(store.getState({ part: "accounts" }).state, "loaded");
  });

  it("says why it stopped, and goes on when it is started again", async () => {
    const { fake, loading, states } = createLoad();
    fake.gate = (operation) =>
      operation === "ListAccounts" ? Promise.reject(new OrganizationError("signedOut", "expired")) : Promise.resolve();
    assert.equal((await loading.start()).stopped?.kind, "signedOut");
    assert.deepEqual(states, ["loading", "stopped"]);
    fake.gate = async () => undefined;
    assert.equal((await loading.start()).stopped, undefined);
    assert.equal(loading.getState().state, "done");
  });

  it("is not begun by reading again what is on the screen, and goes on by it where it stopped", async () => {
    const { fake, store, loading } = createLoad();
    readAgain({ store, loading });
    assert.equal(loading.getState().state, "idle");
    fake.gate = (operation) =>
      operation === "ListAccounts" ? Promise.reject(new OrganizationError("signedOut", "expired")) : Promise.resolve();
    await loading.start();
    assert.equal(loading.getState().state, "stopped");
    fake.gate = async () => undefined;
    readAgain({ store, loading });
    assert.equal((await loading.start()).stopped, undefined);
    assert.equal(loading.getState().state, "done");
    assert.equal(fake.asked.filter((asked) => asked === "ListRoots").length, 2);
  });

  it("holds the background back while nobody looks", async () => {
    const { loading, held } = createLoad();
    loading.setPaused(true);
    loading.setPaused(true);
    loading.setPaused(false);
    assert.deepEqual(held, [true, false]);
  });
});

describe("a load in words", () => {
  it("counts what has begun", () => {
    const steps = [
      { step: "accounts", done: 4200, total: 10_000 },
      { step: "organizationalUnits", done: 12, total: 12 },
      { step: "attachments", done: 0, total: 0 },
    ] as const;
    assert.deepEqual(getStepTexts({ steps }, "en", t), ["accounts: 4,200 of 10,000", "OUs looked into: 12"]);
  });

  for (const { seconds, isAtLeast = false, text } of [
    { seconds: 0.4, text: "" },
    { seconds: 12, text: "about 15 seconds left" },
    { seconds: 58, text: "about 1 minute left" },
    { seconds: 330, text: "about 6 minutes left" },
    { seconds: 330, isAtLeast: true, text: "at least 6 minutes left" },
  ]) {
    it(`says ${text || "nothing"} of ${seconds} s`, () => {
      assert.equal(getEstimateText({ seconds, isAtLeast }, t), text);
    });
  }

  it("lists every operation that was asked, and how it went", () => {
    const counts = [
      {
        ...{ operation: "ListAccounts", sent: 512, throttled: 3, failed: 0, waited: 60_000, waiting: 1 },
        ...{ rate: 2.5, slowedTo: 0.6 },
      },
      { operation: "ListRoots", sent: 0, throttled: 0, failed: 0, waited: 0, waiting: 0 },
    ];
    const text = getLedgerText("audit (o-exampleorgid)", counts, { state: "idle" }, 0.5, "en", t);
    assert.match(text, /^Requests to audit \(o-exampleorgid\)$/m);
    assert.match(text, /^ListAccounts +512 +3 +0 +1 +0\.1 s +↓ 2\.5$/m);
    assert.doesNotMatch(text, /ListRoots/);
    assert.match(text, /512 requests since/);
    assert.match(text, /Requests keep to 50 %/);
  });
});
