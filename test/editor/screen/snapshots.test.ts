import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createTechCorp } from "../../../src/sandbox/main";
import { openSandboxed, type Sandboxed } from "./sandboxed";
import { waitForSnapshot } from "./waitForSnapshot";

const ORGANIZATION = "Organization";
const CHANGED = "What Changed";
const SECURITY = "ou-tc01-secu9w3z";
const PRODUCTION = "ou-tc01-prod4kx7";
const WEB = "210987654321";

describe("someone who looks at an organization over time", () => {
  let sandboxed: Sandboxed;
  before(async () => {
    sandboxed = await openSandboxed({ size: { width: 1400, height: 1200 } });
  });
  after(() => sandboxed?.close());

  it("finds a snapshot of what was read", async () => {
    const items = await waitForSnapshot(sandboxed.editor);
    assert.ok(
      items.some((item) => /less than a minute ago.*\d+ accounts, \d+ policies/.test(item)),
      items.join("\n"),
    );
  });

  it("sees what a colleague has changed since, in a tree", async () => {
    const { editor, request } = sandboxed;
    await request("MoveAccount", { AccountId: WEB, SourceParentId: PRODUCTION, DestinationParentId: SECURITY });
    await request("UpdatePolicy", {
      PolicyId: "p-denyroot01",
      Content: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "Changed", Effect: "Deny", Action: "s3:*", Resource: "*" }],
      }),
    });
    await request("TagResource", { ResourceId: WEB, Tags: [{ Key: "Owner", Value: "sre" }] });
    await editor.runCommand("Orgscope: Refresh");
    await editor.runCommand("Orgscope: What Changed Since");
    await editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: "accounts" }).first().click();
    await editor.treeRow(["Accounts and OUs", "Web Services"], CHANGED);
    const moved = await editor.treeRow(["Accounts and OUs", "Web Services"], CHANGED);
    assert.match(await moved.innerText(), /moved from Root \/ Production to Root \/ Security/);
    await editor.treeRow(["Policies", "DenyRootUser"], CHANGED);
    await editor.treeRow(["Tags", "Web Services"], CHANGED);
    await editor.screenshot("what-changed");
  });

  it("opens both texts of a changed policy side by side", async () => {
    const { editor } = sandboxed;
    await editor.clickRow(["Policies", "DenyRootUser"], CHANGED);
    await editor.waitForTab(/DenyRootUser.*now/);
    assert.match(await editor.visibleText("original"), /DenyRootUser/);
    assert.match(await editor.visibleText("modified"), /Changed/);
    await editor.screenshot("what-changed-policy");
  });

  it("reads it as Markdown", async () => {
    const { editor } = sandboxed;
    await editor.clickViewAction(CHANGED, "Show What Changed as Markdown");
    await editor.waitForTab(/What changed|Untitled/);
    assert.match(
      await editor.getEditorText(),
      /## Accounts and OUs \(1\)[\s\S]*\*\*Web Services\*\* `210987654321` moved/,
    );
  });

  it("opens an earlier text of a policy, read-only", async () => {
    const { editor } = sandboxed;
    await editor.expandTree("Service control policies", "Policies");
    await editor.contextMenu(["Service control policies", "DenyRootUser"], "Open Earlier Text", "Policies");
    await editor.pick("Since");
    await editor.waitForTab(/DenyRootUser \(/);
    await editor.type("x");
    await editor.screenshot("earlier-policy");
  });

  it("sees nothing left on the side of now once the policy is deleted", async () => {
    const { editor, request, getContents } = sandboxed;
    await editor.clickRow(["Policies", "DenyRootUser"], CHANGED);
    await editor.waitForTab(/DenyRootUser.*now/);
    const PolicyId = "p-denyroot01";
    for (const { policyId, targetId } of getContents().attachments) {
      if (policyId === PolicyId) await request("DetachPolicy", { PolicyId, TargetId: targetId });
    }
    await request("DeletePolicy", { PolicyId });
    await editor.runCommand("Orgscope: Refresh");
    await editor.waitUntil(async () => (await editor.visibleText("modified")).trim() === "");
    assert.match(await editor.visibleText("original"), /DenyRootUser/);
    await editor.screenshot("what-changed-deleted");
  });

  it("sees the organization at once after a restart, before the endpoint answers", async () => {
    const { editor, sandbox } = sandboxed;
    await editor.page.waitForTimeout(4000);
    sandbox.setFaults([{ effect: { kind: "delay", milliseconds: 15_000 } }]);
    const before = sandbox.getRequestCounts().ListAccounts;
    await editor.load();
    await editor.clickActivityBar("Orgscope");
    await editor.screenshot("restored");
    await editor.treeRow(["Root", "Security"], ORGANIZATION);
    await editor.page.locator(".sidebar", { hasText: "asking AWS" }).waitFor();
    assert.equal(sandbox.getRequestCounts().ListAccounts, before);
    // What was changed from here is not known to be nothing.
    await editor.runCommand("Orgscope: Undo Last Change");
    await editor.waitForNotification(/is open read-only/);
    await editor.clearMessages();
    sandbox.setFaults([]);
    await editor.page.locator(".statusbar-item:visible", { hasText: "read-only" }).waitFor({ timeout: 60_000 });
    await editor.treeRow(["Root", "Security"], ORGANIZATION);
  });

  it("is told when it cannot be reached, and goes on looking at what was last seen", async () => {
    const { editor, sandbox } = sandboxed;
    sandbox.setFaults([{ effect: { kind: "reset" } }]);
    await editor.load();
    await editor.clickActivityBar("Orgscope");
    await editor.waitForNotification(/is shown as it was last seen/);
    await editor.treeRow(["Root", "Security"], ORGANIZATION);
    await editor.screenshot("not-connected");
    sandbox.setFaults([]);
    await editor.clickNotificationButton(/is shown as it was last seen/, "Try Again");
    await editor.page.locator(".statusbar-item:visible", { hasText: "read-only" }).waitFor();
  });

  it("keeps names and e-mails nowhere but in snapshots, and these until they are deleted", async () => {
    const { editor, sandbox } = sandboxed;
    sandbox.setFaults([{ effect: { kind: "reset" } }]);
    await editor.load();
    await editor.clickActivityBar("Orgscope");
    await editor.waitForNotification(/is shown as it was last seen/);
    const snapshots = path.join(editor.storage, "snapshots");
    const all = (await readdir(editor.storage, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    const files = all.map(({ parentPath, name }) => path.join(parentPath, name));
    const others = files.filter((file) => !file.startsWith(snapshots));
    assert.ok(others.length > 0 && others.length < files.length, files.join("\n"));
    const { accounts } = createTechCorp();
    for (const file of others) {
      const text = await readFile(file, "utf8");
      for (const { name, email } of accounts) assert.ok(!text.includes(email) && !text.includes(name), file);
    }
    await editor.runCommand("Orgscope: Delete Snapshots");
    await editor.answerDialog("Of All Organizations");
    await editor.waitForNotification(/snapshots are deleted/);
    await assert.rejects(readdir(snapshots), { code: "ENOENT" });
    sandbox.setFaults([]);
  });
});
