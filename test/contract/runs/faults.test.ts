import assert from "node:assert/strict";
import { getInterruptedRuns, getRemainder } from "../../../src/changes/runs";
import { settleRun } from "../../../src/changes/settleRun";
import type { Step } from "../../../src/changes/step";
import type { Fault } from "../../../src/sandbox/types";
import { attach, createPlan, DEVELOPMENT, getStates, PRODUCTION, ROOT, runToEnd, TECH_CORP } from "./techCorp";
import { createWorld, type World } from "./world";

describe("a run of a plan that meets faults", () => {
  let world: World;
  let waits: number[];
  beforeEach(async () => {
    waits = [];
    world = await createWorld(TECH_CORP, waits);
  });
  afterEach(() => world.close());

  const ended = (...args: [readonly Step[], Parameters<World["run"]>[1]?]) => runToEnd(world, ...args);

  const error = (name: string, times = 1, operation = "AttachPolicy"): Fault => ({
    operation,
    times,
    effect: { kind: "error", name },
  });

  for (const name of ["TooManyRequestsException", "ConcurrentModificationException"]) {
    it(`sends again what AWS did not take, after a while (${name})`, async () => {
      world.sandbox.setFaults([error(name, 3)]);
      const { run } = await ended([attach(PRODUCTION)]);
      assert.deepEqual(getStates(run), ["done"]);
      assert.equal(world.sandbox.getRequestCounts().AttachPolicy, 4);
      assert.deepEqual(waits, [1_000, 2_000, 4_000]);
    });

    it(`gives up in the end (${name})`, async () => {
      world.sandbox.setFaults([error(name, 100)]);
      const { run, how } = await ended([attach(PRODUCTION), attach(DEVELOPMENT)]);
      assert.equal(how, "stopped");
      assert.deepEqual(getStates(run), ["failed", "notRun"]);
    });
  }

  for (const kind of ["loseResponse", "reset"] as const) {
    it(`finds out what became of a write whose answer is lost (${kind})`, async () => {
      world.sandbox.setFaults([{ operation: "AttachPolicy", times: 1, effect: { kind } }]);
      const { run } = await ended([attach(PRODUCTION)]);
      assert.deepEqual(getStates(run), [kind === "reset" ? "unknown" : "done"]);
      assert.equal(world.sandbox.getRequestCounts().AttachPolicy, 1);
    });

    it(`does the same for what is created (${kind})`, async () => {
      world.sandbox.setFaults([{ operation: "CreateOrganizationalUnit", times: 1, effect: { kind } }]);
      const step: Step = { kind: "createOrganizationalUnit", parentId: ROOT, name: "New", tags: {} };
      const { run } = await ended([step]);
      assert.deepEqual(getStates(run), [kind === "reset" ? "unknown" : "done"]);
      const created = world.getContents().organizationalUnits.find(({ name }) => name === "New")?.id;
      const record = run.steps[0]?.record;
      assert.equal(record?.state === "done" ? record.created : undefined, created);
    });

    it(`and never creates an account twice (${kind})`, async () => {
      world.sandbox.setFaults([{ operation: "CreateAccount", times: 1, effect: { kind } }]);
      const email = "aws+once@example.com";
      const { run } = await ended([{ kind: "createAccount", email, name: "Once", tags: {} }]);
      assert.deepEqual(getStates(run), [kind === "reset" ? "unknown" : "done"]);
      assert.equal(world.sandbox.getRequestCounts().CreateAccount, 1);
      const made = world.getContents().accounts.filter((account) => account.email === email);
      assert.equal(made.length, kind === "reset" ? 0 : 1);
    });
  }

  it("says that it does not know, when nothing can be read after a lost answer", async () => {
    let reads = 0;
    world.sandbox.setFaults([{ operation: "AttachPolicy", effect: { kind: "loseResponse" } }]);
    const { reads: real } = world.ports;
    const result = await world.run(
      createPlan([attach(PRODUCTION)]),
      {},
      {
        reads: {
          ...real,
          listPoliciesForTarget: (...args) => {
            if (reads++ > 0) world.sandbox.setFaults([{ effect: { kind: "reset" } }]);
            return real.listPoliciesForTarget(...args);
          },
        },
      },
    );
    assert.ok(result.state === "ended");
    assert.deepEqual(getStates(result.run), ["unknown"]);
    world.sandbox.setFaults([]);
    const [interrupted] = getInterruptedRuns(await world.readRuns());
    assert.ok(interrupted);
    assert.deepEqual(getStates(await settleRun(interrupted, world.ports)), ["done"]);
    assert.deepEqual(getInterruptedRuns(await world.readRuns()), []);
  });

  it("an expired token in the middle, and goes on once signed in again", async () => {
    world.sandbox.setFaults([error("ExpiredTokenException")]);
    const asked: string[] = [];
    const { run, how } = await ended([attach(PRODUCTION), attach(DEVELOPMENT)], {
      onFailure: async (_planned, record) => {
        asked.push(record.state === "failed" ? record.error.kind : record.state);
        return "retry";
      },
    });
    assert.deepEqual(asked, ["signedOut"]);
    assert.equal(how, "complete");
    assert.deepEqual(getStates(run), ["done", "done"]);
  });

  it("goes on past a step that fails, when told so, and finishes it later", async () => {
    world.sandbox.setFaults([error("ConstraintViolationException")]);
    const { run, how } = await ended([attach(PRODUCTION), attach(DEVELOPMENT)], { onFailure: async () => "goOn" });
    assert.equal(how, "stopped");
    assert.deepEqual(getStates(run), ["failed", "done"]);
    const rest = getRemainder(run, new Date().toISOString());
    assert.ok(rest);
    const finished = await world.run(rest);
    assert.ok(finished.state === "ended");
    assert.deepEqual(getStates(finished.run), ["done"]);
  });
});
