import assert from "node:assert/strict";
import type { Editor } from "./driver";

/** Waits until the active editor shows a text; `patience` in milliseconds. */
export async function waitForText(editor: Editor, text: RegExp, patience = 15_000): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until; await editor.page.waitForTimeout(150)) {
    if (text.test(await editor.visibleText())) return;
  }
  assert.fail(`Waited in vain for ${text}: ${await editor.visibleText()}`);
}
