import assert from "node:assert/strict";
import { startSandbox } from "../../../src/sandbox/main";
import type { Sandbox } from "../../../src/sandbox/types";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { createAskedForAllFeatures } from "../../fixtures/askedForAllFeatures";
import { type Editor, openEditor } from "./driver";
import { connectTo, enableChanges } from "./sandboxed";

const DETAILS = "Details";
const ORGANIZATION = "Organization";
const AUDIT = "765432109876";
const ALL_FEATURES = "All features of the organization o-techcorp42";

describe("someone who looks at an account", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ openDemo: true, size: { width: 1400, height: 1400 } });
  });
  after(() => editor?.close());

  it("opens whom AWS writes to", async () => {
    await editor.expandTree(["Root", "Production"], ORGANIZATION);
    await editor.clickRow(["Root", "Production", "Web Services"], ORGANIZATION);
    await editor.expandTree(["Alternate contacts"], DETAILS);
    await editor.treeRow(["Alternate contacts", "Security"], DETAILS);
    const rows = (await editor.treeRows(DETAILS)).map(({ label, description }) => `${label} ${description}`).join("\n");
    assert.match(rows, /Security.*Priya Nair · Head of Security · security@techcorp\.example/);
    assert.match(rows, /Billing.*not set/);
    await editor.screenshot("details-contacts");
  });
});

describe("someone in a member account that administers policies", () => {
  let sandbox: Sandbox;
  let editor: Editor;
  before(async () => {
    const { contents, delegate } = createAskedForAllFeatures();
    sandbox = await startSandbox({ contents, callerAccountId: delegate, anyCredentials: true });
    const settings = { "orgscope.endpoint": sandbox.endpoint };
    editor = await openEditor({ settings, size: { width: 1400, height: 900 } });
    await connectTo(editor, sandbox.endpoint);
  });
  after(async () => {
    await editor?.close();
    await sandbox?.close();
  });

  it("sees what the account was sent, and agrees from there", async () => {
    await editor.expandTree(["Received"], ORGANIZATION);
    const row = await editor.treeRow(["Received", ALL_FEATURES], ORGANIZATION);
    assert.match(await row.innerText(), /open until/);
    await editor.screenshot("received");
    await enableChanges(editor);
    await editor.contextMenu(["Received", ALL_FEATURES], "Answer an Invitation…", ORGANIZATION);
    await editor.pick("Accept");
    assert.match(await editor.dialogText(), /Accept: All features of the organization[\s\S]*cannot undo it/);
    await editor.answerDialog("Accept");
    await editor.waitForNotification(/: done at the custom endpoint/);
    await editor.rowIsGone(["Received"], ORGANIZATION);
  });
});

describe("someone in an account that administers a service", () => {
  let sandbox: Sandbox;
  let editor: Editor;
  before(async () => {
    const delegationEnabledDate = "2026-01-01T00:00:00.000Z";
    const contents = {
      ...createTechCorp(),
      delegatedServices: { [AUDIT]: [{ servicePrincipal: "guardduty.amazonaws.com", delegationEnabledDate }] },
    };
    sandbox = await startSandbox({ contents, callerAccountId: AUDIT, anyCredentials: true });
    editor = await openEditor({ settings: { "orgscope.endpoint": sandbox.endpoint } });
    await connectTo(editor, sandbox.endpoint);
  });
  after(async () => {
    await editor?.close();
    await sandbox?.close();
  });

  it("is told that changes cannot work for it, why, and what to do", async () => {
    await editor.contextMenu(["Root", "Security"], "Attach Policy…", ORGANIZATION);
    const told = await editor.waitForNotification(/administers guardduty\.amazonaws\.com/);
    assert.match(told, new RegExp(AUDIT));
    assert.match(told, /AWS refuses it each change[\s\S]*management account[\s\S]*delegation policy/);
    await editor.screenshot("service-administrator");
  });
});

describe("someone whose account was invited", () => {
  const account = "999988887777";
  let sandbox: Sandbox;
  let editor: Editor;
  before(async () => {
    const now = new Date().toISOString();
    const techCorp = createTechCorp(now);
    const [invitation, ...others] = techCorp.handshakes ?? [];
    const [organization] = invitation?.parties ?? [];
    assert.ok(invitation && organization);
    const invited = { ...invitation, parties: [organization, { id: account, type: "ACCOUNT" }] };
    const contents = { ...techCorp, handshakes: [invited, ...others] };
    sandbox = await startSandbox({ contents, callerAccountId: account, anyCredentials: true });
    const settings = { "orgscope.endpoint": sandbox.endpoint };
    editor = await openEditor({ settings, size: { width: 1400, height: 900 } });
  });
  after(async () => {
    await editor?.close();
    await sandbox?.close();
  });

  it("joins from the empty view, and is told who may look at the organization now", async () => {
    await editor.clickActivityBar("Orgscope");
    await editor.runCommand("Orgscope: Connect to an Organization");
    await editor.pick(sandbox.endpoint);
    await editor.clickWelcomeButton("Answer an Invitation");
    await editor.pick("Join the organization");
    await editor.pick("Accept");
    assert.match(await editor.dialogText(), /policies and its bill then reach this account/);
    await editor.answerDialog("Accept");
    await editor.waitForNotification(/Members may not read their organization/);
    await editor.screenshot("invited-joined");
    assert.equal(await editor.page.locator(".notification-list-item", { hasText: "Could not connect" }).count(), 0);
    assert.ok(sandbox.getContents()?.accounts.some(({ id }) => id === account));
  });
});
