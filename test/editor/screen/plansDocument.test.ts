import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import { formatPlan, parsePlan } from "../../../src/changes/planFile";
import type { Step } from "../../../src/changes/step";
import type { Editor } from "./driver";
import { enterPath } from "./enterPath";
import { enableChanges, openSandboxed, type Sandboxed } from "./sandboxed";
import { waitForText } from "./waitForText";

const CHANGES = "Changes";
const QUARANTINE = "p-quarantn1";
const PRODUCTION = "ou-tc01-prod4kx7";
const DEVELOPMENT = "ou-tc01-devl8m2q";
const SECURITY = "ou-tc01-secu9w3z";
const TITLE = "Quarantine everything";
const FILE = "quarantine.orgplan.json";

/** More steps than a person waits for, all harmless. */
const LONG_FILE = "forty.orgplan.json";
const LONG: Plan = {
  title: "Forty tags",
  organizationId: "o-techcorp42",
  plannedAt: "2026-11-24T10:00:00.000Z",
  steps: numberSteps(
    Array.from({ length: 40 }, (_, index) => ({
      kind: "tagResource",
      resourceId: SECURITY,
      tags: { [`Step${index + 1}`]: "done" },
      was: {},
    })),
  ),
};

const attach = (targetId: string): Step => ({
  kind: "attachPolicy",
  policyId: QUARANTINE,
  policyType: "SERVICE_CONTROL_POLICY",
  targetId,
});

