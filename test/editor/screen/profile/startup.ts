/** How long VS Code says that it took to start the extension. */
import assert from "node:assert/strict";
import type { Editor } from "../driver";

export interface Startup {
  /** Milliseconds by the clock: of loading the bundle, of calling `activate`, and until it is told that it has ended. */
  readonly load: number;
  readonly call: number;
  readonly finish: number;
}

const ID = "orgscope.orgscope";

/** Notes when the page first has rows in the side bar. To be called before the page is opened anew. */
export async function noteFirstRows(editor: Editor): Promise<void> {
  await editor.page.addInitScript(() => {
    localStorage.removeItem("firstRows");
    const note = () => {
      const rows = document.querySelectorAll('.sidebar .pane .monaco-list-row[aria-label^="Root"]');
      if (rows.length === 0) requestAnimationFrame(note);
      else localStorage.setItem("firstRows", String(Date.now()));
    };
    requestAnimationFrame(note);
  });
}

/** When that was, in milliseconds since 1970. */
export async function getFirstRows(editor: Editor): Promise<number> {
  const rows = await editor.page.evaluate(() => localStorage.getItem("firstRows"));
  assert.ok(rows);
  return Number(rows);
}

/** Reads *Developer: Startup Performance*, and closes it. */
export async function getStartup(editor: Editor): Promise<Startup> {
  await editor.runCommand("Developer: Startup Performance");
  await editor.waitForTab(/Startup Performance/);
  const text = await readReport(editor);
  // | extension | eager | load | call | finish | …
  const row =
    text
      .split("\n")
      .find((line) => line.startsWith(`| ${ID}`))
      ?.split("|") ?? [];
  assert.ok(row.length > 5, text.slice(0, 2000));
  await editor.runCommand("View: Close Editor");
  return { load: Number(row[3]), call: Number(row[4]), finish: Number(row[5]) };
}

/** The report is written a moment after its tab opens. */
async function readReport(editor: Editor): Promise<string> {
  for (let tries = 0; ; tries++) {
    await editor.page.locator(".editor-group-container.active .view-lines").last().click();
    await editor.press("Control+A", "Control+C");
    const text = await editor.page.evaluate(() => navigator.clipboard.readText());
    if (text.includes(`| ${ID}`) && text.includes("Raw Perf Marks")) return text;
    assert.ok(tries < 20, "No report of the start");
    await editor.page.waitForTimeout(500);
  }
}
