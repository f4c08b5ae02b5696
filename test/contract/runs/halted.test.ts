import assert from "node:assert/strict";
import { numberSteps } from "../../../src/changes/plan";
import { getInterruptedRuns, type Run } from "../../../src/changes/runs";
import { leaveRun, settleRun } from "../../../src/changes/settleRun";
import { getReport } from "../../../src/editor/plans/reportText";
import { getTakeBack } from "../../../src/changes/takeBack";
import { OrganizationError } from "../../../src/organization/errors";
import { attach, createPlan, DEVELOPMENT, getStates, PRODUCTION, QUARANTINE, runToEnd, TECH_CORP } from "./techCorp";
import { createWorld, type World } from "./world";

const WORDS = { title: "Test", done: "Tested", verb: "Test" };
const fill = (text: string, ...values: readonly (string | number)[]) =>
  text.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));

/** As a read that lags behind shows it. */
async function* withoutQuarantine<T extends { readonly id: string }>(policies: AsyncIterable<T>): AsyncIterable<T> {
  for await (const policy of policies) if (policy.id !== QUARANTINE) yield policy;
}

describe("a run that halts, asks or was broken off", () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld(TECH_CORP);
  });
  afterEach(() => world.close());

  it("leaves alone what another window has found out of an interrupted run meanwhile", async () => {
    const { organizationId } = createPlan([]);
    const line = { runId: "1", at: "2026-11-24T10:00:00.000Z" };
    const append = (entry: Parameters<typeof world.ports.journal.append>[1]) =>
      world.ports.journal.append(organizationId, entry);
    const step = attach(PRODUCTION);
    await append({ ...line, entry: "run", caller: "", connection: "test", plan: createPlan([step]) });
    await append({ ...line, entry: "step", stepId: "1", record: { state: "sending", step } });
    const [stale] = await world.readRuns();
    await append({ ...line, entry: "step", stepId: "1", record: { state: "done" } });
    await append({ ...line, entry: "end", how: "complete" });
    // It was taken back since, so that looking again would say that it was never sent.
    assert.deepEqual(getStates(await settleRun(stale!, world.ports)), ["done"]);
  });

  it("sends nothing more when changes lapse while it halts or asks", async () => {
    const [first, second] = numberSteps([attach(PRODUCTION), attach(DEVELOPMENT)]);
    const plan = { ...createPlan([]), steps: [first!, { ...second!, wave: 1 }] };
    let isCancelled = false;
    const lapse = async <T>(answer: T) => {
      isCancelled = true;
      return answer;
    };
    const halted = await world.run(plan, { onWave: () => lapse(true), isCancelled: () => isCancelled });
    assert.ok(halted.state === "ended");
    assert.deepEqual([halted.how, ...getStates(halted.run)], ["cancelled", "done", "notRun"]);
    isCancelled = false;
    const { run, how } = await runToEnd(world, [attach("ou-tc01-nowhere1")], {
      onFailure: () => lapse("retry"),
      isCancelled: () => isCancelled,
    });
    assert.deepEqual([how, ...getStates(run)], ["cancelled", "conflict"]);
    assert.equal((await world.readRuns()).at(-1)?.steps.length, 1);
  });

  it("counts as its own what it finds in effect after an answer that was lost", async () => {
    let isLost = true;
    const { reads, writes } = world.ports;
    const lagging = {
      ...reads,
      listPoliciesForTarget: (targetId: string, type: string) =>
        isLost
          ? withoutQuarantine(reads.listPoliciesForTarget(targetId, type))
          : reads.listPoliciesForTarget(targetId, type),
    };
    const losing = {
      ...writes,
      async attachPolicy(policyId: string, targetId: string) {
        await writes.attachPolicy(policyId, targetId);
        throw new OrganizationError("offline", "reset", { operation: "AttachPolicy" });
      },
    };
    const onFailure = async () => {
      isLost = false;
      return "retry" as const;
    };
    const result = await world.run(createPlan([attach(PRODUCTION)]), { onFailure }, { reads: lagging, writes: losing });
    assert.ok(result.state === "ended");
    assert.deepEqual(getStates(result.run), ["done"]);
    assert.equal(getTakeBack(result.run, "", "Take back").plan?.steps.length, 1);
  });

  it("says who is signed in when that is another after a halt", async () => {
    const [first, second] = numberSteps([attach(PRODUCTION), attach(DEVELOPMENT)]);
    const plan = { ...createPlan([]), steps: [first!, { ...second!, wave: 1 }] };
    let isOther = false;
    const getCallerIdentity = async () => {
      const caller = await world.ports.reads.getCallerIdentity();
      return isOther ? { ...caller, arn: `arn:aws:iam::${caller.accountId}:user/other` } : caller;
    };
    const onWave = async () => (isOther = true);
    const halted = await world.run(plan, { onWave }, { reads: { ...world.ports.reads, getCallerIdentity } });
    assert.ok(halted.state === "ended");
    assert.deepEqual([halted.how, ...getStates(halted.run)], ["stopped", "done", "notRun"]);
    assert.equal(halted.halted?.reason, "caller");
    assert.match(halted.halted.found, /user\/other$/);
    assert.match(
      getReport(WORDS, halted, new Map(), "here", fill).message,
      /^Test here: 1 done, 1 not run\. Stopped, .*user\/other/,
    );
  });

  it("sends nothing more once another window has taken over its lock", async () => {
    let isHeld = true;
    const acquire = async () => ({ isHeld: async () => isHeld, release: async () => undefined });
    const onProgress = (_planned: unknown, record: unknown) => void (isHeld = record === undefined);
    const plan = createPlan([attach(PRODUCTION), attach(DEVELOPMENT)]);
    const result = await world.run(plan, { onProgress }, { lock: { acquire } });
    assert.ok(result.state === "ended");
    assert.deepEqual([result.how, ...getStates(result.run)], ["stopped", "done", "notRun"]);
    assert.equal(result.halted?.reason, "lock");
  });

  describe("left as it is", () => {
    const { organizationId } = createPlan([]);
    let open: Run;
    beforeEach(async () => {
      const entry = {
        entry: "run",
        runId: "1",
        at: "2026-11-24T10:00:00.000Z",
        caller: "",
        connection: "test",
      } as const;
      await world.ports.journal.append(organizationId, { ...entry, plan: createPlan([attach(PRODUCTION)]) });
      [open] = (await world.readRuns()) as [Run];
    });

    it("is open no more", async () => {
      assert.deepEqual(await leaveRun(open, world.ports), { state: "left" });
      assert.deepEqual(getInterruptedRuns(await world.readRuns()), []);
    });

    it("is not closed while another window is at work on it", async () => {
      const held = await world.ports.lock.acquire(organizationId);
      assert.ok("release" in held);
      assert.equal((await leaveRun(open, world.ports)).state, "locked");
      await held.release();
      assert.equal((await world.readRuns())[0]?.ended, undefined);
    });

    it("stays what somebody made of it meanwhile", async () => {
      const entry = { entry: "end", runId: "1", at: "2026-11-24T10:00:01.000Z", how: "complete" } as const;
      await world.ports.journal.append(organizationId, entry);
      assert.deepEqual(await leaveRun(open, world.ports), { state: "decided" });
      assert.equal((await world.readRuns())[0]?.ended?.how, "complete");
    });
  });
});
