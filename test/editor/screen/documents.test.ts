import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Editor } from "./driver";
import { connectTo, enableChanges, openSandboxed, type Sandboxed } from "./sandboxed";

const DENY_ROOT = "p-denyroot01";
const SECURITY = "ou-tc01-secu9w3z";
const PUBLISH = "Control+Alt+Enter";

describe("someone editing a policy of an organization", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed({ enableChanges: true, settings: { "files.autoSave": "off" } });
    ({ editor } = world);
  });
  after(() => world?.close());

  /** Answers the question; a message of an earlier publishing may still be there, so that the text itself is waited for. */
  async function publish(isSent: (content: string) => boolean): Promise<void> {
    await editor.answerDialog("Publish");
    await editor.waitUntil(() => isSent(world.getContent(DENY_ROOT)));
    await editor.waitForNotification("Published “DenyRootUser”");
  }

  it("sees the line above it though the keyboard stays in the tree", async () => {
    await editor.expandTree("Service control policies", "Policies");
    await editor.clickRow(["Service control policies", "RestrictRegions"], "Policies");
    await waitForLens(editor, /attached to/);
    assert.equal(await editor.page.locator(".editor-instance .monaco-editor.focused").count(), 0);
  });

  it("reads it pretty though it is stored on one line", async () => {
    await openPolicy(editor, "DenyRootUser");
    assert.match(await editor.visibleText(), /^\{\n {2}"Version": "2012-10-17",\n/);
    assert.doesNotMatch(world.getContent(DENY_ROOT), /\n/);
  });

  it("is asked nothing when its row is clicked once more", async () => {
    await editor.expandTree("Service control policies", "Policies");
    await editor.clickRow(["Service control policies", "DenyRootUser"], "Policies");
    await editor.page.waitForTimeout(700);
    assert.equal(await editor.page.locator(".quick-input-widget:visible").count(), 0);
    await editor.waitForTab("DenyRootUser");
  });

  it("keeps a draft with File > Save, and nothing is sent", async () => {
    await rename(editor, "DenyRootUser", "DenyRoot");
    await editor.runCommand("File: Save");
    await waitForLens(editor, /Draft: not published/);
    assert.match(await editor.waitForTab("DenyRootUser"), /D/);
    assert.equal(world.countWrites(), 0);
  });

  it("keeps it with Ctrl+S wherever the keyboard is, and is asked nothing", async () => {
    const savedFrom = async (go: () => Promise<void>) => {
      await editor.placeCaretAfter('"DenyRoot');
      await editor.insert("X");
      await go();
      await editor.press("Control+S");
      await editor.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
      await editor.press("Escape");
      await editor.placeCaretAfter('"DenyRootX');
      await editor.press("Backspace", "Control+S");
      await editor.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
      assert.equal(await editor.page.locator(".monaco-dialog-box:visible").count(), 0);
    };
    await savedFrom(async () => undefined);
    await savedFrom(() => editor.press("Control+F"));
    await editor.clickActivityBar("Orgscope");
    await savedFrom(() => editor.clickRow("Root", "Organization"));
    assert.match(await editor.waitForTab("DenyRootUser"), /D/);
    assert.equal(world.countWrites(), 0);
  });

  it("finds the draft again after a restart, before and after connecting", async () => {
    await restart(editor);
    await editor.waitForTab("DenyRootUser");
    await waitForText(editor, /"DenyRoot"/);
    await waitForLens(editor, /Draft: not published/);
    assert.equal(world.countWrites(), 0);
  });

  it("is asked by Ctrl+Alt+Enter though the keyboard is in Find, on another row, or on the tab", async () => {
    await editor.clickActivityBar("Orgscope");
    await editor.treeRow("Root", "Organization");
    await enableChanges(editor);
    const askedFrom = async (go: () => Promise<void>) => {
      await editor.placeCaretAfter('"Version"');
      await go();
      await editor.press(PUBLISH);
      assert.match(await editor.dialogText(), /Publish “DenyRootUser”/);
      await editor.answerDialog("Cancel");
    };
    await askedFrom(() => editor.press("Control+F"));
    await editor.press("Escape");
    await askedFrom(() => editor.clickRow("Root", "Organization"));
    await askedFrom(() => editor.page.locator(".tab.active").first().click());
    assert.equal(world.countWrites(), 0);
  });

  it("publishes after a question that names organization, targets, accounts and size", async () => {
    const before = world.getContent(DENY_ROOT);
    await editor.placeCaretAfter('"Version"');
    await editor.press(PUBLISH);
    const question = await editor.dialogText();
    await editor.screenshot("documents-question");
    const [, first, second, ...others] = question.split("\n").filter((line) => line.trim() !== "");
    assert.deepEqual([first, second], ['- "Sid": "DenyRootUser"', '+ "Sid": "DenyRoot"'], "what becomes other text");
    assert.match(others[0] ?? "", /What SCPs and RCPs deny stays the same/, "then what that changes");
    for (const part of [
      /Publish “DenyRootUser” at the custom endpoint 127\.0\.0\.1:\d+\?/,
      /Root \/ Development/,
      /Root \/ Production/,
      /5 accounts/,
      /\d+ of 10,240 characters/,
    ]) {
      assert.match(question, part);
    }
    assert.equal(world.countWrites(), 0);
    await publish((content) => content === before.replace("DenyRootUser", "DenyRoot"));
    await waitForLens(editor, /Published/);
  });

  it("takes it back: the stored text is the same to the byte", async () => {
    await editor.clickNotificationButton("Published “DenyRootUser”", "Undo");
    assert.match(await editor.dialogText(), /Restore the earlier text of “DenyRootUser”/);
    await editor.answerDialog("Restore");
    await editor.waitForNotification("Restored the text");
    assert.match(world.getContent(DENY_ROOT), /^\{"Version":"2012-10-17","Statement":\[\{"Sid":"DenyRootUser",/);
    await waitForText(editor, /"DenyRootUser"/);
  });

  it("is shown the differences, instead of overwriting what a colleague published meanwhile", async () => {
    await rename(editor, "DenyRootUser", "Mine");
    const theirs = world.getContent(DENY_ROOT).replace("DenyRootUser", "Theirs");
    await world.request("UpdatePolicy", { PolicyId: DENY_ROOT, Content: theirs });
    await world.request("AttachPolicy", { PolicyId: DENY_ROOT, TargetId: SECURITY });
    await editor.press(PUBLISH);
    assert.match(await editor.dialogText(), /has been changed by someone else since you opened it/);
    await editor.answerDialog("Show Differences");
    await editor.waitForTab(/published ↔ draft/);
    assert.match(await editor.visibleText("original"), /"Theirs"/);
    assert.match(await editor.visibleText("modified"), /"Mine"/);
    assert.equal(world.getContent(DENY_ROOT), theirs);
    await editor.screenshot("documents-conflict");
  });

  it("may keep the draft on the new text, and then publish it", async () => {
    await editor.runCommand("View: Close Editor");
    await editor.waitForTab("DenyRootUser");
    await editor.placeCaretAfter('"Version"');
    await editor.press(PUBLISH);
    await editor.answerDialog("Keep My Draft");
    await editor.clickNotificationButton("now changes the text published", "Publish…");
    assert.match(await editor.dialogText(), /Root \/ Security/, "where the colleague attached it meanwhile");
    await publish((content) => content.includes('"Mine"'));
    await world.request("DetachPolicy", { PolicyId: DENY_ROOT, TargetId: SECURITY });
  });

  it("may merge what a colleague published meanwhile into the draft, and reads it before it is sent", async () => {
    await rename(editor, "Mine", "Ours");
    const theirs = world.getContent(DENY_ROOT).replace(/"arn:[^"]*"/, "[$&]");
    await world.request("UpdatePolicy", { PolicyId: DENY_ROOT, Content: theirs });
    await editor.press(PUBLISH);
    assert.match(await editor.dialogText(), /of different lines/);
    await editor.screenshot("documents-merge");
    await editor.answerDialog("Merge Into My Draft");
    await editor.waitForTab(/published ↔ draft/);
    await editor.waitForNotification(/now has both changes/);
    assert.match(await editor.visibleText("modified"), /"Ours"[\s\S]*\[\s*"arn:aws:iam::\*:root"/);
    await editor.screenshot("documents-merged");
    assert.equal(world.getContent(DENY_ROOT), theirs);
    await editor.clickNotificationButton(/now has both changes/, "Publish…");
    await publish((content) => content === theirs.replace("Mine", "Ours"));
    await editor.runCommand("View: Close Editor");
    await editor.waitForTab("DenyRootUser");
  });

  it("discards a draft", async () => {
    await rename(editor, "Ours", "Typed");
    await editor.runCommand("Orgscope: Discard Draft");
    await waitForText(editor, /"Ours"/);
    await waitForLens(editor, /Published/);
  });

  it("is stopped by an error, and may let AWS decide only by typing the policy's name", async () => {
    const before = world.countWrites();
    await rename(editor, "Deny", "Denyy");
    await editor.press(PUBLISH);
    assert.match(await editor.dialogText(), /“DenyRootUser” has an error and was not sent[\s\S]*Line 6/);
    await editor.screenshot("documents-errors");
    await editor.answerDialog("Let AWS Decide…");
    await editor.typeInQuickPick("DenyRoot");
    await editor.press("Enter");
    assert.equal(world.countWrites(), before);
    await editor.typeInQuickPick("DenyRootUser");
    await editor.press("Enter");
    // What it does with a word that nobody knows is not known, and said so.
    assert.match(
      await editor.dialogText(),
      /Something changes in 5 accounts[^:]*:[^:]*:\s*• cannot be told: [\d,]+ actions/,
    );
    await editor.screenshot("documents-errors-question");
    await editor.answerDialog("Publish");
    await editor.waitForNotification(/AWS does not accept the text/);
    assert.match(world.getContent(DENY_ROOT), /"Deny"/);
    await waitForLens(editor, /Draft: not published/);
  });

  it("goes on choosing from a list though a policy clicked before comes late", async () => {
    await editor.expandTree("Service control policies", "Policies");
    world.sandbox.setFaults([{ operation: "DescribePolicy", effect: { kind: "delay", milliseconds: 3000 } }]);
    await editor.runCommand("Orgscope: Refresh");
    await editor.clickRow(["Service control policies", "LimitInstanceTypes"], "Policies");
    await editor.contextMenu(["Root"], "Attach Policy…", "Organization");
    await editor.quickPickItems();
    await editor.waitForTab("LimitInstanceTypes");
    await waitForText(editor, /Version/);
    await editor.type("Quarantine");
    await editor.waitUntil(async () => (await editor.quickPickItems()).length === 1);
    await editor.press("Escape");
    world.sandbox.setFaults([]);
  });

  it("cannot type into a policy managed by AWS", async () => {
    await openPolicy(editor, "FullAWSAccess");
    await waitForLens(editor, /Managed by AWS, read-only/);
    await editor.placeCaretAfter('"Version"');
    await editor.type("x");
    await editor.page.waitForTimeout(300);
    assert.doesNotMatch(await editor.visibleText(), /x/);
    await editor.screenshot("documents-readonly");
  });
});

describe("someone whose editor saves by itself", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed({ enableChanges: true });
    ({ editor } = world);
    await openPolicy(editor, "DenyRootUser");
  });
  after(() => world?.close());

  let typed = "DenyRootUser";
  for (const autoSave of ["off", "afterDelay", "onFocusChange", "onWindowChange"]) {
    it(`sends nothing and is asked nothing with files.autoSave ${autoSave}`, async () => {
      await changeSettings(editor, {
        "files.autoSave": autoSave,
        "files.autoSaveDelay": 100,
        "editor.formatOnSave": true,
      });
      await rename(editor, typed, autoSave);
      typed = autoSave;
      await editor.page.waitForTimeout(500);
      await editor.clickRow("Root", "Organization");
      await editor.runCommand("File: Save All");
      await waitForLens(editor, /Draft: not published/);
      await waitForText(editor, new RegExp(`"Sid": "${autoSave}`));
      assert.equal(await editor.page.locator(".monaco-dialog-box:visible").count(), 0);
      assert.equal(await editor.page.locator(".notification-list-item:visible").count(), 0);
      assert.equal(world.countWrites(), 0);
    });
  }

  it("sends nothing when the window is closed in the middle of typing, and finds the text again", async () => {
    await changeSettings(editor, { "files.autoSave": "off" });
    await rename(editor, typed, "closing");
    await editor.page.waitForTimeout(2500);
    await restart(editor);
    await editor.waitForTab("DenyRootUser");
    await waitForText(editor, /"Sid": "closing/);
    assert.equal(world.countWrites(), 0);
  });
});

describe("someone with a policy tab of a real organization", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed();
    ({ editor } = world);
  });
  after(() => world?.close());

  it("is told that the organization is open read-only, and how to change that", async () => {
    await openPolicy(editor, "DenyRootUser");
    await rename(editor, "DenyRootUser", "DenyRoot");
    await editor.press(PUBLISH);
    assert.match(await editor.waitForNotification(/is open read-only/), /Enable changes/);
    assert.equal(world.countWrites(), 0);
    await editor.clickNotificationButton(/is open read-only/, "Enable Changes");
    await editor.answerDialog("Enable Changes");
    assert.match(await editor.dialogText(), /Publish “DenyRootUser”/);
    await editor.answerDialog("Cancel");
    assert.equal(world.countWrites(), 0);
  });

  it("is told when the connection is closed under what was about to be published", async () => {
    world.sandbox.setFaults([{ operation: "DescribePolicy", effect: { kind: "delay", milliseconds: 6000 } }]);
    await editor.placeCaretAfter('"DenyRoot');
    await editor.press(PUBLISH);
    await editor.page.waitForTimeout(500);
    await editor.runCommand("Orgscope: Disconnect");
    await editor.waitForNotification(/Publishing the policy failed: the connection has changed meanwhile/);
    world.sandbox.setFaults([]);
    await connectTo(editor, world.sandbox.endpoint);
    await waitForText(editor, /"DenyRoot"/);
    assert.equal(world.countWrites(), 0);
  });

  it("goes on where changes are enabled once AWS has answered for what was only restored", async () => {
    world.sandbox.setFaults([{ operation: "DescribeOrganization", effect: { kind: "delay", milliseconds: 5000 } }]);
    await restart(editor);
    await waitForText(editor, /"DenyRoot"/);
    // Lenses come and go here: a click might follow one.
    await editor.press("Control+1", PUBLISH);
    await editor.waitForNotification(/is open read-only/);
    await editor.waitUntil(async () => (await editor.statusBar()).some((item) => /management account/.test(item)));
    world.sandbox.setFaults([]);
    await editor.clickNotificationButton(/is open read-only/, "Enable Changes");
    await editor.answerDialog("Enable Changes");
    assert.match(await editor.dialogText(), /Publish “DenyRootUser”/);
    await editor.answerDialog("Cancel");
    assert.equal(world.countWrites(), 0);
  });

  it("sees why the tab is empty while another organization is open, and the policy once back", async () => {
    await editor.runCommand("Orgscope: Discard Draft");
    await waitForText(editor, /"DenyRootUser"/);
    await editor.runCommand("Orgscope: Disconnect");
    await editor.page.waitForTimeout(500);
    await restart(editor);
    await editor.page
      .getByText(/this window is not connected/)
      .first()
      .waitFor();
    await editor.screenshot("documents-unavailable");
    await connectTo(editor, world.sandbox.endpoint);
    await waitForText(editor, /"DenyRootUser"/);
  });
});

