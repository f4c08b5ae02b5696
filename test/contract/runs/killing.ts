/** A run of thirty steps in a process of its own, to be killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import type { Step } from "../../../src/changes/step";
import { attach as attachTo, createPlan, DENY_S3 as DENY, ROOT as root, SCP, TECH_CORP } from "./techCorp";
import type { World } from "./world";

export const STEPS = createSteps();

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

/** Where the program lies that runs a plan. */
export async function buildProgram(folder: string): Promise<string> {
  const program = path.join(folder, "killed.js");
  const entryPoints = ["test/contract/runs/killed.ts"];
  await build({ entryPoints, outfile: program, bundle: true, platform: "node", mainFields: ["module", "main"] });
  return program;
}

/** `suicide`: before or after which write it kills itself. */
export async function startRun(program: string, world: World, suicide: readonly string[] = []): Promise<ChildProcess> {
  const file = path.join(world.folder, "plan.json");
  await writeFile(file, JSON.stringify(createPlan(STEPS)));
  const { endpoint, accessKeyId, secretAccessKey } = world.sandbox;
  const args = [program, endpoint, accessKeyId, secretAccessKey, world.folder, file, ...suicide];
  return spawn(process.execPath, args, { stdio: "ignore" });
}

export function waitForExit(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
}
