import assert from "node:assert/strict";
import { type Clock, Pacing, type Request } from "../../../src/aws/pacing";
import { CONNECTION_CLOSED, createConnectionClosed, OrganizationError } from "../../../src/organization/errors";

/** Time that passes only when everything waits for it. */
function createClock() {
  let now = 0;
  const alarms: { readonly at: number; readonly ring: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    random: () => 0.5,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        alarms.push({ at: now + milliseconds, ring: resolve });
        signal?.addEventListener("abort", () => resolve());
      }),
  };
  return {
    clock,
    run: async (until: Promise<unknown>) => {
      let ended = false;
      const end = () => {
        ended = true;
      };
      until.then(end, end);
      for (;;) {
        await new Promise(setImmediate);
        if (ended) return;
        alarms.sort((a, b) => a.at - b.at);
        const next = alarms.shift();
        assert.ok(next, "nothing is left to wait for");
        now = Math.max(now, next.at);
        next.ring();
      }
    },
  };
}

function createPacing(share: number | undefined) {
  const { clock, run } = createClock();
  const pacing = new Pacing({ share, clock });
  const sent: { readonly name: string; readonly at: number }[] = [];
  const send = (operation: string, name: string, rest: Partial<Request<void>> = {}) =>
    pacing.run<void>({
      operation,
      isRead: true,
      send: async () => {
        sent.push({ name, at: Math.round(clock.now()) });
      },
      ...rest,
    });
  return { pacing, clock, run, sent, send };
}

const throttled = () => Promise.reject(new OrganizationError("throttled", "slow down"));

