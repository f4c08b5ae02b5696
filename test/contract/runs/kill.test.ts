import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { getInterruptedRuns, getRemainder } from "../../../src/changes/runs";
import { settleRun } from "../../../src/changes/settleRun";
import type { Step } from "../../../src/changes/step";
import { getTakeBack } from "../../../src/changes/takeBack";
import { describeState } from "./state";
import { attach as attachTo, createPlan, DENY_S3 as DENY, ROOT as root, SCP, TECH_CORP } from "./techCorp";
import { createWorld, type World } from "./world";

const STEPS = createSteps();

/** Thirty steps of many kinds, some of which need what others create. */
function createSteps(): readonly Step[] {
  const policy = (name: string): Step => ({
    kind: "createPolicy",
    policy: { type: SCP, name, description: "", content: DENY, tags: {} },
  });
  const attach = (policyId: string, targetId: string) => attachTo(targetId, policyId);
  const unit = (parentId: string, name: string): Step => ({
    kind: "createOrganizationalUnit",
    parentId,
    name,
    tags: { Stage: name },
  });
  const accounts = TECH_CORP.accounts.filter((one) => one.parentId === "ou-tc01-prod4kx7");
  const [first, second] = accounts;
  const root2 = TECH_CORP.policies.find(({ id }) => id === "p-denyroot01")!;
  const rootTargets = TECH_CORP.attachments.filter(({ policyId }) => policyId === root2.id);
  const steps: Step[] = [
    policy("One"),
    policy("Two"),
    unit(root, "Pilot"),
    unit("new:3", "Inner"),
    attach("new:1", "new:3"),
    attach("new:2", "new:4"),
    attach("new:1", "ou-tc01-devl8m2q"),
    { kind: "moveAccount", accountId: first!.id, from: first!.parentId, to: "new:4" },
    { kind: "moveAccount", accountId: second!.id, from: second!.parentId, to: "new:3" },
    { kind: "updatePolicy", policyId: "p-quarantn1", from: { name: "QuarantineAccount" }, to: { name: "Quarantine" } },
    { kind: "updateOrganizationalUnit", organizationalUnitId: "new:3", from: "Pilot", to: "Pilots" },
    { kind: "tagResource", resourceId: first!.id, tags: { Moved: "yes" }, was: {} },
    { kind: "tagResource", resourceId: second!.id, tags: { Moved: "yes" }, was: {} },
    ...rootTargets.map(
      ({ targetId }): Step => ({
        kind: "detachPolicy",
        policyId: root2.id,
        policyType: SCP,
        targetId,
      }),
    ),
    {
      kind: "deletePolicy",
      policyId: root2.id,
      was: {
        type: SCP,
        name: root2.name,
        description: root2.description,
        content: root2.content,
        tags: TECH_CORP.tags[root2.id] ?? {},
      },
    },
  ];
  const targets = [...TECH_CORP.organizationalUnits, ...TECH_CORP.accounts].map(({ id }) => id);
  for (const targetId of targets) if (steps.length < 30) steps.push(attach("new:2", targetId));
  for (let extra = 1; steps.length < 30; extra++) steps.push(unit(root, `Extra ${extra}`));
  return steps;
}

describe("a run whose process is killed", () => {
  let folder: string;
  let program: string;
  let whole: object;
  const untouched = describeState(TECH_CORP);
  const worlds: World[] = [];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-kill-"));
    program = path.join(folder, "killed.js");
    const entryPoints = ["test/contract/runs/killed.ts"];
    await build({ entryPoints, outfile: program, bundle: true, platform: "node", mainFields: ["module", "main"] });
    const world = await createWorld(TECH_CORP);
    const result = await world.run(createPlan(STEPS));
    assert.ok(result.state === "ended");
    assert.equal(
      result.how,
      "complete",
      JSON.stringify(result.run.steps.filter(({ record }) => record?.state !== "done")),
    );
    whole = describeState(world.getContents());
    await world.close();
  });
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close();
  });
  after(() => rm(folder, { recursive: true }));

  for (let at = 1; at <= STEPS.length; at++) {
    for (const moment of ["before", "after"]) {
      // Both ways out of each moment would double the time and find the same.
      const finishes = (at + (moment === "after" ? 1 : 0)) % 2 === 0;
      it(`${moment} write ${at} is ${finishes ? "finished" : "taken back"} at the next start`, async () => {
        const world = await createWorld(TECH_CORP);
        worlds.push(world);
        await runUntilKilled(world, moment, at);

        const [interrupted, ...others] = getInterruptedRuns(await world.readRuns());
        assert.ok(interrupted);
        assert.deepEqual(others, []);
        assert.equal(interrupted.steps[at - 1]?.record?.state, "sending");
        const settled = await settleRun(interrupted, world.ports);
        assert.equal(settled.steps[at - 1]?.record?.state, moment === "before" ? "notSent" : "done");

        const now = new Date().toISOString();
        const plan = finishes ? getRemainder(settled, now) : getTakeBack(settled, now, "Take back").plan;
        if (plan) {
          const result = await world.run(plan);
          assert.ok(result.state === "ended", JSON.stringify(result));
          assert.equal(result.how, "complete", JSON.stringify(result.run.steps));
        }
        assert.deepEqual(describeState(world.getContents()), finishes ? whole : untouched);
        if (plan) assert.deepEqual(getInterruptedRuns(await world.readRuns()), []);
      });
    }
  }

  async function runUntilKilled(world: World, moment: string, at: number): Promise<void> {
    const file = path.join(world.folder, "plan.json");
    await writeFile(file, JSON.stringify(createPlan(STEPS)));
    const { endpoint, accessKeyId, secretAccessKey } = world.sandbox;
    const args = [program, endpoint, accessKeyId, secretAccessKey, world.folder, file, moment, String(at)];
    const child = spawn(process.execPath, args, { stdio: "ignore" });
    const signal = await new Promise((resolve) => child.once("exit", (_code, by) => resolve(by)));
    assert.equal(signal, "SIGKILL");
  }
});
