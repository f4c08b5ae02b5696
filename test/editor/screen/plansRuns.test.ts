import assert from "node:assert/strict";
import { numberSteps } from "../../../src/changes/plan";
import { formatPlan } from "../../../src/changes/planFile";
import type { AttachmentStep } from "../../../src/changes/step";
import type { OrganizationContents } from "../../../src/organization/model";
import { generateOrganization } from "../../../src/sandbox/main";
import type { Editor } from "./driver";
import { killExtensionHost } from "./extensionHost";
import { enableChanges, openSandboxed, type Sandboxed } from "./sandboxed";
import { waitForText } from "./waitForText";

const SCP = "SERVICE_CONTROL_POLICY";
/** Milliseconds for a plan of two hundred steps to be judged, on a machine with other work. */
const PATIENCE = 60_000;
const SIZE = { width: 1400, height: 1200 };
const CHANGES = "Changes";
const TITLE = "Guardrails for 40 OUs";
const FILE = "rollout.orgplan.json";
const POLICIES = [1, 2, 3, 4, 5];

/** A thousand accounts, with five policies that are attached to nothing yet. */
const ORGANIZATION = createOrganization();
const UNITS = ORGANIZATION.organizationalUnits.filter(hasRoom).slice(0, 40);
const STEPS = UNITS.flatMap(({ id: targetId }) =>
  POLICIES.map(
    (number) => ({ kind: "attachPolicy", policyId: getPolicyId(number), policyType: SCP, targetId }) as const,
  ),
);
/** Where AWS will refuse. */
const FAILING = [UNITS[2], UNITS[5]].map((unit) => unit?.id ?? "");

describe("someone whose editor is killed in the middle of a plan for a thousand accounts", () => {
  let world: Sandboxed;
  let editor: Editor;
  beforeEach(async () => {
    world = await openSandboxed({
      contents: ORGANIZATION,
      enableChanges: true,
      size: SIZE,
      workspace: { [FILE]: createPlanFile(STEPS, TITLE) },
    });
    ({ editor } = world);
    world.sandbox.setFaults(
      FAILING.map((TargetId) => ({
        operation: "AttachPolicy",
        input: { TargetId },
        effect: { kind: "error", name: "AccessDeniedException", message: "A policy of this account denies it" },
      })),
    );
  });
  afterEach(() => world?.close());

  it("finishes it after the restart: all is attached but to the two targets that AWS refuses", async function () {
    this.timeout(200_000);
    await runUntilKilled(world, editor);
    await editor.clickNotificationButton(/was interrupted/, "Finish…");
    // A restart takes the leave to change things away.
    await editor.clickNotificationButton(/is open read-only/, "Enable Changes");
    await editor.answerDialog("Enable Changes");
    // The document of before the restart has those steps too. One more may have been done before the end.
    await waitForText(editor, new RegExp(`^- Steps: ${STEPS.length - countDone(world)}$`, "m"), PATIENCE);
    await editor.screenshot("plans-rest");
    await runShown(editor);
    await goOnWhateverFails(editor);
    assert.match(await editor.waitForNotification(/done, 10 failed/), /does not permit it/);
    await editor.runCommand("Orgscope: Focus on Changes View");
    await editor.expandTree([TITLE], CHANGES);
    await editor.screenshot("plans-finished");
    assert.deepEqual(getAttachments(world), [...BEFORE, ...STEPS.filter(isAccepted).map(toText)].sort());
  });

  it("takes it back after the restart: all is as it was", async function () {
    this.timeout(200_000);
    await runUntilKilled(world, editor);
    await enableChanges(editor);
    await editor.clickNotificationButton(/was interrupted/, "Take Back…");
    await waitForText(editor, /^1\. Detach/m, PATIENCE);
    await editor.waitForTab(new RegExp(`Undo ${TITLE}`));
    await runShown(editor);
    await editor.waitForNotification(new RegExp(`Undo: ${TITLE}: done`));
    assert.deepEqual(getAttachments(world), BEFORE);
    await editor.runCommand("Orgscope: Focus on Changes View");
    await editor.treeRow([`Undo: ${TITLE}`], CHANGES);
    assert.match(await (await editor.treeRow([TITLE], CHANGES)).innerText(), /undone/);
    await editor.screenshot("plans-taken-back");
  });
});

