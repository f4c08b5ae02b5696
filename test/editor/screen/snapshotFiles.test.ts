import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseOrganizationFile } from "../../../src/organization/file";
import { enterPath } from "./enterPath";
import { openSandboxed, type Sandboxed } from "./sandboxed";

const ORGANIZATION = "Organization";
const CHANGED = "What Changed";

describe("someone who takes an organization along", () => {
  let sandboxed: Sandboxed;
  before(async () => {
    sandboxed = await openSandboxed({ size: { width: 1400, height: 1200 } });
  });
  after(() => sandboxed?.close());

  it("tries a change on a copy, and sees what differs from the original", async () => {
    const { editor } = sandboxed;
    await editor.clickRow(["Root", "Security"], ORGANIZATION);
    await editor.runCommand("Orgscope: Try Changes on a What-If Copy");
    await editor.treeRow("Nothing changed", CHANGED);
    // What was looked at in the original is looked at in the copy.
    await editor.page.locator(".pane-header", { hasText: /Details.*Security/ }).waitFor();
    // A copy is read to the last tag.
    assert.deepEqual(
      (await editor.treeRows(CHANGED)).map(({ label }) => label),
      ["Nothing changed"],
    );
    await editor.clickInlineAction(["Root", "Security"], "Attach Policy", ORGANIZATION);
    await editor.pick("QuarantineAccount");
    assert.match(await editor.dialogText(), /what-if copy/);
    await editor.answerDialog("Attach");
    const row = await editor.treeRow(["Attachments", "QuarantineAccount"], CHANGED);
    assert.match(await row.innerText(), /attached to Root \/ Security/);
    await editor.screenshot("copy");
    assert.equal(sandboxed.countWrites(), 0);
  });

  it("exports it, and opens the file without AWS, read-only", async () => {
    const { editor } = sandboxed;
    await editor.runCommand("Orgscope: Export Organization");
    await editor.pick("Redacted organization file");
    const file = path.join(editor.workspace, "redacted.json");
    await enterPath(editor, file);
    await editor.waitForNotification(/Look through the file before sharing it/);
    const text = await readFile(file, "utf8");
    assert.ok("contents" in parseOrganizationFile(text));
    assert.doesNotMatch(text, /techcorp|210987654321/i);
    await editor.runCommand("Orgscope: Open Organization File");
    await enterPath(editor, file);
    await editor.treeRow(["Root", "OU 1"], ORGANIZATION);
    await editor.page.locator(".statusbar-item:visible", { hasText: "file, read-only" }).waitFor();
    await editor.screenshot("file");
  });

  it("is told that a file has no effective policies, and where they are", async () => {
    const { editor } = sandboxed;
    const items = await editor.openContextMenu("Account 7", ORGANIZATION);
    assert.ok(items.length > 3 && !items.some((item) => /Effective/.test(item)), items.join());
    await editor.press("Escape");
    await editor.runCommand("Orgscope: Open Effective Policy");
    assert.match(await editor.waitForNotification(/AWS computes effective policies/), /what-if copy/);
  });
});
