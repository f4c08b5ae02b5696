import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createTechCorp } from "../../../src/sandbox/main";
import type { Editor } from "./driver";
import { typePath } from "./enterPath";
import { openSandboxed, type Sandboxed } from "./sandboxed";

const POLICIES = "Policies";
const SCPS = "Service control policies";
const LEAVE = "p-denyleave1";

const getContent = (name: string) => createTechCorp().policies.find((policy) => policy.name === name)?.content ?? "";
const leave = JSON.parse(getContent("DenyLeaveOrganization")) as { readonly Statement: readonly object[] };

const WORKSPACE = {
  /** Of the live policy's name, with a statement more. */
  "scps/DenyLeaveOrganization.scp.json": JSON.stringify(
    { ...leave, Statement: [...leave.Statement, { Effect: "Deny", Action: "account:CloseAccount", Resource: "*" }] },
    undefined,
    2,
  ),
  /** Says what LimitInstanceTypes says, its members turned around. */
  "scps/instances.scp.json": JSON.stringify(
    Object.fromEntries(Object.entries(JSON.parse(getContent("LimitInstanceTypes")) as object).reverse()),
  ),
  "scps/fresh.scp.json": JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Fresh", Effect: "Deny", Action: "ec2:RunInstances", Resource: "*" }],
  }),
};

describe("someone whose policies live in files", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed({
      workspace: WORKSPACE,
      settings: { "files.autoSave": "off" },
      enableChanges: true,
      size: { width: 1400, height: 1000 },
    });
    ({ editor } = world);
    await editor.expandTree([SCPS], POLICIES);
  });
  after(() => world?.close());
  beforeEach(() => editor.page.mouse.move(900, 600));

  const lens = (text: string) => editor.page.locator(".codelens-decoration > :is(a, span):visible", { hasText: text });

  it("sees in the tree which policy differs from its file", async () => {
    const spoken = editor.page.locator(
      '.monaco-list-row[aria-label*="differs from scps/DenyLeaveOrganization.scp.json"]',
    );
    await spoken.waitFor();
    assert.equal(await editor.page.locator('.monaco-list-row[aria-label*="differs from"]').count(), 1);
    await editor.screenshot("deployment-drift");
  });

  it("reads above a file that it is what is live, whatever its order", async () => {
    await editor.openFile("instances.scp.json");
    await lens("Live: identical to LimitInstanceTypes").first().waitFor();
  });

  it("is told that what is live cannot be read, which is asked for once, and reads it on Refresh", async () => {
    const effect = { kind: "error", name: "AccessDeniedException", message: "Not allowed" } as const;
    const count = () => world.sandbox.getRequestCounts()["ListPolicies"] ?? 0;
    world.sandbox.setFaults([{ operation: "ListPolicies", effect }]);
    await editor.runCommand("Orgscope: Refresh");
    await lens("Live: could not be read").first().waitFor();
    // Each view and the load behind them ask once.
    await editor.page.waitForTimeout(4000);
    const before = count();
    await editor.page.waitForTimeout(2500);
    assert.equal(count(), before);
    await editor.screenshot("deployment-refused");
    world.sandbox.setFaults([]);
    await editor.runCommand("Orgscope: Refresh");
    await lens("Live: identical to LimitInstanceTypes").first().waitFor();
  });

  it("compares a file with what is live, and pushes it as a plan", async () => {
    await editor.openFile("DenyLeaveOrganization.scp.json");
    await lens("Live: differs").first().waitFor();
    await editor.screenshot("deployment-lens");
    await lens("Live: differs").first().click();
    await editor.waitForTab("DenyLeaveOrganization ↔ DenyLeaveOrganization.scp.json");
    assert.match(await editor.visibleText("modified"), /account:CloseAccount/);
    assert.doesNotMatch(await editor.visibleText("original"), /account:CloseAccount/);
    await editor.screenshot("deployment-compare");
    await editor.openFile("DenyLeaveOrganization.scp.json");
    // VS Code first shows the lenses of before, which take no click.
    await editor.page.waitForTimeout(1500);
    await lens("Push…").first().click();
    const question = await editor.dialogText();
    assert.match(question, /DenyLeaveOrganization/);
    assert.equal(world.countWrites(), 0);
    await editor.screenshot("deployment-push");
    await editor.confirm("Publish", "Root");
    await editor.waitForNotification("Published “DenyLeaveOrganization”");
    assert.match(world.getContent(LEAVE), /account:CloseAccount/);
    await lens("Live: identical").first().waitFor();
    await editor.page.locator('.monaco-list-row[aria-label*="differs from"]').waitFor({ state: "detached" });
  });

  it("pushes a file that is not deployed as a new policy", async () => {
    await editor.openFile("fresh.scp.json");
    await lens("Not deployed").first().waitFor();
    await lens("Push…").first().click();
    assert.match(await editor.dialogText(), /fresh/);
    await editor.screenshot("deployment-create");
    await editor.answerDialog("Create");
    await lens("Live: identical").first().waitFor();
    assert.ok(world.sandbox.getContents()?.policies.some(({ name }) => name === "fresh"));
  });

  /**
   * VS Code's own dialog goes to the folder with the first click and takes it with the next; where the first is quicker
   * than its look at the path it takes the folder that it came with.
   */
  async function pullInto(folder: string): Promise<void> {
    const pullHere = editor.page.locator(".quick-input-widget .monaco-button", { hasText: "Pull Here" });
    const title = editor.page.locator(".quick-input-title", { hasText: "Pull into" });
    await editor.waitUntil(async () => {
      await editor.runCommand("Orgscope: Pull Policies into a Folder…");
      await editor.pick(SCPS);
      await typePath(editor, path.join(editor.workspace, folder));
      for (let tries = 0; tries < 20 && !(await title.isVisible()); tries++) {
        await editor.page.waitForTimeout(700);
        await pullHere.click({ timeout: 700 }).catch(() => undefined);
        await title.waitFor({ timeout: 700 }).catch(() => undefined);
      }
      if ((await title.innerText()) === `Pull into ${folder}`) return true;
      await editor.press("Escape");
      return false;
    });
  }

  it("pulls policies into a folder, shown first, and leaves a file alone that is being typed", async () => {
    await editor.openFile("fresh.scp.json");
    await editor.placeCaretAfter('"Fre');
    await editor.insert("sh-typed-");
    await editor.page.locator(".tab.active.dirty", { hasText: "fresh.scp.json" }).waitFor();
    await pullInto("scps");
    const shown = (await editor.quickPickItems()).join("\n");
    assert.match(shown, /DenyRootUser\.scp\.json/);
    const told = await editor.page.locator(".quick-input-widget input.input").getAttribute("placeholder");
    assert.match(told ?? "", /Left alone: fresh\.scp\.json \(not saved\)/, shown);
    await editor.screenshot("deployment-pull");
    await editor.press("Enter");
    await editor.waitForNotification(/files were written\. 1 was left alone\./);
    const pulled = await readFile(path.join(editor.workspace, "scps/DenyRootUser.scp.json"), "utf8");
    assert.deepEqual(JSON.parse(pulled), JSON.parse(getContent("DenyRootUser")));
    const fresh = await readFile(path.join(editor.workspace, "scps/fresh.scp.json"), "utf8");
    assert.equal(fresh, WORKSPACE["scps/fresh.scp.json"]);
  });
});

