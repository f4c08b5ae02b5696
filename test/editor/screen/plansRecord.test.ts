import assert from "node:assert/strict";
import { appendFile, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { numberSteps } from "../../../src/changes/plan";
import { formatPlan, parsePlan } from "../../../src/changes/planFile";
import type { Step } from "../../../src/changes/step";
import { createTechCorp } from "../../../src/sandbox/main";
import type { Editor } from "./driver";
import { enterPath } from "./enterPath";
import { killExtensionHost } from "./extensionHost";
import { openSandboxed, type Sandboxed } from "./sandboxed";

const CHANGES = "Changes";
const SCP = "SERVICE_CONTROL_POLICY";
const QUARANTINE = "p-quarantn1";
const PRODUCTION = "ou-tc01-prod4kx7";
const DEVELOPMENT = "ou-tc01-devl8m2q";
const SECURITY = "ou-tc01-secu9w3z";
const TITLE = "Widen the quarantine";
const LATER = "Split in two";
const ORGANIZATION = "o-techcorp42";
const CUT_SHORT = "Quarantine two OUs";
const read = (policyId: string) => createTechCorp().policies.find(({ id }) => id === policyId)?.content ?? "";
const CONTENT = read(QUARANTINE);
const WIDER = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Nothing",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { Bool: { "aws:ViaAWSService": "false" } },
    },
  ],
});

const attach = (targetId: string): Step => ({ kind: "attachPolicy", policyId: QUARANTINE, policyType: SCP, targetId });
const widen = (policyId: string): Step => ({
  kind: "updatePolicy",
  policyId,
  from: { content: read(policyId) },
  to: { content: WIDER },
});
const write = (title: string, steps: readonly Step[]) =>
  formatPlan({
    title,
    organizationId: ORGANIZATION,
    plannedAt: "2026-11-24T10:00:00.000Z",
    steps: numberSteps(steps),
  });

