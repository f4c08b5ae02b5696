import assert from "node:assert/strict";
import type { Plan } from "../../../src/changes/plan";
import { getPlanFindings } from "../../../src/changes/preflight/planFindings";
import type { Run } from "../../../src/changes/runs";
import type { NewPolicy, Step } from "../../../src/changes/step";
import { getMade, getTakeBack, reuseMade } from "../../../src/changes/takeBack";
import { attach, createPlan, demandEnded, DEVELOPMENT, PRODUCTION, QUARANTINE, SCP, TECH_CORP } from "./techCorp";
import { createWorld, type World } from "./world";

const PROTECTIONS = { protectedTargets: [], managedElsewhere: [], mustKeep: [] };

describe("an undo that was broken off", () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld(TECH_CORP);
  });
  afterEach(() => world.close());

  async function takeBack(run: Run): Promise<Plan> {
    const { plan } = getTakeBack(run, new Date().toISOString(), "Undo");
    assert.ok(plan);
    return reuseMade(plan, getMade(await world.readRuns(), run.id), world.getContents());
  }

  const findErrors = (plan: Plan) =>
    getPlanFindings(plan, {
      contents: world.getContents(),
      callerRole: "management",
      asOf: "2026-11-24",
      protections: PROTECTIONS,
    }).filter(({ severity }) => severity === "error");

  it("is gone on with when it is undone again: what it brought back is not made twice", async () => {
    const was = readPolicy();
    const detach = (targetId: string): Step => ({ ...attach(targetId), kind: "detachPolicy" }) as Step;
    demandEnded(await world.run(createPlan([attach(PRODUCTION), attach(DEVELOPMENT)])));
    const { run } = demandEnded(
      await world.run(
        createPlan([detach(PRODUCTION), detach(DEVELOPMENT), { kind: "deletePolicy", policyId: QUARANTINE, was }]),
      ),
    );
    const denied = { kind: "error", name: "AccessDeniedException" } as const;
    world.sandbox.setFaults([{ operation: "AttachPolicy", input: { TargetId: PRODUCTION }, effect: denied }]);
    assert.equal(demandEnded(await world.run(await takeBack(run))).how, "stopped");
    world.sandbox.setFaults([]);

    const again = await takeBack(run);
    assert.deepEqual(
      again.steps.map(({ step }) => step.kind),
      ["attachPolicy", "attachPolicy"],
    );
    assert.deepEqual(findErrors(again), []);
    assert.equal(demandEnded(await world.run(again)).how, "complete");
    const { policies, attachments } = world.getContents();
    const back = policies.filter(({ name }) => name === was.name);
    assert.equal(back.length, 1);
    const targets = attachments.filter(({ policyId }) => policyId === back[0]?.id).map(({ targetId }) => targetId);
    assert.deepEqual(targets.sort(), [DEVELOPMENT, PRODUCTION].sort());
  });

  it("makes anew what was deleted again meanwhile", async () => {
    const { run } = demandEnded(
      await world.run(createPlan([{ kind: "deletePolicy", policyId: QUARANTINE, was: readPolicy() }])),
    );
    const undo = demandEnded(await world.run(await takeBack(run)));
    const [policyId = ""] = getMade(await world.readRuns(), run.id);
    assert.equal(undo.how, "complete");
    await world.ports.writes.deletePolicy(policyId);
    assert.deepEqual(
      (await takeBack(run)).steps.map(({ step }) => step.kind),
      ["createPolicy"],
    );
  });
});

function readPolicy(): NewPolicy {
  const found = TECH_CORP.policies.find(({ id }) => id === QUARANTINE);
  assert.ok(found);
  const { name, description, content } = found;
  return { type: SCP, name, description, content, tags: {} };
}