/** Runs the plan of the workspace's file, and kills the extension host when half of it is sent. */
async function runUntilKilled(world: Sandboxed, editor: Editor): Promise<void> {
  await editor.openFile(FILE);
  await editor.runCommand("Orgscope: Open Plan");
  await waitForText(editor, /^1\. Attach/m, PATIENCE);
  await editor.waitForTab(new RegExp(`^${TITLE}`));
  await editor.screenshot("plans-document");
  await runShown(editor);
  await goOnWhateverFails(editor);
  const half = STEPS.length / 2;
  for (const until = Date.now() + 60_000; world.countWrites() < half; await new Promise((r) => setTimeout(r, 5))) {
    assert.ok(Date.now() < until, `${world.countWrites()} writes in a minute`);
  }
  killExtensionHost(editor.serverPid);
  const done = countDone(world);
  assert.ok(done > 0 && done < STEPS.length - 10, String(done));
  assert.match(await editor.waitForNotification(/was interrupted/), /\d+ done, 10 failed, \d+ not run/);
  // The message is gone in seconds; what stays is there without a click.
  assert.match(await (await editor.treeRow([TITLE], CHANGES)).innerText(), /interrupted/);
  const activity = editor.page.locator(".activitybar .action-item", {
    has: editor.page.locator('a[aria-label^="Orgscope"]'),
  });
  await activity.locator(".badge-content", { hasText: "1" }).waitFor();
  await editor.screenshot("plans-interrupted");
}

function countDone(world: Sandboxed): number {
  return getAttachments(world).length - BEFORE.length;
}

async function runShown(editor: Editor): Promise<void> {
  await editor.runCommand("Orgscope: Run Plan");
  await editor.answerDialog("Run ");
}

async function goOnWhateverFails(editor: Editor): Promise<void> {
  assert.match(await editor.dialogText(), /was not done: Attach Guardrail \d to[\s\S]*does not permit it/);
  await editor.screenshot("plans-failed-step");
  await editor.answerDialog("Go On, Whatever Fails");
}

function createOrganization(): OrganizationContents {
  const generated = generateOrganization({ accounts: 1000, seed: 7 });
  const policies = POLICIES.map((number) => ({
    id: getPolicyId(number),
    arn: `arn:aws:organizations::${generated.organization.masterAccountId}:policy/${generated.organization.id}/service_control_policy/${getPolicyId(number)}`,
    name: `Guardrail ${number}`,
    description: "",
    type: SCP,
    awsManaged: false,
    content: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: `sqs:*${"abcde".charAt(number - 1)}`, Resource: "*" }],
    }),
  }));
  return { ...generated, policies: [...generated.policies, ...policies] };
}

function getPolicyId(number: number): string {
  return `p-guardrail${number}`;
}

function hasRoom({ id }: { readonly id: string }): boolean {
  return ORGANIZATION.attachments.filter(({ targetId }) => targetId === id).length <= POLICIES.length;
}

function createPlanFile(steps: readonly AttachmentStep[], title: string): string {
  return formatPlan({
    title,
    organizationId: ORGANIZATION.organization.id,
    plannedAt: "2026-11-24T10:00:00.000Z",
    steps: numberSteps(steps),
  });
}

function isAccepted({ targetId }: AttachmentStep): boolean {
  return !FAILING.includes(targetId);
}

const BEFORE = ORGANIZATION.attachments.map(toText).sort();

function getAttachments({ sandbox }: Sandboxed): readonly string[] {
  return (sandbox.getContents()?.attachments ?? []).map(toText).sort();
}

function toText({ policyId, targetId }: { readonly policyId: string; readonly targetId: string }): string {
  return `${policyId} ${targetId}`;
}
