import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";

const ORGANIZATION = "Organization";

describe("someone who follows the walkthrough", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.close());

  const openStep = async (title: string) => {
    await editor.page.locator(".getting-started-step:visible", { hasText: title }).click();
  };
  const clickStep = async (title: string, button: string) => {
    await openStep(title);
    const step = editor.page.locator(".getting-started-step.expanded:visible", { hasText: title });
    await step.locator(".monaco-button", { hasText: button }).click();
  };

  it("opens the demo from its first step", async () => {
    await editor.runCommand("Welcome: Open Walkthrough");
    await editor.pick("Get started with Orgscope");
    await editor.page.locator(".getting-started-step.expanded", { hasText: "TechCorp runs on this machine" }).waitFor();
    await editor.screenshot("walkthrough");
    await clickStep("Open the demo organization", "Open the Demo Organization");
    await editor.treeRow("Root", ORGANIZATION);
    await editor.page.locator(".statusbar-item:visible", { hasText: "Demo organization" }).waitFor();
  });

  it("opens a policy, attaches one and takes that back, each from its step", async () => {
    await clickStep("Open a policy", "Open a Policy");
    await editor.pick("RestrictRegions");
    await editor.waitForTab("RestrictRegions");
    await clickStep("Attach a policy", "Attach a Policy");
    await editor.pick("Team B");
    await editor.pick("QuarantineAccount");
    assert.match(await editor.dialogText(), /Attach “QuarantineAccount” to Team B in the demo organization\?/);
    await editor.confirm("Attach", "Root/Development/Team B");
    await editor.waitForNotification(/Attached “QuarantineAccount” to Team B/);
    await clickStep("Take it back", "Undo the Last Change");
    await editor.answerDialog("Detach");
    await editor.waitForNotification(/Detached “QuarantineAccount” from Team B/);
    await openStep("Connect your organization");
    await editor.page.waitForTimeout(500);
    await editor.screenshot("walkthrough-done");
    const done = editor.page.locator(".getting-started-step:visible .codicon-getting-started-step-checked.complete");
    assert.equal(await done.count(), 4);
  });
});

describe("someone without a mouse", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ settings: { "workbench.colorTheme": "Default High Contrast" } });
  });
  after(() => editor?.close());

  it("opens the demo, finds an OU, attaches a policy and takes it back", async () => {
    await editor.runByKeys("Orgscope: Open the Demo Organization");
    await editor.treeRow("Root", ORGANIZATION);
    // The keyboard is given to the tree once it stands there.
    await editor.treeComesToRest(ORGANIZATION);
    await editor.press("Control+Alt+O");
    // All rows stand there until those are found that were typed; a policy of that name may be known before the OU is.
    const rows = editor.page.locator(".quick-input-widget .monaco-list-row");
    const countRows = async (row: typeof rows) => Number(await row.first().getAttribute("aria-setsize"));
    await editor.waitUntil(async () => (await countRows(rows)) > 20);
    await editor.typeInQuickPick("Development");
    const first = editor.page.locator(".quick-input-widget .monaco-list-row.focused", { hasText: "ou-tc01-devl8m2q" });
    await editor.waitUntil(async () => (await countRows(first)) < 8);
    await editor.press("Enter");
    await editor.page
      .locator(".monaco-list:focus-within .monaco-list-row.focused", { hasText: "Development" })
      .first()
      .waitFor();
    await editor.runByKeys("Orgscope: Attach Policy");
    await editor.waitUntil(async () => (await editor.quickPickTitle()).includes("Attach a policy to Development"));
    await editor.typeInQuickPick("QuarantineAccount");
    await editor.page
      .locator(".quick-input-widget .monaco-list-row.focused", { hasText: "QuarantineAccount" })
      .waitFor();
    await editor.press("Enter");
    assert.match(await editor.dialogText(), /Attach “QuarantineAccount” to Development/);
    await editor.screenshot("keyboard-question-contrast");
    // Enter alone shows the plan: what sends it is another button.
    await editor.press("Tab", "Enter");
    await editor.typeToConfirm("Root/Development");
    await editor.waitForNotification(/Attached “QuarantineAccount” to Development/);
    await editor.screenshot("keyboard-attached-contrast");
    await editor.runByKeys("Orgscope: Undo Last Change");
    assert.match(await editor.dialogText(), /Detach “QuarantineAccount” from Development/);
    await editor.press("Tab", "Enter");
    await editor.waitForNotification(/Detached “QuarantineAccount” from Development/);
  });

  it("leaves a question with Escape, and nothing has happened", async () => {
    await editor.runByKeys("Orgscope: Reset the Demo Organization");
    await editor.dialogText();
    await editor.press("Escape");
    await editor.page.locator(".monaco-dialog-box").waitFor({ state: "hidden" });
    await editor.treeRow("Root", ORGANIZATION);
  });
});

describe("someone in a workspace that is not trusted", () => {
  const theirs = "http://127.0.0.1:9/theirs";
  let editor: Editor;
  before(async () => {
    editor = await openEditor({
      settings: {
        "security.workspace.trust.enabled": true,
        "security.workspace.trust.startupPrompt": "never",
        "security.workspace.trust.banner": "never",
      },
      workspace: {
        ".vscode/settings.json": JSON.stringify({
          "orgscope.endpoint": theirs,
          "orgscope.profile": "theirs",
          "orgscope.changesTimeout": 1440,
          "orgscope.commandLineInTerminals": true,
        }),
        ".aws/config": "[profile theirs]\nregion = us-east-1\ncredential_process = touch ran-by-the-workspace\n",
        ".env": "AWS_PROFILE=theirs\nAWS_CONFIG_FILE=.aws/config\nAWS_ENDPOINT_URL=http://127.0.0.1:9/theirs\n",
        "deny.scp.json":
          '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Denny", "Action": "*", "Resource": "*" }] }',
      },
    });
  });
  after(() => editor?.close());

  it("gets help with policy files", async () => {
    await editor.openFile("deny.scp.json");
    assert.ok((await editor.getProblems()).some((problem) => /Effect|Deny/.test(problem)));
  });

  it("is not offered the endpoint nor the profile that the workspace names", () => isOfferedNothingOfTheirs());

  it("is connected by nothing but an own act, also after a restart, until the workspace is trusted", async () => {
    await editor.clickActivityBar("Orgscope");
    await editor.clickWelcomeButton("Open the Demo Organization");
    await editor.treeRow("Root", ORGANIZATION);
    await editor.load();
    await editor.clickActivityBar("Orgscope");
    assert.match(await editor.welcomeText(), /Open the Demo Organization/);
    await editor.page.waitForTimeout(1500);
    assert.match(await editor.welcomeText(), /Open the Demo Organization/);
    await editor.screenshot("untrusted");
    await editor.runCommand("Workspaces: Manage Workspace Trust");
    await editor.page
      .locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ })
      .first()
      .click();
    await editor.clickActivityBar("Orgscope");
    await editor.treeRow("Root", ORGANIZATION);
  });

  it("is not offered them in a workspace that is trusted either", () => isOfferedNothingOfTheirs());

  async function isOfferedNothingOfTheirs(): Promise<void> {
    await editor.runCommand("Orgscope: Connect to an Organization");
    await editor.page.locator(".quick-input-title", { hasText: "Connect to an Organization" }).waitFor();
    const items = (await editor.quickPickItems()).join("\n");
    assert.match(items, /Demo organization/);
    assert.doesNotMatch(items, /theirs/);
    await editor.press("Escape");
  }
});