describe("someone who looks back at what was done", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed({
      enableChanges: true,
      size: { width: 1400, height: 1000 },
      workspace: {
        "widen.orgplan.json": write(TITLE, [widen(QUARANTINE), attach(DEVELOPMENT)]),
        "texts.orgplan.json": write("Two texts", ["p-regionseu1", "p-instances1"].map(widen)),
        "two.orgplan.json": write(CUT_SHORT, [attach(PRODUCTION), attach(SECURITY)]),
      },
      // Whatever else it may do, a plan of this test is not stopped.
      settings: { "orgscope.mustKeep": [] },
    });
    ({ editor } = world);
  });
  after(() => world?.close());

  async function run(file: string, title: string, word: string): Promise<void> {
    await editor.openFile(file);
    await editor.runCommand("Orgscope: Open Plan");
    await editor.waitForTab(new RegExp(`^${title}`));
    await editor.runCommand("Orgscope: Run Plan");
    await editor.confirm("Run 2 Steps", word);
  }

  it("compares the texts before and after a step", async () => {
    await run("widen.orgplan.json", TITLE, "Root/Development");
    await editor.waitForNotification(/Widen the quarantine: done/);
    await editor.runCommand("Orgscope: Focus on Changes View");
    await editor.expandTree([TITLE], CHANGES);
    const step = [TITLE, "Change the text of QuarantineAccount"];
    await editor.contextMenu(step, "Show Texts Before and After", CHANGES);
    await editor.waitForTab(/Change the text of QuarantineAccount/);
    assert.match(await editor.visibleText("modified"), /"Nothing"/);
    assert.doesNotMatch(await editor.visibleText("original"), /"Nothing"/);
    await editor.screenshot("changes-texts");
  });

  it("exports the way back, to be gone without this editor", async () => {
    await editor.contextMenu([TITLE], "Export the Way Back…", CHANGES);
    await enterPath(editor, `${editor.workspace}/`);
    await editor.waitForTab("run.sh");
    await editor.screenshot("changes-way-back");
    const [folder = ""] = (await readdir(editor.workspace)).filter((name) => name.includes("undo-widen"));
    const read = (file: string) => readFile(path.join(editor.workspace, folder, file), "utf8");
    assert.match(await read("run.sh"), /detach-policy[\s\S]*update-policy/);
    const undo = parsePlan(await read("undo.orgplan.json"));
    assert.ok("plan" in undo);
    assert.deepEqual(
      undo.plan.steps.map(({ step }) => step.kind),
      ["detachPolicy", "updatePolicy"],
    );
  });

  it("is told what goes with a policy type that is switched off again, and gets it back", async () => {
    const BACKUP = "p-backupprd1";
    await world.request("DisablePolicyType", { RootId: "r-tc01", PolicyType: "BACKUP_POLICY" });
    await editor.runCommand("Orgscope: Refresh");
    await editor.clearMessages();
    await editor.runCommand("Orgscope: Enable Policy Type");
    await editor.typeInQuickPick("Backup");
    await editor.pick("Backup policies");
    await editor.answerDialog("Enable");
    await editor.waitForNotification(/Enable Backup policies at Root: done/);
    await world.request("AttachPolicy", { PolicyId: BACKUP, TargetId: PRODUCTION });
    await editor.runCommand("Orgscope: Focus on Changes View");
    await editor.clickInlineAction(["Enable Backup policies at Root"], "Undo", CHANGES);
    assert.match(await editor.dialogText(), /go with the policy type: 1\. The journal keeps them/);
    await editor.screenshot("changes-losses");
    await editor.confirm("Disable", "Backup");
    await editor.waitForNotification(/Disable Backup policies at Root: done/);
    assert.ok(!world.isAttached(BACKUP, PRODUCTION));
    await editor.clearMessages();
    await editor.clickInlineAction(["Disable Backup policies at Root"], "Undo", CHANGES);
    await editor.waitForTab(/Disable Backup policies/);
    await editor.runCommand("Orgscope: Run Plan");
    await editor.answerDialog("Run 2 Steps");
    await editor.waitForNotification(/Disable Backup policies at Root: done/);
    assert.ok(world.isAttached(BACKUP, PRODUCTION));
  });

  it("undoes what others left alone, which is not called undone as a whole", async () => {
    const texts = "Two texts";
    await editor.clearMessages();
    await run("texts.orgplan.json", texts, "Root/Production");
    await editor.waitForNotification(/Two texts: done/);
    await editor.clearMessages();
    await world.request("UpdatePolicy", { PolicyId: "p-instances1", Content: CONTENT });
    await editor.runCommand("Orgscope: Focus on Changes View");
    await editor.clickInlineAction([texts], "Undo", CHANGES);
    const told = /LimitInstanceTypes was changed again after what is to be undone\. Undo the later change first/;
    await editor.clickNotificationButton(told, "Leave Them Out");
    await editor.answerDialog("Restore");
    await editor.waitForNotification(/Restored the text of “RestrictRegions”/);
    assert.equal(world.getContent("p-regionseu1"), read("p-regionseu1"));
    assert.equal(world.getContent("p-instances1"), CONTENT);
    assert.match(await (await editor.treeRow([texts], CHANGES)).innerText(), /2 done/);
    await editor.screenshot("changes-partly-undone");
  });

  it("sends nothing that cannot be recorded, and is told that the record cannot be read", async () => {
    await editor.clearMessages();
    const journal = await findJournal(editor);
    await editor.contextMenu(["Root", "Development"], "Attach Policy…", "Organization");
    await editor.pick("RestrictRegions");
    await editor.dialogText();
    const before = world.countWrites();
    await rename(journal, `${journal}.aside`);
    await mkdir(journal);
    await editor.answerDialog("Attach");
    await editor.waitForNotification(/nothing was sent, since it could not be recorded/);
    assert.equal(world.countWrites(), before);
    const told = editor.page.locator(".pane:visible", { hasText: "The record of changes could not be read: EISDIR" });
    await told.waitFor();
    await editor.screenshot("changes-unreadable");
    await rm(journal, { recursive: true });
    await rename(`${journal}.aside`, journal);
  });

  it("types a name before everything is denied that no setting keeps, and a wrong one sends nothing", async () => {
    await editor.clearMessages();
    const Content = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
    });
    await world.request("CreatePolicy", { Name: "Nothing at all", Description: "", Type: SCP, Content });
    const policyId = world.getContents().policies.find(({ name }) => name === "Nothing at all")?.id ?? "";
    await editor.runCommand("Orgscope: Refresh");
    await editor.contextMenu(["Root", "Development"], "Attach Policy…", "Organization");
    await editor.pick("Nothing at all");
    const denied = /Everything would be denied in Team A, where it was not \(active accounts in all: 2\)/;
    assert.match(await editor.dialogText(), denied);
    await editor.screenshot("plans-denies-everything");
    const before = world.countWrites();
    const prompt = new RegExp(`${denied.source}\\. Type “Team A” to go on`);
    await editor.answerDialog("Attach");
    await editor.answerInput(prompt, "Team B");
    await editor.page.locator(".quick-input-message", { hasText: "Type Team A" }).waitFor();
    await editor.screenshot("plans-denies-everything-wrong");
    await editor.press("Enter", "Escape");
    await editor.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    assert.equal(world.countWrites(), before);
    await editor.contextMenu(["Root", "Development"], "Attach Policy…", "Organization");
    await editor.pick("Nothing at all");
    await editor.answerDialog("Attach");
    await editor.answerInput(prompt, "Team A");
    await editor.waitForNotification(/Attached “Nothing at all” to Development/);
    assert.ok(world.isAttached(policyId, DEVELOPMENT));
    await editor.clickNotificationButton(/Attached “Nothing at all”/, "Undo");
    await editor.answerDialog("Detach");
    await editor.waitUntil(() => !world.isAttached(policyId, DEVELOPMENT));
  });

  it("leaves a run that was cut short as it is, and is not asked again", async () => {
    await editor.clearMessages();
    const effect = { kind: "delay", milliseconds: 4_000 } as const;
    world.sandbox.setFaults([{ operation: "AttachPolicy", effect }]);
    const sent = world.sandbox.getRequestCounts().AttachPolicy ?? 0;
    await run("two.orgplan.json", CUT_SHORT, "Root/Production");
    await editor.waitUntil(() => (world.sandbox.getRequestCounts().AttachPolicy ?? 0) > sent);
    killExtensionHost(editor.serverPid);
    world.sandbox.setFaults([]);
    await editor.waitForNotification(/“Quarantine two OUs” was interrupted/);
    await editor.screenshot("changes-interrupted");
    await editor.clickNotificationButton(/was interrupted/, "Leave As It Is");
    await editor.runCommand("Orgscope: Focus on Changes View");
    await waitForRow(editor, /1 done, 1 not run|1 not run|2 not run/);
    await editor.load();
    await editor.clickActivityBar("Orgscope");
    await waitForRow(editor, /not run/);
    assert.equal(await editor.page.locator(".notification-list-item", { hasText: "was interrupted" }).count(), 0);
    await editor.screenshot("changes-left");
  });

  it("is told of a run that a later version left, and cannot undo a part of it", async () => {
    await editor.clearMessages();
    const line = { runId: "of-a-later-version", at: new Date().toISOString() };
    const steps = [
      { id: "1", wave: 0, step: attach(SECURITY) },
      { id: "2", wave: 0, step: { kind: "splitOrganization", into: 2 } },
    ];
    const plan = { title: LATER, organizationId: ORGANIZATION, plannedAt: line.at, steps };
    const lines = [
      { ...line, entry: "run", caller: "arn:aws:iam::111111111111:user/jane", connection: "prod", plan },
      { ...line, entry: "step", stepId: "1", record: { state: "done" } },
      { ...line, entry: "step", stepId: "2", record: { state: "halved" } },
    ];
    await appendFile(await findJournal(editor), lines.map((one) => `${JSON.stringify(one)}\n`).join(""));
    await editor.load();
    await editor.clickActivityBar("Orgscope");
    await editor.waitForNotification(/“Split in two” was interrupted.* A later version of Orgscope recorded it/);
    await editor.clickNotificationButton(/was interrupted/, "Show Changes");
    await editor.expandTree([LATER], CHANGES);
    await editor.treeRow([LATER, "Attach QuarantineAccount to Root/Security"], CHANGES);
    await editor.treeRow([LATER, "A step of a later version: splitOrganization"], CHANGES);
    await editor.screenshot("changes-later");
    await editor.runCommand("Orgscope: Undo Last Change");
    await editor.waitForNotification(/^Split in two: A later version of Orgscope recorded it/);
  });
});

async function findJournal(editor: Editor): Promise<string> {
  const files = await readdir(editor.storage, { recursive: true });
  const [journal = ""] = files.filter((file) => file.includes(`runs-${ORGANIZATION}`));
  return path.join(editor.storage, journal);
}

async function waitForRow(editor: Editor, text: RegExp): Promise<void> {
  await editor.waitUntil(async () => {
    const row = await (await editor.treeRow([CUT_SHORT], CHANGES)).innerText();
    return text.test(row) && !/interrupted/.test(row);
  });
}
