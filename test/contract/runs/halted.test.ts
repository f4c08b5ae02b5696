import assert from "node:assert/strict";
import { numberSteps } from "../../../src/changes/plan";
import { settleRun } from "../../../src/changes/settleRun";
import { getTakeBack } from "../../../src/changes/takeBack";
import { OrganizationError } from "../../../src/organization/errors";
import { attach, createPlan, DEVELOPMENT, getStates, PRODUCTION, QUARANTINE, runToEnd, TECH_CORP } from "./techCorp";
import { createWorld, type World } from "./world";

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
});
