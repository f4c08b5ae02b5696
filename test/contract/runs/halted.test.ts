import assert from "node:assert/strict";
import { getJudgedState } from "../../../src/changes/judgedState";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import { getInterruptedRuns, type Run } from "../../../src/changes/runs";
import { leaveRun, settleRun } from "../../../src/changes/settleRun";
import { getReport } from "../../../src/editor/plans/reportText";
import type { Step } from "../../../src/changes/step";
import { getTakeBack } from "../../../src/changes/takeBack";
import { OrganizationError } from "../../../src/organization/errors";
import {
  attach,
  createPlan,
  DENY_S3,
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

  describe("whose plan was judged by what is so no more", () => {
    const getText = (policyId: string) =>
      world.getContents().policies.find(({ id }) => id === policyId)?.content ?? assert.fail();
    const judge = (plan: Plan) => getJudgedState(plan, world.getContents());
    const inTwoWaves = (...steps: readonly Step[]): Plan => {
      const plan = createPlan(steps);
      return { ...plan, steps: plan.steps.map((planned, wave) => ({ ...planned, wave })) };
    };
    const change = () => world.aws.changeWrites.updatePolicy(QUARANTINE, { content: DENY_S3 });

    it("sends nothing where a text was changed since it was confirmed", async () => {
      const plan = createPlan([attach(PRODUCTION)]);
      const judged = judge(plan);
      await change();
      const result = await world.run(plan, { judged });
      assert.ok(result.state === "ended");
      assert.deepEqual([result.how, ...getStates(result.run)], ["stopped", "notRun"]);
      assert.deepEqual(result.halted, { reason: "text", found: "QuarantineAccount" });
      assert.match(
        getReport(WORDS, result, new Map(), "here", fill).message,
        /^Test here: Stopped, since the text of “QuarantineAccount” was changed/,
      );
    });

    it("sends nothing more where a text is changed while it halts", async () => {
      const plan = inTwoWaves(attach(PRODUCTION), attach(DEVELOPMENT));
      const onWave = async () => {
        await change();
        return true;
      };
      const result = await world.run(plan, { judged: judge(plan), onWave });
      assert.ok(result.state === "ended");
      assert.deepEqual([result.how, ...getStates(result.run)], ["stopped", "done", "notRun"]);
      assert.equal(result.halted?.reason, "text");
    });

    it("moves no account to where a text that is in effect was changed", async () => {
      const contents = world.getContents();
      const account = contents.accounts.find(({ parentId }) => parentId === DEVELOPMENT) ?? assert.fail();
      const plan = createPlan([{ kind: "moveAccount", accountId: account.id, from: DEVELOPMENT, to: PRODUCTION }]);
      const judged = judge(plan);
      const own = contents.policies.filter(({ awsManaged, type }) => !awsManaged && type === SCP).map(({ id }) => id);
      const [policyId] = contents.attachments
        .filter((one) => one.targetId === PRODUCTION && own.includes(one.policyId))
        .map((one) => one.policyId);
      await world.aws.changeWrites.updatePolicy(policyId ?? assert.fail(), { content: DENY_S3 });
      const result = await world.run(plan, { judged });
      assert.ok(result.state === "ended");
      assert.equal(result.halted?.reason, "text");
      assert.equal(world.getContents().accounts.find(({ id }) => id === account.id)?.parentId, DEVELOPMENT);
    });

    it("sends nothing where a policy type was disabled since", async () => {
      const plan = createPlan([attach(PRODUCTION)]);
      const judged = judge(plan);
      await world.aws.changeWrites.disablePolicyType(ROOT, "RESOURCE_CONTROL_POLICY");
      const result = await world.run(plan, { judged });
      assert.ok(result.state === "ended");
      assert.deepEqual(result.halted, { reason: "policyTypes", found: "RESOURCE_CONTROL_POLICY" });
    });

    it("sends nothing where a text cannot be read again", async () => {
      const plan = createPlan([attach(PRODUCTION)]);
      const describePolicy = () => Promise.reject(new OrganizationError("offline", "No answer"));
      const reads = { ...world.ports.reads, describePolicy };
      const result = await world.run(plan, { judged: judge(plan) }, { reads });
      assert.ok(result.state === "ended");
      assert.deepEqual([result.how, ...getStates(result.run)], ["stopped", "notRun"]);
      assert.deepEqual(result.halted, { reason: "unreadText", found: `${QUARANTINE}: No answer` });
    });

    it("goes on with what its own steps made of texts, and reads each text once between two halts", async () => {
      const from = { content: getText(QUARANTINE) };
      const plan = createPlan([
        { kind: "updatePolicy", policyId: QUARANTINE, from, to: { content: DENY_S3 } },
        attach(PRODUCTION),
        attach(DEVELOPMENT),
      ]);
      let read = 0;
      const describePolicy = (policyId: string) => {
        read++;
        return world.ports.reads.describePolicy(policyId);
      };
      const result = await world.run(
        plan,
        { judged: judge(plan) },
        { reads: { ...world.ports.reads, describePolicy } },
      );
      assert.ok(result.state === "ended");
      assert.deepEqual([result.how, ...getStates(result.run)], ["complete", "done", "done", "done"]);
      // Once for the update itself.
      assert.equal(read, 2);
    });
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
