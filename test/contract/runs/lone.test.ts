import assert from "node:assert/strict";
import { NO_ORGANIZATION, readLoneRuns, settleLoneRuns } from "../../../src/changes/loneRuns";
import { numberSteps } from "../../../src/changes/plan";
import { getInterruptedRuns } from "../../../src/changes/runs";
import type { CallerIdentity } from "../../../src/organization/model";
import type { Step } from "../../../src/changes/step";
import { getStates } from "./techCorp";
import { createWorld, type World } from "./world";

describe("an account that was about to create its organization", () => {
  const step: Step = { kind: "createOrganization", featureSet: "ALL" };
  let world: World;
  let caller: CallerIdentity;

  beforeEach(async () => {
    world = await createWorld(undefined);
    caller = await world.aws.caller.getCallerIdentity();
    const line = { runId: "1", at: "2026-11-24T10:00:00.000Z" };
    const plan = { title: "Create", organizationId: "", plannedAt: line.at, steps: numberSteps([step]) };
    const { journal } = world.ports;
    await journal.append(NO_ORGANIZATION, { ...line, entry: "run", caller: caller.arn, connection: "test", plan });
    await journal.append(NO_ORGANIZATION, { ...line, entry: "step", stepId: "1", record: { state: "sending", step } });
  });
  afterEach(() => world.close());

  it("knows after a crash that it did, and finds it among the organization's changes", async () => {
    const id = await world.ports.writes.createOrganization("ALL");
    const [run] = await settleLoneRuns(caller.accountId, world.ports);
    assert.ok(run);
    assert.deepEqual(getStates(run), ["done"]);
    assert.deepEqual(getInterruptedRuns(await world.readRuns()), []);
    const read = (organizationId: string) => readLoneRuns(world.ports.journal, caller.accountId, organizationId);
    assert.equal((await read(id)).length, 1);
    assert.equal((await read("o-another0000")).length, 0);
  });

  it("knows after a crash that it did not", async () => {
    const [run] = await settleLoneRuns(caller.accountId, world.ports);
    assert.ok(run);
    assert.deepEqual(getStates(run), ["notSent"]);
    assert.deepEqual(await settleLoneRuns(caller.accountId, world.ports), []);
  });

  it("leaves alone what another account began, and what another window is at work on", async () => {
    assert.deepEqual(await settleLoneRuns("999999999999", world.ports), []);
    const held = await world.ports.lock.acquire(NO_ORGANIZATION);
    assert.ok("release" in held);
    assert.deepEqual(await settleLoneRuns(caller.accountId, world.ports), []);
    await held.release();
    assert.equal(getInterruptedRuns(await world.readRuns()).length, 1);
  });
});
