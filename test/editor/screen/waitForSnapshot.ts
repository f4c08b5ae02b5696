import assert from "node:assert/strict";
import type { Editor } from "./driver";

/** Waits until a snapshot of so many accounts is offered, and answers all that is; by default of any number. */
export async function waitForSnapshot(editor: Editor, of = /accounts/): Promise<readonly string[]> {
  for (const until = Date.now() + 180_000; Date.now() < until; await editor.page.waitForTimeout(500)) {
    await editor.runCommand("Orgscope: What Changed Since");
    const items = await editor.quickPickItems().catch(() => []);
    await editor.press("Escape");
    if (items.some((item) => of.test(item))) return items;
  }
  return assert.fail("No snapshot was kept");
}