describe("someone whose first act is to push", () => {
  let world: Sandboxed;
  before(async () => {
    world = await openSandboxed({ workspace: WORKSPACE, enableChanges: true });
  });
  after(() => world?.close());

  it("is offered the files that differ, before any policy was looked at", async () => {
    const { editor } = world;
    await editor.runCommand("Orgscope: Push Policy Files");
    const offered = (await editor.quickPickItems()).join("\n");
    assert.match(offered, /DenyLeaveOrganization\.scp\.json ?changes DenyLeaveOrganization/);
    assert.match(offered, /fresh\.scp\.json ?new SCP/);
    await editor.screenshot("deployment-first-push");
    await editor.press("Escape");
  });
});

describe("someone who tries changes on a copy", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed({ size: { width: 1400, height: 1000 } });
    ({ editor } = world);
  });
  after(() => world?.close());

  const isDone = () => world.isAttached("p-quarantn1", "ou-tc01-secu9w3z");

  it("does them to the original by a plan that is shown first", async () => {
    await editor.runCommand("Orgscope: Try Changes on a What-If Copy");
    await editor.treeRow("Nothing changed", "What Changed");
    await editor.clickInlineAction(["Root", "Security"], "Attach Policy", "Organization");
    await editor.pick("QuarantineAccount");
    await editor.answerDialog("Attach");
    await editor.waitForNotification("Attached “QuarantineAccount” to Security");
    await editor.page.mouse.move(900, 600);
    await editor.screenshot("deployment-copy");
    await editor.runCommand("Orgscope: Plan This Copy's Changes for the Original…");
    await editor.waitForNotification(/is open read-only/);
    assert.equal(world.countWrites(), 0);
    await editor.clickNotificationButton(/is open read-only/, "Enable Changes");
    await editor.answerDialog("Enable Changes");
    await editor.page.waitForTimeout(1000);
    await editor.screenshot("deployment-copy-plan");
    assert.match(await editor.dialogText(), /QuarantineAccount[\s\S]*Security/);
    await editor.answerDialog("Attach");
    for (let tries = 0; tries < 50 && !isDone(); tries++) await editor.page.waitForTimeout(100);
    assert.equal(isDone(), true);
  });
});
