import assert from "node:assert/strict";
import { parseChoice } from "../../../src/editor/connection/choiceMemory";
import { createConnections, type OpenSession } from "../../../src/editor/connection/connections";
import { isAws, isLoopback } from "../../../src/engine/endpoints";
import { getProblem } from "../../../src/editor/connection/problem";
import type { ConnectionChoice, ConnectionState, Session } from "../../../src/editor/connection/session";
import { OrganizationError } from "../../../src/organization/errors";

const AUDIT: ConnectionChoice = { kind: "profile", profile: "audit" };
const DEMO: ConnectionChoice = { kind: "demo" };

/** Connections whose sessions open when the test says so. */
function createHarness(minutes = 60) {
  const opening: { choice: ConnectionChoice; open: () => void; fail: (error: OrganizationError) => void }[] = [];
  const closed: ConnectionChoice[] = [];
  let isBroken = false;
  const remembered: (ConnectionChoice | undefined)[] = [];
  const connections = createConnections({
    open: (choice) =>
      new Promise<OpenSession>((resolve, reject) => {
        const role = choice.kind === "demo" ? "demo" : "management";
        const session = { choice, role } as Session;
        const close = async () => {
          if (isBroken) throw new Error("The endpoint does not close");
          closed.push(choice);
        };
        const open = () => resolve({ session, close });
        opening.push({ choice, open, fail: reject });
      }),
    remember: async (session) => void remembered.push(session?.choice),
    getChangesTimeout: () => minutes,
  });
  const states: ConnectionState["state"][] = [];
  connections.onDidChange(({ state }) => states.push(state));
  const failToClose = () => void (isBroken = true);
  return { connections, opening, closed, remembered, states, failToClose };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

async function connectTo(harness: ReturnType<typeof createHarness>, choice: ConnectionChoice): Promise<void> {
  const connected = harness.connections.connect(choice);
  await settle();
  harness.opening.at(-1)?.open();
  await connected;
}

describe("the connections of a window", () => {
  it("drop what an older attempt delivers late, and close it", async () => {
    const harness = createHarness();
    const first = harness.connections.connect(AUDIT);
    await settle();
    const second = harness.connections.connect(DEMO);
    await settle();
    harness.opening[1]?.open();
    await second;
    harness.opening[0]?.open();
    await first;
    assert.deepEqual(harness.connections.getSession()?.choice, DEMO);
    assert.deepEqual(harness.closed, [AUDIT]);
    assert.deepEqual(harness.remembered, [DEMO]);
  });

  it("do not let an older attempt's failure end a newer session", async () => {
    const harness = createHarness();
    const first = harness.connections.connect(AUDIT);
    await settle();
    await connectTo(harness, DEMO);
    harness.opening[0]?.fail(new OrganizationError("offline", "AWS cannot be reached"));
    await first;
    assert.equal(harness.connections.getState().state, "connected");
  });

  it("close the session before when another is chosen, after everybody heard of it", async () => {
    const harness = createHarness();
    await connectTo(harness, DEMO);
    const closedWhenHeard: number[] = [];
    harness.connections.onDidChange(() => closedWhenHeard.push(harness.closed.length));
    const connecting = harness.connections.connect(AUDIT);
    await settle();
    assert.deepEqual(closedWhenHeard, [0]);
    assert.deepEqual(harness.closed, [DEMO]);
    harness.opening.at(-1)?.fail(new OrganizationError("denied", "Access denied"));
    await connecting;
  });

  it("keep the choice that failed, for another try", async () => {
    const harness = createHarness();
    const connecting = harness.connections.connect(AUDIT);
    await settle();
    harness.opening[0]?.fail(new OrganizationError("signedOut", "The sign-in has expired"));
    await connecting;
    const state = harness.connections.getState();
    assert.ok(state.state === "failed" && state.choice === AUDIT);
    assert.deepEqual(harness.remembered, []);
  });

  it("are read-only until changes are enabled, and again on a switch", async () => {
    const harness = createHarness();
    await connectTo(harness, AUDIT);
    assert.equal(harness.connections.canChange(), false);
    harness.connections.setChangesEnabled(true);
    assert.equal(harness.connections.canChange(), true);
    await connectTo(harness, AUDIT);
    assert.equal(harness.connections.canChange(), false);
    harness.connections.dispose();
  });

  it("connect to the next where the one before cannot be closed", async () => {
    const harness = createHarness();
    await connectTo(harness, AUDIT);
    harness.failToClose();
    const connected = harness.connections.connect(DEMO);
    await settle();
    harness.opening.at(-1)?.open();
    await connected;
    assert.equal(harness.connections.getState().state, "connected");
    assert.equal(harness.connections.getSession()?.role, "demo");
  });

  it("are read-only again when the time is over, and tell of it", async () => {
    const harness = createHarness(20 / 60_000);
    await connectTo(harness, AUDIT);
    const heard: boolean[] = [];
    const lapsed = new Promise<void>((resolve) => {
      harness.connections.onDidChangeCanChange((canChange) => {
        heard.push(canChange);
        if (!canChange) resolve();
      });
    });
    harness.connections.setChangesEnabled(true);
    await lapsed;
    assert.deepEqual(heard, [true, false]);
  });

  it("stay enabled however long the setting says", async () => {
    const harness = createHarness(100_000);
    await connectTo(harness, AUDIT);
    harness.connections.setChangesEnabled(true);
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(harness.connections.canChange(), true);
    harness.connections.dispose();
  });

  it("show what was last seen until AWS answers, and let nobody change it", async () => {
    const harness = createHarness();
    const seen = { choice: AUDIT, role: "management", store: { dispose: () => closed.push("seen") } };
    const closed: string[] = [];
    const connecting = harness.connections.connect(AUDIT, async () => seen as unknown as Session);
    await settle();
    assert.equal(harness.connections.getState().state, "restored");
    assert.equal(harness.connections.getSession(), seen);
    harness.connections.setChangesEnabled(true);
    assert.equal(harness.connections.canChange(), false);
    harness.opening.at(-1)?.open();
    await connecting;
    assert.deepEqual(harness.states, ["connecting", "restored", "connected"]);
    assert.deepEqual(closed, ["seen"]);
    harness.connections.dispose();
  });

  it("go on showing what was last seen when AWS cannot be reached", async () => {
    const harness = createHarness();
    const store = { dispose: () => assert.fail("It is on the screen") };
    const seen = { choice: AUDIT, role: "management", shown: { read: async () => ({}) }, store };
    const connecting = harness.connections.connect(AUDIT, async () => seen as unknown as Session);
    await settle();
    harness.opening.at(-1)?.fail(new OrganizationError("offline", "AWS cannot be reached"));
    await connecting;
    const state = harness.connections.getState();
    assert.equal(state.state === "restored" && state.error?.kind, "offline");
    assert.equal(harness.connections.getSession(), seen);
    assert.deepEqual(harness.remembered, []);
  });

  it("do without a snapshot that cannot be read", async () => {
    const harness = createHarness();
    const connecting = harness.connections.connect(AUDIT, () => Promise.reject(new Error("damaged")));
    await settle();
    harness.opening.at(-1)?.open();
    await connecting;
    assert.deepEqual(harness.states, ["connecting", "connecting", "connected"]);
  });

  it("do without one of which only the first rows could be read", async () => {
    const harness = createHarness();
    const shown = { read: () => Promise.reject(new OrganizationError("malformed", "damaged")) };
    const seen = { choice: AUDIT, role: "management", shown, store: { dispose: () => undefined } };
    const connecting = harness.connections.connect(AUDIT, async () => seen as unknown as Session);
    await settle();
    assert.equal(harness.connections.getState().state, "restored");
    harness.opening.at(-1)?.fail(new OrganizationError("offline", "AWS cannot be reached"));
    await connecting;
    assert.equal(harness.connections.getState().state, "failed");
    assert.equal(harness.connections.getSession(), undefined);
  });

  it("drop what was last seen of another choice made meanwhile", async () => {
    const harness = createHarness();
    const closed: string[] = [];
    let restore: (session: Session) => void = () => undefined;
    const first = harness.connections.connect(AUDIT, () => new Promise((resolve) => (restore = resolve)));
    await settle();
    await connectTo(harness, DEMO);
    restore({ choice: AUDIT, store: { dispose: () => closed.push("seen") } } as unknown as Session);
    await first;
    assert.deepEqual(harness.connections.getSession()?.choice, DEMO);
    assert.deepEqual(closed, ["seen"]);
  });

  it("can always change the demo, and nothing without a session", async () => {
    const harness = createHarness();
    harness.connections.setChangesEnabled(true);
    assert.equal(harness.connections.canChange(), false);
    await connectTo(harness, DEMO);
    assert.equal(harness.connections.canChange(), true);
    await harness.connections.disconnect();
    assert.equal(harness.connections.canChange(), false);
    assert.deepEqual(harness.remembered, [DEMO, undefined]);
  });
});

describe("a remembered choice", () => {
  const CASES: readonly (readonly [name: string, value: unknown, expected: ConnectionChoice | undefined])[] = [
    ["the demo", { kind: "demo", more: 1 }, { kind: "demo" }],
    [
      "a profile",
      { kind: "profile", profile: "a", region: "cn-north-1" },
      { kind: "profile", profile: "a", region: "cn-north-1" },
    ],
    [
      "an endpoint",
      { kind: "endpoint", url: "http://127.0.0.1:5000" },
      { kind: "endpoint", url: "http://127.0.0.1:5000" },
    ],
    ["a file", { kind: "file", path: "/a.json" }, { kind: "file", path: "/a.json" }],
    ["a copy", { kind: "copy", id: "o-exampleorgid" }, { kind: "copy", id: "o-exampleorgid" }],
    ["a file without a path", { kind: "file" }, undefined],
    ["an endpoint that is no address", { kind: "endpoint", url: "file:///etc" }, undefined],
    ["a profile without a name", { kind: "profile" }, undefined],
    ["something else", "demo", undefined],
    ["nothing", undefined, undefined],
  ];
  for (const [name, value, expected] of CASES) {
    it(`is read as ${expected ? "such" : "none"}: ${name}`, () => assert.deepEqual(parseChoice(value), expected));
  }
});

describe("what an empty view says", () => {
  const CASES = [
    [new OrganizationError("signedOut", "", {}), "signedOut"],
    [new OrganizationError("signedOut", "", { reason: "SsoExpired" }), "signedOut"],
    [new OrganizationError("signedOut", "", { reason: "NoCredentials" }), "noCredentials"],
    [new OrganizationError("signedOut", "", { reason: "InvalidCredentials" }), "wrongCredentials"],
    [new OrganizationError("signedOut", "", { reason: "ClockSkew" }), "other"],
    [new OrganizationError("denied", ""), "denied"],
    [new OrganizationError("noOrganization", ""), "noOrganization"],
    [new OrganizationError("offline", ""), "offline"],
    [new OrganizationError("throttled", ""), "other"],
  ] as const;
  for (const [error, problem] of CASES) {
    it(`${problem} for ${error.kind} ${error.reason ?? ""}`, () => assert.equal(getProblem(error), problem));
  }
});

describe("an endpoint of AWS", () => {
  it("is told by its host, whatever AWS calls it", () => {
    const yes = [
      undefined,
      "https://organizations-fips.us-east-1.amazonaws.com",
      "https://organizations.us-east-1.api.aws",
      "https://vpce-1.organizations.us-east-1.vpce.amazonaws.com",
      "https://organizations.cn-northwest-1.amazonaws.com.cn/",
    ];
    const no = [
      ...["http://127.0.0.1:5000", "https://amazonaws.com.example", "https://myamazonaws.com", "x"],
      // What customers run.
      ...["https://ec2-203-0-113-7.compute-1.amazonaws.com:4566", "https://b.s3.us-east-1.amazonaws.com"],
      ...["https://organizations.s3.us-east-1.amazonaws.com", "https://organizations.s3.amazonaws.com"],
      ...[
        "https://organizations-1234567890.us-east-1.elb.amazonaws.com",
        "https://a1.execute-api.us-east-1.amazonaws.com",
      ],
      "https://organizations.us-east-1.amazonaws.com.evil.example",
    ];
    assert.deepEqual([...yes, ...no].map(isAws), [...yes.map(() => true), ...no.map(() => false)]);
  });
});

describe("an endpoint on this machine", () => {
  it("is told from one elsewhere by its host alone", () => {
    const yes = ["http://127.0.0.1:5000", "http://localhost", "http://[::1]:1", "http://127.9.0.1"];
    const no = [
      "https://organizations.us-east-1.amazonaws.com",
      "http://localhost.example",
      "http://127.0.0.1.example",
      "x",
    ];
    assert.deepEqual([...yes, ...no].map(isLoopback), [...yes.map(() => true), ...no.map(() => false)]);
  });
});