/** Closes the window in good order and opens it anew. */
async function restart(editor: Editor): Promise<void> {
  await editor.runCommand("Developer: Reload Window");
  await editor.page.waitForTimeout(1500);
  await editor.page.locator(".monaco-workbench .activitybar").waitFor();
}

async function openPolicy(editor: Editor, name: string): Promise<void> {
  await editor.runCommand("Orgscope: Open Policy");
  await editor.pick(name);
  await editor.waitForTab(name);
  await waitForText(editor, /Version/);
}

/** Replaces a piece of the text by typing over it, as a person with the keyboard. */
async function rename(editor: Editor, from: string, to: string): Promise<void> {
  await editor.placeCaretAfter(from);
  for (const _ of from) await editor.press("Shift+ArrowLeft");
  await editor.insert(to);
}

async function waitForText(editor: Editor, text: RegExp): Promise<void> {
  await waitUntil(
    async () => text.test(await editor.visibleText()),
    () => editor.visibleText(),
  );
}

async function waitForLens(editor: Editor, text: RegExp): Promise<void> {
  const read = async () => (await editor.page.locator(".codelens-decoration:visible").allInnerTexts()).join(" ");
  await waitUntil(async () => text.test((await read()).replaceAll("\u00a0", " ")), read);
}

async function waitUntil(test: () => Promise<boolean>, tell: () => Promise<string>): Promise<void> {
  for (const until = Date.now() + 15_000; Date.now() < until; await new Promise((r) => setTimeout(r, 150))) {
    if (await test().catch(() => false)) return;
  }
  assert.fail(`Waited in vain; there was: ${await tell()}`);
}

/** Writes the user's settings file, which the editor follows. */
async function changeSettings(editor: Editor, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const file = path.join(path.dirname(editor.workspace), "data/data/User/settings.json");
  const before: unknown = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify(Object.assign({}, before, settings)));
  await editor.page.waitForTimeout(1500);
}
