import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";

const STARTED = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": [],
      "Resource": "*"
    }
  ]
}
`;

describe("someone writing a policy", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({
      workspace: { "trail.scp.json": STARTED, "new.rcp.json": "", "scps/plain.json": STARTED },
    });
  });
  after(() => editor?.close());

  it("gets a service, then its actions, from a quote and a few letters", async () => {
    await editor.openFile("trail.scp.json");
    await editor.placeCaretAfter('"Action": [');
    await editor.type('"cloudtr');
    await waitForSuggestion(editor, /^cloudtrail/);
    await editor.screenshot("language-services");
    await editor.press("Enter");
    await waitForSuggestion(editor, /^cloudtrail:\*/);
    await editor.type("StopL");
    await waitForSuggestion(editor, /StopLogging/);
    await editor.screenshot("language-actions");
    await editor.press("Enter");
    assert.match(await editor.getEditorText(), /"Action": \["cloudtrail:StopLogging"\],/);
  });

  it("sees type and size in the status bar", async () => {
    const items = await editor.statusBar();
    assert.ok(
      items.some((item) => /SCP.*1\d\d.*10,240/.test(item)),
      items.join("; "),
    );
  });

  it("gets a key where the comma is missing, and the comma with it", async () => {
    await editor.placeCaretAfter('"Resource": "*"');
    await editor.press("Enter");
    await editor.type('"Cond');
    await waitForSuggestion(editor, /^Condition/);
    await editor.press("Enter");
    await waitForSuggestion(editor, /^StringEquals/);
    await editor.screenshot("language-operators");
    await editor.press("Enter");
    await editor.screenshot("language-operator-accepted");
    assert.match(await editor.getEditorText(), /"Resource": "\*",\n {6}"Condition": \{\n {8}"StringEquals": \{/);
  });

  it("reads what an action is under the mouse", async () => {
    assert.match(await editor.hoverText("StopLogging"), /cloudtrail:StopLogging.*Write/s);
  });

  it("starts an RCP from an empty file", async () => {
    await editor.openFile("new.rcp.json");
    await editor.page.locator(".statusbar-item:visible", { hasText: /RCP: \d/ }).waitFor();
    await editor.press("Control+Space");
    await waitForSuggestion(editor, /New resource control policy/);
    await editor.press("Enter");
    const text = await editor.getEditorText();
    assert.match(text, /"Effect": "Deny",\n {6}"Principal": "\*",/);
  });

  it("sees what is wrong in Problems", async () => {
    await editor.openFile("scps/plain.json");
    await editor.placeCaretAfter('"Action": [');
    await editor.type('"s3:GetObjct');
    await editor.press("Escape");
    const problems = await editor.getProblems();
    await editor.screenshot("language-problems");
    assert.ok(
      problems.some((problem) => /GetObjct.*Did you mean GetObject/.test(problem)),
      problems.join("; "),
    );
  });
});

async function waitForSuggestion(editor: Editor, wanted: RegExp): Promise<void> {
  let last: readonly string[] = [];
  for (let attempt = 0; attempt < 40; attempt++) {
    last = await editor.suggestions();
    if (last.some((label) => wanted.test(label))) return;
    await editor.page.waitForTimeout(250);
  }
  assert.fail(`${wanted} is not suggested, but: ${last.slice(0, 8).join("; ")}`);
}