describe("someone with a plan of several steps", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    const text = formatPlan({
      title: TITLE,
      organizationId: "o-techcorp42",
      plannedAt: "2026-11-24T10:00:00.000Z",
      steps: numberSteps([PRODUCTION, DEVELOPMENT, SECURITY].map(attach)),
      reason: "OPS-42",
    });
    world = await openSandboxed({
      enableChanges: true,
      size: { width: 1400, height: 1200 },
      workspace: { [FILE]: text, [LONG_FILE]: formatPlan(LONG) },
      settings: { "workbench.colorTheme": "Default Dark Modern" },
    });
    ({ editor } = world);
  });
  after(() => world?.close());

  it("opens the file and reads what it does, who is reached, and the way back", async () => {
    await editor.openFile(FILE);
    await editor.runCommand("Orgscope: Open Plan");
    await editor.waitForTab(new RegExp(`^${TITLE}`));
    await waitForText(editor, /What is sent/);
    const text = await editor.getEditorText();
    for (const part of [
      /OPS-42/,
      /What is sent/,
      /Root\/Security` \(`ou-tc01-secu9w3z`\): 2 accounts/,
      /The way back/,
    ]) {
      assert.match(text, part);
    }
    assert.deepEqual(await readLenses(editor), ["Run…", "Split into Waves…", "Save as File…", "Export…"]);
    await editor.screenshot("plans-document-dark");
    assert.equal(world.countWrites(), 0);
  });

  it("does one OU first, and stops at the halt", async () => {
    await clickLens(editor, "Split into Waves…");
    await editor.page.locator(".quick-input-title", { hasText: /Wave 1/ }).waitFor();
    await editor.pick("Root/Development");
    await editor.screenshot("plans-waves");
    await editor.press("Enter");
    await editor.page.locator(".quick-input-title", { hasText: /Wave 2/ }).waitFor();
    await editor.press("Enter");
    await waitForText(editor, /### Wave 1\s+1\. Attach `QuarantineAccount` to `Root\/Development`\s+### Wave 2/);
    await clickLens(editor, "Run…");
    assert.match(await editor.dialogText(), /In 2 waves\. The run halts after each/);
    await editor.confirm("Run 3 Steps", "Root/Development");
    assert.match(
      await editor.dialogText(),
      /Wave 2 of “Quarantine everything” follows[\s\S]*So far: 1 done, 2 not run/,
    );
    await editor.screenshot("plans-halt");
    assert.deepEqual(
      [PRODUCTION, DEVELOPMENT, SECURITY].map((id) => world.isAttached(QUARANTINE, id)),
      [false, true, false],
    );
    await editor.answerDialog("Stop Here");
    await editor.waitForNotification(/1 done, 2 not run/);
    assert.ok(!world.isAttached(QUARANTINE, PRODUCTION));
  });

  it("reads in the plan that it was run, and what that came to", async () => {
    await waitForText(editor, /Was run: .*\(1 done, 2 not run\)\. The Changes view has the record/);
    const wanted = "Was run: 1 done, 2 not run, Run Again…";
    await editor.waitUntil(async () => (await readLenses(editor)).join(", ").startsWith(wanted));
    await editor.screenshot("plans-was-run");
  });

  it("keeps the keyboard in a list that was opened while a plan was looked at", async () => {
    world.sandbox.setFaults([{ operation: "ListPoliciesForTarget", effect: { kind: "delay", milliseconds: 3000 } }]);
    await editor.openFile(FILE);
    await editor.runCommand("Orgscope: Open Plan");
    await editor.runCommand("Orgscope: Find");
    await editor.waitForNotification(/The plan “Quarantine everything” is there to be read/);
    await editor.type("Audit");
    await editor.waitUntil(async () => (await editor.quickPickItems()).some((item) => item.startsWith("Audit")));
    await editor.screenshot("plans-late");
    await editor.press("Escape");
    world.sandbox.setFaults([]);
    await editor.clickNotificationButton(/is there to be read/, "Show Plan");
    await editor.waitForCaret(TITLE);
    assert.match(await editor.getEditorText(), /What is sent/);
    await editor.runCommand("View: Close Editor");
    await editor.waitForTab(FILE);
    await editor.runCommand("View: Close Editor");
    await editor.waitForTab(new RegExp(`^${TITLE}`));
  });

  it("finds the run in the Changes view, step by step, and takes it back from there", async () => {
    await editor.runCommand("Orgscope: Focus on Changes View");
    await editor.expandTree([TITLE], CHANGES);
    assert.match(
      await (await editor.treeRow([TITLE, "Attach QuarantineAccount to Root/Development"], CHANGES)).innerText(),
      /done/,
    );
    assert.match(
      await (await editor.treeRow([TITLE, "Attach QuarantineAccount to Root/Production"], CHANGES)).innerText(),
      /not run/,
    );
    await editor.screenshot("plans-changes");
    const menu = await editor.openContextMenu([TITLE], CHANGES);
    assert.ok(menu.includes("Finish…"), menu.join());
    await editor.press("Escape");
    await editor.clickInlineAction([TITLE], "Undo", CHANGES);
    assert.match(await editor.dialogText(), /Detach “QuarantineAccount” from Development/);
    await editor.answerDialog("Detach");
    await editor.waitForNotification(/Detached “QuarantineAccount” from Development/);
    assert.ok(!world.isAttached(QUARANTINE, DEVELOPMENT));
    // Its place becomes another once the run that took it back stands above it.
    await editor.waitUntil(async () =>
      (await editor.treeRows(CHANGES)).some(
        ({ label, description }) => label === TITLE && description.includes("undone"),
      ),
    );
  });

  it("saves the plan in waves, and it is the same when it is read again", async () => {
    await editor.waitForTab(new RegExp(`^${TITLE}`));
    await clickLens(editor, "Save as File…");
    await enterPath(editor, path.join(editor.workspace, "waves.orgplan.json"));
    await editor.waitForNotification(/The plan is saved/);
    const parsed = parsePlan(await readFile(path.join(editor.workspace, "waves.orgplan.json"), "utf8"));
    assert.ok("plan" in parsed, JSON.stringify(parsed));
    assert.deepEqual(
      parsed.plan.steps.map(({ id, wave }) => [id, wave]),
      [
        ["1", 0],
        ["2", 1],
        ["3", 1],
      ],
    );
  });

  it("exports it as a script, with a halt between the waves", async () => {
    await clickLens(editor, "Export…");
    await editor.pick("Script");
    await enterPath(editor, `${editor.workspace}/`);
    await editor.waitForTab("run.sh");
    await editor.screenshot("plans-script");
    const [folder = ""] = (await readdir(editor.workspace)).filter((name) => name.endsWith("quarantine-everything"));
    const script = await readFile(path.join(editor.workspace, folder, "run.sh"), "utf8");
    assert.match(script, /# 1\. Attach QuarantineAccount to Root\/Development[\s\S]*The next wave follows/);
  });

  it("sees in a second window that it is being run, and by whom, and is offered nothing else until it is done", async () => {
    const { title, steps } = LONG;
    await editor.clearMessages();
    const second = await editor.openWindow();
    await second.clickActivityBar("Orgscope");
    await second.treeComesToRest("Organization");
    await enableChanges(second);
    world.sandbox.setFaults([{ operation: "TagResource", effect: { kind: "delay", milliseconds: 1000 } }]);
    await editor.openFile(LONG_FILE);
    await editor.runCommand("Orgscope: Open Plan");
    await editor.waitForTab(title);
    await editor.runCommand("Orgscope: Run Plan");
    await editor.answerDialog(`Run ${steps.length} Steps`);
    await editor.waitUntil(() => (world.sandbox.getRequestCounts().TagResource ?? 0) > 0);

    const readState = async () =>
      (await second.treeRows(CHANGES)).find(({ label }) => label === title)?.description.split(" · ")[0];
    await second.runCommand("Orgscope: Focus on Changes View");
    await second.waitUntil(async () => (await readState()) !== undefined);
    assert.equal(await readState(), "being run");
    assert.equal(await second.page.locator(".notification-list-item", { hasText: "was interrupted" }).count(), 0);
    // Neither a button nor a menu.
    const row = await second.treeRow([title], CHANGES);
    await row.hover();
    assert.equal(await row.locator(".action-label").count(), 0);
    await row.click({ button: "right" });
    await second.page.waitForTimeout(500);
    assert.equal(await second.page.locator(".monaco-menu:visible").count(), 0);
    await second.screenshot("plans-second-window");
    await second.runCommand("Orgscope: Undo Last Change");
    await second.waitForNotification(new RegExp(`“${title}” is still being run by process \\d+`));

    const writes = () => world.countWrites() - (world.sandbox.getRequestCounts().TagResource ?? 0);
    const before = writes();
    await second.contextMenu(["Root", "Production"], "Attach Policy…", "Organization");
    await second.pick("QuarantineAccount");
    await second.confirm("Attach", "Root/Production");
    const refusal = await second.waitForNotification(/nothing was sent/);
    assert.match(refusal, /A plan for this organization is being run by process \d+ on .*, since \d/);
    await second.screenshot("plans-second-window-refused");
    assert.equal(writes(), before);
    assert.equal(await readState(), "being run");

    world.sandbox.setFaults([]);
    await editor.waitForNotification(new RegExp(`${title}: done`));
    await second.waitUntil(async () => (await readState()) === `${steps.length} done`);
    await second.screenshot("plans-second-window-done");
    await second.page.close();
  });
});

async function clickLens(editor: Editor, label: string): Promise<void> {
  await editor.page.locator(".codelens-decoration:visible a", { hasText: label }).first().click();
}

async function readLenses(editor: Editor): Promise<readonly string[]> {
  const lens = editor.page.locator(".codelens-decoration:visible a");
  await lens.first().waitFor();
  return (await lens.allInnerTexts()).map((text) => text.replaceAll("\u00a0", " ").trim());
}
