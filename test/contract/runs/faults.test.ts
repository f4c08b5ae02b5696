import assert from "node:assert/strict";
import { getInterruptedRuns, getRemainder } from "../../../src/changes/runs";
import { settleRun } from "../../../src/changes/settleRun";
import type { Step } from "../../../src/changes/step";
import type { Fault } from "../../../src/sandbox/types";
import {
  attach,
  createPlan,
  DEVELOPMENT,
  getStates,
  PRODUCTION,
  QUARANTINE,
  ROOT,
  runToEnd,
  TECH_CORP,
} from "./techCorp";
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

  for (const [name, effect, expected] of [
    ["an answer that breaks off in the middle", { kind: "truncate" }, "done"],
    ["an error of AWS's own", { kind: "error", name: "ServiceException", status: 500 }, "unknown"],
    ["a service that is not there", { kind: "error", name: "ServiceUnavailable", status: 503 }, "unknown"],
    ["an answer that takes its time", { kind: "delay", milliseconds: 300 }, "done"],
  ] as const) {
    it(`sends a write once and looks what became of it: ${name}`, async () => {
      world.sandbox.setFaults([{ operation: "AttachPolicy", effect }]);
      const { run } = await ended([attach(PRODUCTION), attach(DEVELOPMENT)], { onFailure: async () => "goOn" });
      assert.deepEqual(getStates(run), [expected, expected]);
      assert.equal(world.sandbox.getRequestCounts().AttachPolicy, 2);
      for (const target of [PRODUCTION, DEVELOPMENT]) {
        const isAttached = world
          .getContents()
          .attachments.some(({ policyId, targetId }) => policyId === QUARANTINE && targetId === target);
        assert.equal(isAttached, expected === "done");
      }
    });
  }

  it("leaves alone what somebody renamed or moved meanwhile, and knows it by its id", async () => {
    const [account] = TECH_CORP.accounts.filter(({ parentId }) => parentId === PRODUCTION);
    const policy = TECH_CORP.policies.find(({ id }) => id === QUARANTINE);
    assert.ok(account && policy);
    const { name, description, content, type } = policy;
    const was = { name, description, content, type, tags: TECH_CORP.tags[QUARANTINE] ?? {} };
    const plans: readonly (readonly [Step, string])[] = [
      [{ kind: "moveAccount", accountId: account.id, from: PRODUCTION, to: ROOT }, "conflict"],
      [{ kind: "deletePolicy", policyId: QUARANTINE, was }, "conflict"],
      [{ kind: "updatePolicy", policyId: QUARANTINE, from: { name }, to: { name: "Mine" } }, "conflict"],
      // An id means the same under another name.
      [attach(DEVELOPMENT), "done"],
    ];
    await ended([
      { kind: "moveAccount", accountId: account.id, from: PRODUCTION, to: DEVELOPMENT },
      { kind: "updatePolicy", policyId: QUARANTINE, from: { name }, to: { name: "Theirs" } },
    ]);
    for (const [step, expected] of plans) {
      const { run } = await ended([step]);
      assert.deepEqual(getStates(run), [expected], step.kind);
    }
  });

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
