/** What goes wrong between two machines, two windows and two people: each ends in what is true, or is named. */
import assert from "node:assert/strict";
import { getInterruptedRuns, getRemainder, type Run } from "../../../src/changes/runs";
import { settleRun } from "../../../src/changes/settleRun";
import type { Step } from "../../../src/changes/step";
import { getTakeBack } from "../../../src/changes/takeBack";
import { OrganizationError } from "../../../src/organization/errors";
import type { Root } from "../../../src/organization/model";
import {
  attach,
  createPlan,
  demandEnded,
  DEVELOPMENT,
  getStates,
  PRODUCTION,
  QUARANTINE,
  ROOT,
  runToEnd,
  SCP,
  TECH_CORP,
} from "./techCorp";
import { createWorld, type World } from "./world";

const HOUR = 3_600_000;
const isScp = (id: string) => TECH_CORP.policies.some((policy) => policy.id === id && policy.type === SCP);
const create = (name: string, email: string): Step => ({ kind: "createAccount", name, email, tags: {} });
const enable: Step = { kind: "enablePolicyType", rootId: ROOT, policyType: "CHATBOT_POLICY" };

describe("a run beside other windows, machines and people", () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld(TECH_CORP);
  });
  afterEach(() => world.close());

  it("takes back what it sent, though AWS calls it a duplicate when it is tried again", async () => {
    const { reads, writes } = world.ports;
    let looks = 0;
    // Lags behind for as long as a lost answer is looked for, and while it is tried again.
    const lagging = {
      ...reads,
      async *listPoliciesForTarget(targetId: string, type: string) {
        const lags = ++looks <= 6;
        for await (const policy of reads.listPoliciesForTarget(targetId, type)) {
          if (!lags || policy.id !== QUARANTINE) yield policy;
        }
      },
    };
    let isLost = true;
    const losing = {
      ...writes,
      async attachPolicy(policyId: string, targetId: string) {
        await writes.attachPolicy(policyId, targetId);
        if (isLost) throw new OrganizationError("offline", "reset", { operation: "AttachPolicy" });
      },
    };
    const onFailure = async () => {
      isLost = false;
      return "retry" as const;
    };
    const result = await world.run(createPlan([attach(PRODUCTION)]), { onFailure }, { reads: lagging, writes: losing });
    const { run } = demandEnded(result);
    assert.deepEqual(getStates(run), ["done"]);
    assert.equal(getTakeBack(run, "", "Take back").plan?.steps.length, 1);
  });

  for (const [name, change] of [
    ["another window took over its lock", "lock"],
    ["it was cancelled", "cancel"],
  ] as const) {
    it(`sends nothing again when ${name} during a pause`, async () => {
      world.sandbox.setFaults([
        { operation: "AttachPolicy", times: 1, effect: { kind: "error", name: "TooManyRequestsException" } },
      ]);
      let isPaused = false;
      const lock = {
        acquire: async () => ({
          isHeld: async () => !(isPaused && change === "lock"),
          release: async () => undefined,
        }),
      };
      const result = await world.run(
        createPlan([attach(PRODUCTION)]),
        { isCancelled: () => isPaused && change === "cancel" },
        { lock, wait: async () => void (isPaused = true) },
      );
      const { halted } = demandEnded(result);
      assert.equal(world.sandbox.getRequestCounts().AttachPolicy, 1);
      assert.equal(halted?.reason, change === "lock" ? "lock" : undefined);
    });
  }

  it("tells what it did, though the lock cannot be given back", async () => {
    const release = () => Promise.reject(new Error("EROFS: read-only file system"));
    const lock = { acquire: async () => ({ isHeld: async () => true, release }) };
    const { run, how } = demandEnded(await world.run(createPlan([attach(PRODUCTION)]), {}, { lock }));
    assert.deepEqual([how, ...getStates(run)], ["complete", "done"]);
  });

  it("is not complete where a step needs what was made under an id that nobody told", async () => {
    const reads = {
      ...world.ports.reads,
      describeAccountCreation: async () => ({
        ...{ id: "car-1", accountName: "New", state: "SUCCEEDED" as const },
        requestedTimestamp: new Date().toISOString(),
      }),
    };
    const steps: Step[] = [create("New", "aws+new@example.com"), attach("new:1")];
    const { run, how } = demandEnded(await world.run(createPlan(steps), {}, { reads }));
    assert.deepEqual([how, ...getStates(run)], ["stopped", "done", "notRun"]);
  });

  describe("whose clock differs from that of AWS", () => {
    for (const [name, ahead] of [
      ["ahead", 2 * HOUR],
      ["behind", -2 * HOUR],
    ] as const) {
      it(`creates no account twice when an answer is lost (${name})`, async () => {
        const email = "aws+once@example.com";
        const plan = {
          ...createPlan([create("Once", email)]),
          plannedAt: new Date(Date.now() + ahead).toISOString(),
        };
        world.sandbox.setFaults([{ operation: "CreateAccount", times: 1, effect: { kind: "loseResponse" } }]);
        const { run } = demandEnded(await world.run(plan));
        assert.deepEqual(getStates(run), ["done"]);
        const made = world.getContents().accounts.filter((account) => account.email === email);
        const record = run.steps[0]?.record;
        assert.deepEqual(record?.state === "done" && record.created, made[0]?.id);
      });
    }

    it("takes nobody's account of the same name for its own", async () => {
      const plan = createPlan([create("Twin", "aws+second@example.com")]);
      const behind = { ...plan, plannedAt: new Date(Date.now() - HOUR).toISOString() };
      await runToEnd(world, [create("Twin", "aws+first@example.com")]);
      const { run } = demandEnded(await world.run(behind));
      assert.deepEqual(getStates(run), ["done"]);
      const emails = world.getContents().accounts.filter(({ name }) => name === "Twin");
      assert.deepEqual(emails.map(({ email }) => email).sort(), ["aws+first@example.com", "aws+second@example.com"]);
    });
  });

  describe("that was cut short while AWS made an account", () => {
    const step = create("Slow", "aws+slow@example.com");

    /** Breaks off once the request is on its way, as when the editor ends. */
    async function breakOff(): Promise<Run> {
      const journal = {
        ...world.ports.journal,
        async append(...[organizationId, entry]: Parameters<typeof world.ports.journal.append>) {
          if (entry.entry !== "step" || entry.record.state === "sending" || entry.record.state === "underWay") {
            await world.ports.journal.append(organizationId, entry);
          }
          if (entry.entry === "step" && entry.record.state === "underWay") throw new Error("The editor ended.");
        },
      };
      await world.run(createPlan([step, attach("new:1")]), {}, { journal });
      const [interrupted] = getInterruptedRuns(await world.readRuns());
      assert.ok(interrupted);
      assert.deepEqual(getStates(interrupted), ["underWay", "notRun"]);
      return interrupted;
    }

    it("follows it after the restart, and goes on with what it made", async () => {
      const settled = await settleRun(await breakOff(), world.ports);
      assert.deepEqual(getStates(settled), ["done", "notRun"]);
      const rest = getRemainder(settled, new Date().toISOString());
      assert.ok(rest);
      const { run } = demandEnded(await world.run(rest));
      assert.deepEqual(getStates(run), ["done"]);
      assert.equal(world.sandbox.getRequestCounts().CreateAccount, 1);
      const made = world.getContents().accounts.find(({ name }) => name === "Slow");
      assert.ok(world.getContents().attachments.some(({ targetId }) => targetId === made?.id));
    });

    it("waits on as long as AWS works, and tells why it failed in the end", async () => {
      const interrupted = await breakOff();
      let asked = 0;
      const reads = {
        ...world.ports.reads,
        async describeAccountCreation(id: string) {
          const { accountId: _, ...creation } = await world.ports.reads.describeAccountCreation(id);
          if (++asked < 30) return { ...creation, state: "IN_PROGRESS" as const };
          return { ...creation, state: "FAILED" as const, failureReason: "ACCOUNT_LIMIT_EXCEEDED" };
        },
      };
      const settled = await settleRun(interrupted, { ...world.ports, reads });
      const record = settled.steps[0]?.record;
      assert.equal(record?.state === "failed" && record.error.message, "ACCOUNT_LIMIT_EXCEEDED");
    });
  });

  describe("that switches a policy type on", () => {
    const withStatus = (statuses: readonly (string | undefined)[]) => {
      let at = 0;
      return {
        ...world.ports.reads,
        async *listRoots() {
          const status = statuses[Math.min(at++, statuses.length - 1)];
          const isOther = ({ type }: { readonly type: string }) => type !== "CHATBOT_POLICY";
          for await (const root of world.ports.reads.listRoots()) {
            const types = root.policyTypes.filter(isOther);
            const own = status === undefined ? [] : [{ type: "CHATBOT_POLICY", status }];
            yield { ...root, policyTypes: [...types, ...own] } as Root;
          }
        },
      };
    };

    it("does not wait for ever while somebody switches it off", async () => {
      const reads = withStatus(["PENDING_DISABLE", "PENDING_DISABLE", undefined]);
      const { run } = demandEnded(await world.run(createPlan([enable]), {}, { reads }));
      assert.deepEqual(getStates(run), ["conflict"]);
      assert.equal(world.sandbox.getRequestCounts().EnablePolicyType, undefined);
    });

    it("leaves it on when it is taken back, where somebody else was switching it on already", async () => {
      const reads = withStatus(["PENDING_ENABLE", "PENDING_ENABLE", "ENABLED"]);
      const { run } = demandEnded(await world.run(createPlan([enable]), {}, { reads }));
      assert.deepEqual(getStates(run), ["alreadySo"]);
      assert.equal(getTakeBack(run, "", "Take back").plan, undefined);
    });

    it("says that it does not know where AWS accepts it and nothing follows", async () => {
      const waits: number[] = [];
      const wait = async (milliseconds: number) => {
        assert.ok(waits.push(milliseconds) < 1000, "It waits for ever.");
      };
      const { run } = demandEnded(await world.run(createPlan([enable]), {}, { reads: withStatus([undefined]), wait }));
      assert.deepEqual(getStates(run), ["unknown"]);
      assert.equal(getInterruptedRuns(await world.readRuns()).length, 1);
    });
  });

  describe("with a step that leaves out what it expects", () => {
    it("overwrites nothing", async () => {
      const policy = TECH_CORP.policies.find(({ id }) => id === QUARANTINE);
      const step: Step = { kind: "updatePolicy", policyId: QUARANTINE, from: {}, to: { description: "Other" } };
      const { run } = await runToEnd(world, [step]);
      assert.deepEqual(getStates(run), ["conflict"]);
      const now = world.getContents().policies.find(({ id }) => id === QUARANTINE);
      assert.equal(now?.description, policy?.description);
    });
  });

  it("takes nothing away whose replacement AWS refused, though it is told to go on", async () => {
    const old = TECH_CORP.attachments.find(
      ({ policyId, targetId }) => targetId === DEVELOPMENT && policyId !== "p-FullAWSAccess" && isScp(policyId),
    );
    const account = TECH_CORP.accounts.find(({ parentId }) => parentId === PRODUCTION);
    assert.ok(old && account);
    world.sandbox.setFaults([
      { operation: "AttachPolicy", input: { TargetId: DEVELOPMENT }, effect: { kind: "error", name: "AccessDenied" } },
    ]);
    const steps: readonly Step[] = [
      attach(DEVELOPMENT),
      attach(PRODUCTION),
      { kind: "detachPolicy", policyType: SCP, ...old },
      { kind: "moveAccount", accountId: account.id, from: PRODUCTION, to: DEVELOPMENT },
      { kind: "detachPolicy", policyType: SCP, policyId: QUARANTINE, targetId: PRODUCTION },
    ];
    const { run, how } = await runToEnd(world, steps, { onFailure: async () => "goOn" });
    assert.deepEqual([how, ...getStates(run)], ["stopped", "failed", "done", "notRun", "notRun", "done"]);
    world.sandbox.setFaults([]);
    const rest = getRemainder(run, new Date().toISOString());
    assert.ok(rest);
    const finished = demandEnded(await world.run(rest));
    assert.deepEqual([finished.how, ...getStates(finished.run)], ["complete", "done", "done", "done"]);
  });

  it("attaches to a target that moved meanwhile, whose id is the same", async () => {
    const account = TECH_CORP.accounts.find(({ parentId }) => parentId === PRODUCTION);
    assert.ok(account);
    const plan = createPlan([attach(account.id)]);
    await runToEnd(world, [{ kind: "moveAccount", accountId: account.id, from: PRODUCTION, to: DEVELOPMENT }]);
    assert.deepEqual(getStates(demandEnded(await world.run(plan)).run), ["done"]);
  });
});
