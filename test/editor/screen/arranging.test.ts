import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";

const ORGANIZATION = "Organization";

describe("someone who looks for accounts in the tree", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ openDemo: true, size: { width: 1400, height: 1200 } });
  });
  after(() => editor?.close());

  it("debug", async () => {
    await editor.clickInlineAction(["Root", "Security"], "Attach Policy", ORGANIZATION);
    for (let i = 0; i < 6; i++) {
      await editor.page.waitForTimeout(i * 150);
      await editor.screenshot(`debug-${i}`);
    }
    assert.ok(1);
  });
});