describe("the pacing", () => {
  it("spends the burst at once but for what jitter may take, then the share of the rate", async () => {
    // DescribePolicy: 2 a second, burst 2.
    const { send, sent, run } = createPacing(1);
    await run(Promise.all([1, 2, 3, 4].map((n) => send("DescribePolicy", `${n}`))));
    assert.deepEqual(
      sent.map(({ at }) => at),
      [0, 250, 750, 1250],
    );
  });

  it("halves the rate for half of it, and always lets one through", async () => {
    const { send, sent, run } = createPacing(0.5);
    await run(Promise.all([1, 2, 3].map((n) => send("DescribePolicy", `${n}`))));
    assert.deepEqual(
      sent.map(({ at }) => at),
      [0, 500, 1500],
    );
  });

  it("does not hold back other operations, nor local endpoints", async () => {
    const { send, sent, run } = createPacing(1);
    const names = ["ListRoots", "ListRoots", "ListRoots", "ListAccounts"];
    await run(Promise.all(names.map((name) => send(name, name))));
    assert.deepEqual(sent.at(1), { name: "ListAccounts", at: 0 });
    const local = createPacing(undefined);
    await local.run(Promise.all(names.map((name) => local.send(name, name))));
    assert.ok(local.sent.every(({ at }) => at === 0));
  });

  it("serves the screen before the background", async () => {
    const { send, sent, run } = createPacing(1);
    const background = [1, 2, 3].map((n) => send("DescribePolicy", `background ${n}`, { priority: "background" }));
    await run(Promise.all([...background, send("DescribePolicy", "screen", { priority: "screen" })]));
    assert.deepEqual(
      sent.map(({ name }) => name),
      ["background 1", "screen", "background 2", "background 3"],
    );
  });

  it("has no more than sixteen requests under way", async () => {
    const { pacing, run } = createPacing(undefined);
    let active = 0;
    let most = 0;
    const request = () =>
      pacing.run({
        operation: "ListAccounts",
        isRead: true,
        async send() {
          most = Math.max(most, ++active);
          for (let turn = 0; turn < 5; turn++) await Promise.resolve();
          active--;
        },
      });
    await run(Promise.all(Array.from({ length: 100 }, request)));
    assert.equal(most, 16);
  });

  it("sends a throttled read again after pauses that grow", async () => {
    const { clock, pacing, run } = createPacing(undefined);
    const at: number[] = [];
    const answer = pacing.run({
      operation: "ListRoots",
      isRead: true,
      send: () => {
        at.push(clock.now());
        return at.length < 4 ? throttled() : Promise.resolve("roots");
      },
    });
    await run(answer);
    assert.equal(await answer, "roots");
    assert.deepEqual(at, [0, 250, 750, 1750]);
  });

  it("gives up in the end with AWS's answer", async () => {
    const { pacing, run } = createPacing(undefined);
    let count = 0;
    const answer = pacing.run({ operation: "ListRoots", isRead: true, send: () => (count++, throttled()) });
    await run(answer);
    await assert.rejects(answer, { kind: "throttled" });
    assert.equal(count, 8);
  });

  it("takes a request that has become urgent out of its turn", async () => {
    const { pacing, send, sent, clock, run } = createPacing(1);
    let priority: "screen" | "background" = "background";
    const others = [1, 2, 3].map((n) => send("DescribePolicy", `${n}`, { priority }));
    const rising = pacing.run<void>({
      operation: "DescribePolicy",
      isRead: true,
      get priority() {
        return priority;
      },
      send: async () => {
        sent.push({ name: "risen", at: clock.now() });
      },
    });
    priority = "screen";
    await run(Promise.all([...others, rising]));
    assert.deepEqual(
      sent.map(({ name }) => name),
      ["1", "risen", "2", "3"],
    );
  });

  it("goes on with a list before it begins another", async () => {
    const { send, sent, run } = createPacing(1);
    const turn = {};
    const first = send("DescribePolicy", "page 1", { turn });
    const others = [send("DescribePolicy", "other 1"), send("DescribePolicy", "other 2")];
    await run(Promise.all([first, ...others, first.then(() => send("DescribePolicy", "page 2", { turn }))]));
    assert.deepEqual(
      sent.map(({ name }) => name),
      ["page 1", "page 2", "other 1", "other 2"],
    );
  });

  it("holds back all that nobody waits for, and lets it go, what is shown first", async () => {
    const { pacing, send, sent, run } = createPacing(1);
    pacing.holdBackground(true);
    const background = send("ListAccounts", "background", { priority: "background" });
    const shown = send("ListAccounts", "shown", { priority: "shown" });
    await run(send("ListAccounts", "screen"));
    assert.deepEqual(
      sent.map(({ name }) => name),
      ["screen"],
    );
    pacing.holdBackground(false);
    await run(Promise.all([background, shown]));
    assert.deepEqual(
      sent.map(({ name }) => name),
      ["screen", "shown", "background"],
    );
  });

  it("halves its rate when AWS throttles, once for all requests under way, and comes back", async () => {
    const { clock, pacing, run } = createPacing(1);
    let refusals = 3;
    const request = () =>
      pacing.run({
        operation: "ListAccounts",
        isRead: true,
        send: () => (refusals-- > 0 ? throttled() : Promise.resolve()),
      });
    await run(Promise.all([request(), request(), request()]));
    const [cut] = pacing.getCounts();
    assert.equal(cut?.throttled, 3);
    assert.ok((cut?.slowedTo ?? 1) < 0.6, `slowed to ${cut?.slowedTo}`);
    assert.ok((cut?.slowedTo ?? 0) >= 0.5, `slowed to ${cut?.slowedTo}`);
    await run(clock.sleep(20_000));
    await run(request());
    assert.equal(pacing.getCounts()[0]?.slowedTo, 1);
  });

  it("keeps a ledger", async () => {
    const { pacing, send, run } = createPacing(1);
    await run(Promise.all([1, 2, 3].map((n) => send("DescribePolicy", `${n}`))));
    assert.deepEqual(pacing.getCounts(), [
      {
        ...{ operation: "DescribePolicy", sent: 3, throttled: 0, failed: 0 },
        ...{ waited: 1000, waiting: 0, rate: 2, slowedTo: 1 },
      },
    ]);
  });

  it("never sends a write twice", async () => {
    const { pacing, run } = createPacing(undefined);
    for (const kind of ["throttled", "unavailable"] as const) {
      let count = 0;
      const answer = pacing.run({
        operation: "AttachPolicy",
        isRead: false,
        send: () => (count++, Promise.reject(new OrganizationError(kind, "busy"))),
      });
      await run(answer);
      await assert.rejects(answer, { kind });
      assert.equal(count, 1);
    }
  });

  it("does not send again what AWS refused", async () => {
    const { pacing, run } = createPacing(undefined);
    let count = 0;
    const answer = pacing.run({
      operation: "ListRoots",
      isRead: true,
      send: () => (count++, Promise.reject(new OrganizationError("denied", "no"))),
    });
    await run(answer);
    await assert.rejects(answer, { kind: "denied" });
    assert.equal(count, 1);
  });

  it("drops a request that is called off while it waits", async () => {
    const { send, sent, run } = createPacing(1);
    const ended = new AbortController();
    const first = [send("ListRoots", "1"), send("ListRoots", "2")];
    const waiting = send("ListRoots", "3", { signal: ended.signal });
    const later = send("ListRoots", "4");
    ended.abort();
    await assert.rejects(waiting, { kind: "cancelled" });
    await run(Promise.all([...first, later]));
    assert.deepEqual(
      sent.map(({ name }) => name),
      ["1", "2", "4"],
    );
  });

  it("tells who waits of a connection that closed", async () => {
    const { send } = createPacing(1);
    const ended = new AbortController();
    void send("ListRoots", "1");
    void send("ListRoots", "2");
    const waiting = send("ListRoots", "3", { signal: ended.signal });
    ended.abort(createConnectionClosed());
    await assert.rejects(waiting, { kind: "cancelled", reason: CONNECTION_CLOSED });
  });

  it("ends the pause before a second attempt when it is called off", async () => {
    const { pacing } = createPacing(undefined);
    const ended = new AbortController();
    const answer = pacing.run({ operation: "ListRoots", isRead: true, signal: ended.signal, send: throttled });
    setImmediate(() => ended.abort());
    await assert.rejects(answer, { kind: "cancelled" });
  });
});
