import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Editor, openEditor } from "./driver";
import { enterPath } from "./enterPath";
import { followLink } from "./followLink";

const SCPS = "Service control policies";
const DRAFT = `{
  "Version": "2012-10-17",
  "Statement": [{ "Sid": "NoNewTrails", "Effect": "Deny", "Action": "cloudtrail:DeleteTrail", "Resource": "*" }]
}
`;
const TESTS = `policies:
  - file: trails.scp.json
tests:
  - name: nobody deletes a trail
    action: cloudtrail:DeleteTrail
    expect: denied
  - name: nobody stops one
    action: cloudtrail:Stop
    expect: allowed
`;

describe("someone who puts policies in order", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({
      openDemo: true,
      workspace: { "trails.scp.json": DRAFT, "trails.orgtest.yaml": TESTS },
    });
  });
  after(() => editor?.close());

  it("packs policies into fewer, sees what was compared, and opens the result", async () => {
    await editor.expandTree([SCPS], "Policies");
    await editor.clickRow([SCPS, "DenyLeaveOrganization"], "Policies");
    await editor.clickRow([SCPS, "ProtectSecurityServices"], "Policies", "Control");
    await editor.contextMenu([SCPS, "ProtectSecurityServices"], "Pack Policies", "Policies");
    await editor.waitForTab("Packed policies");
    await editor.screenshot("evaluation-pack");
    const text = (await editor.visibleText()).replaceAll(/\s+/g, " ");
    assert.match(text, /2 policies of [\d,]+ characters → 1 policy of [\d,]+ characters/);
    await followLink(editor, "Open as a new file");
    await editor.waitForTab("packed-1.scp.json");
    assert.match(await editor.getEditorText(), /"cloudtrail:StopLogging"/);
    await editor.screenshot("evaluation-packed");
  });

  it("sends the table of accounts and services around as CSV and as Markdown", async () => {
    await editor.runCommand("Orgscope: Show Accounts and OUs Against Services");
    await editor.pick("Accounts against services, as CSV");
    const file = path.join(editor.workspace, "services.csv");
    await enterPath(editor, file);
    await editor.waitForNotification(/Written: services\.csv/);
    await editor.screenshot("evaluation-export-csv");
    assert.match(await readFile(file, "utf8"), /^Name,ID,Place,a2c,/);
    await editor.runCommand("Orgscope: Show Accounts and OUs Against Services");
    await editor.pick("OUs against services, as Markdown");
    await editor.waitForTab(/Untitled/);
    assert.match(await editor.getEditorText(), /^# What SCPs and RCPs leave/);
    await editor.screenshot("evaluation-export-markdown");
    await editor.runCommand("View: Revert and Close Editor");
  });

  it("is offered accounts and actions in a file of policy tests", async () => {
    await editor.openFile("trails.orgtest.yaml");
    await editor.placeCaretAfter("cloudtrail:Stop");
    await editor.press("Control+Space");
    const actions = await editor.suggestions();
    assert.ok(
      actions.some((label) => label.includes("cloudtrail:StopLogging")),
      actions.join(", "),
    );
    await editor.screenshot("evaluation-test-completion");
    await editor.press("Escape");
  });
});
