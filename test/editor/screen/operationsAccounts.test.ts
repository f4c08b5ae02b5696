import assert from "node:assert/strict";
import { startSandbox } from "../../../src/sandbox/main";
import type { Sandbox } from "../../../src/sandbox/types";
import { type Editor, openEditor } from "./driver";
import { openSandboxed, type Sandboxed } from "./sandboxed";

const ORGANIZATION = "Organization";
const DETAILS = "Details";
const SIZE = { width: 1400, height: 1700 };
const GOOD =
  "name,email,ou,tag:Stage\nPilot One,pilot-one@example.com,Root/Development,dev\nPilot Two,pilot-two@example.com,,\n";
const BAD = "name,email,ou\nPilot One,pilot-one.example.com,Root/Nowhere\nPilot Two,pilot-two@example.com,\n";

describe("someone who looks after accounts and services", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed({
      enableChanges: true,
      size: SIZE,
      workspace: { "accounts.csv": GOOD, "wrong.csv": BAD },
    });
    ({ editor } = world);
  });
  after(() => world?.close());
  beforeEach(() => editor.page.mouse.move(900, 600));

  const findAccount = (name: string) => world.getContents().accounts.find((account) => account.name === name);

  it("sees what is wrong in a CSV file, and no account is planned", async () => {
    await editor.openFile("wrong.csv");
    await editor.runCommand("Orgscope: Create Accounts from a CSV File");
    await editor.waitForNotification(/No account was planned: the file has 2 problems/);
    const problems = (await editor.getProblems()).join("\n");
    assert.match(problems, /not an e-mail address/);
    assert.match(problems, /no such OU: Root\/Nowhere/);
    await editor.screenshot("operations-csv-problems");
    await editor.clearMessages();
  });

  it("creates many accounts from a CSV file by one plan, each in its OU", async () => {
    await editor.openFile("accounts.csv");
    await editor.runCommand("Orgscope: Create Accounts from a CSV File");
    await editor.waitForTab(/Create 2 accounts/);
    await editor.screenshot("operations-csv-plan");
    assert.equal(findAccount("Pilot One"), undefined);
    await editor.runCommand("Orgscope: Run Plan");
    await editor.answerDialog("Run");
    await editor.waitUntil(async () => findAccount("Pilot One")?.parentId === "ou-tc01-devl8m2q");
    await editor.waitUntil(async () => findAccount("Pilot Two") !== undefined);
    await editor.treeRow(["Root", "Pilot Two"], ORGANIZATION);
    await editor.clearMessages();
  });

  it("invites an account and cancels that", async () => {
    await editor.contextMenu(["Root"], "Invite Account…", ORGANIZATION);
    await editor.answerInput(/twelve digits/, "999988887777");
    await editor.answerInput(/A message/, "Welcome");
    await editor.answerDialog("Invite");
    await editor.expandTree(["Invitations"], ORGANIZATION);
    await editor.clickRow(["Root", "Pilot Two"], ORGANIZATION);
    await editor.clickRow(["Invitations", "999988887777"], ORGANIZATION);
    await editor.page.locator(".pane-header", { hasText: /Details.*999988887777/ }).waitFor();
    assert.match(await (await editor.treeRow(["About", "Message"], DETAILS)).innerText(), /Welcome/);
    await editor.screenshot("operations-invitation");
    await editor.clearMessages();
    await editor.contextMenu(["Invitations", "999988887777"], "Cancel Invitation…", ORGANIZATION);
    assert.match(await editor.dialogText(), /no way to take this back/);
    await editor.answerDialog("Cancel Invitation");
    await editor.rowIsGone(["Invitations", "999988887777"], ORGANIZATION);
    await editor.page.getByText("Select a root, OU, account or policy above.").waitFor();
    await editor.clearMessages();
  });

  it("closes an account, and reads what that means", async () => {
    await editor.contextMenu(["Root", "Pilot Two"], "Close Account…", ORGANIZATION);
    const question = await editor.dialogText();
    assert.match(question, /suspended for 90 days/);
    assert.match(question, /Within 30 days AWS closes 250/);
    await editor.screenshot("operations-close");
    await editor.answerDialog("Close Account");
    await editor.answerInput(/no way to take this back/, findAccount("Pilot Two")?.id);
    await editor.waitUntil(async () => findAccount("Pilot Two")?.state !== "ACTIVE");
    await editor.waitUntil(async () =>
      /pending closure/.test(await (await editor.treeRow(["Root", "Pilot Two"], ORGANIZATION)).innerText()),
    );
    await editor.waitForNotification(/Close the account Pilot Two: done/);
    assert.equal(await editor.page.locator(".notification-list-item .monaco-button", { hasText: "Undo" }).count(), 0);
    await editor.contextMenu(["Root", "Pilot Two"], "Close Account…", ORGANIZATION);
    assert.match(await editor.dialogText(), /Pilot Two is closed or being closed already; this step does nothing/);
    await editor.answerDialog("Cancel");
    await editor.clearMessages();
  });

  it("is offered members alone where AWS refuses the management account", async () => {
    await editor.clickRow("Root", ORGANIZATION);
    await editor.runCommand("Orgscope: Register as Delegated Administrator");
    await editor.waitUntil(async () => (await editor.quickPickItems()).join().includes("Audit"));
    assert.doesNotMatch((await editor.quickPickItems()).join(), /TechCorp Billing/);
    await editor.screenshot("operations-delegate-accounts");
    await editor.press("Escape");
  });

  it("makes an account the administrator of a service, seen in Details, and takes that from it", async () => {
    await editor.expandTree(["Root", "Security"], ORGANIZATION);
    await editor.contextMenu(["Root", "Security", "Audit"], "Register as Delegated Administrator…", ORGANIZATION);
    await editor.screenshot("operations-delegate");
    await editor.pick("IAM Identity Center");
    await editor.answerDialog("Register");
    await editor.waitUntil(async () => /sso/.test(JSON.stringify(world.getContents().delegatedServices ?? {})));
    await editor.clearMessages();
    await editor.clickRow(["Root", "Security", "Audit"], ORGANIZATION);
    await editor.expandTree("Delegated services", DETAILS);
    await editor.clickInlineAction(["Delegated services", "sso.amazonaws.com"], "Deregister", DETAILS);
    await editor.confirm("Deregister", "Audit");
    await editor.rowIsGone(["Delegated services", "sso.amazonaws.com"], DETAILS);
    await editor.clearMessages();
  });

  it("writes the delegation policy as a text and publishes it", async () => {
    await editor.contextMenu(["Root"], "Open Delegation Policy", ORGANIZATION);
    await editor.waitForTab(/delegation-policy/);
    await editor.waitForNotification(/no delegation policy yet/);
    await editor.screenshot("operations-delegation-policy");
    await editor.runCommand("Orgscope: Publish Delegation Policy");
    assert.match(await editor.dialogText(), /newly lets 111122223333 do organizations:DescribeOrganization/);
    await editor.confirm("Publish", "o-techcorp42");
    await editor.waitUntil(async () =>
      /DelegatePolicyManagement/.test(world.getContents().resourcePolicy?.content ?? ""),
    );
    await editor.clearMessages();
  });

  it("reads what becomes another in it before it is published again, also beside what is published", async () => {
    await editor.waitForTab(/delegation-policy/);
    await editor.placeCaretAfter("DelegatePolicyManagement");
    await editor.type("Also");
    await editor.runCommand("Orgscope: Publish Delegation Policy");
    assert.match(
      await editor.dialogText(),
      /-\s+"Sid": "DelegatePolicyManagement",?\n\+\s+"Sid": "DelegatePolicyManagementAlso",?\n/,
    );
    await editor.screenshot("operations-delegation-question");
    await editor.answerDialog("Cancel");
    await editor.page.locator(".codelens-decoration a", { hasText: "Compare with What Is Published" }).click();
    await editor.waitForTab(/published ↔ draft/);
    await editor.waitUntil(async () => /DelegatePolicyManagement"/.test(await editor.visibleText("original")));
    assert.match(await editor.visibleText("modified"), /DelegatePolicyManagementAlso"/);
    await editor.screenshot("operations-delegation-difference");
    await editor.runCommand("View: Close Editor");
  });

  it("overwrites no delegation policy that was changed meanwhile, and is shown what is published now", async () => {
    const Content = JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Colleague" }] });
    await world.request("PutResourcePolicy", { Content });
    const before = world.countWrites();
    await editor.runCommand("Orgscope: Publish Delegation Policy");
    await editor.waitForNotification(/has been changed since/);
    await editor.waitUntil(async () => /Colleague/.test(await editor.visibleText("original")));
    assert.equal(world.countWrites(), before);
    await editor.clearMessages();
  });
});

describe("someone whose account has no organization", () => {
  let sandbox: Sandbox;
  let editor: Editor;
  before(async () => {
    sandbox = await startSandbox({ anyCredentials: true });
    editor = await openEditor({ size: SIZE, settings: { "orgscope.endpoint": sandbox.endpoint } });
  });
  after(async () => {
    await editor?.close();
    await sandbox?.close();
  });

  it("creates one from the empty view, and sees it", async () => {
    await editor.clickActivityBar("Orgscope");
    await editor.runCommand("Orgscope: Connect to an Organization");
    await editor.pick(sandbox.endpoint);
    await editor.clickWelcomeButton("Create an Organization");
    assert.equal(await editor.page.locator(".notification-list-item:visible").count(), 0);
    await editor.pick("All features");
    assert.match(await editor.dialogText(), /becomes the management account/);
    await editor.screenshot("operations-create-organization");
    assert.equal(sandbox.getContents(), undefined);
    await editor.answerDialog("Create Organization");
    await editor.treeRow("Root", ORGANIZATION);
    assert.equal(sandbox.getContents()?.organization.featureSet, "ALL");
    await editor.screenshot("operations-created-organization");
  });
});
