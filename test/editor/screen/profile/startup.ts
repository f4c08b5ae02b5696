/** How long VS Code says that it took to start the extension. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Editor } from "../driver";

export interface Startup {
  /** Milliseconds by the clock: of loading the bundle, and of calling `activate`. */
  readonly load: number;
  readonly call: number;
  /** When VS Code called `activate`, and when the view had its first rows; both in milliseconds since 1970. */
  readonly activation: number;
  readonly rows: number;
}

const ID = "orgscope.orgscope";

/** Notes when the page first has rows in the side bar. To be called before the page is opened anew. */
export async function noteFirstRows(editor: Editor): Promise<void> {
  await editor.page.addInitScript(() => {
    const note = () => {
      const rows = document.querySelectorAll('.sidebar .pane .monaco-list-row[aria-label^="Root"]');
      if (rows.length === 0) requestAnimationFrame(note);
      else localStorage.setItem("firstRows", String(Date.now()));
    };
    requestAnimationFrame(note);
  });
}

/** Reads *Developer: Startup Performance*. */
export async function getStartup(editor: Editor): Promise<Startup> {
  await editor.runCommand("Developer: Startup Performance");
  await editor.waitForTab(/Startup Performance/);
  const text = await readReport(editor);
  // | extension | eager | load | call | …
  const row =
    text
      .split("\n")
      .find((line) => line.startsWith(`| ${ID}`))
      ?.split("|") ?? [];
  const mark = new RegExp(`willActivateExtension/${ID}\\s+(\\d+)`).exec(text)?.[1];
  const rows = await editor.page.evaluate(() => localStorage.getItem("firstRows"));
  assert.ok(row.length > 5 && mark && rows, text.slice(0, 2000));
  return { load: Number(row[3]), call: Number(row[4]), activation: Number(mark), rows: Number(rows) };
}

/** Milliseconds from the last activation until the extension answered with rows, as its log tells. */
export function readFirstRows({ dataFolder }: Editor): number {
  const logs = path.join(dataFolder, "data/logs");
  const [newest = assert.fail(`No log in ${logs}`)] = readdirSync(logs, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "Orgscope.log")
    .map((file) => path.join(logs, file))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  const text = readFileSync(newest, "utf8");
  return Number(/First rows (\d+) ms after activation/.exec(text)?.[1] ?? assert.fail(text));
}

/** The report is written a moment after its tab opens. */
async function readReport(editor: Editor): Promise<string> {
  for (let tries = 0; ; tries++) {
    await editor.page.locator(".editor-group-container.active .view-lines").last().click();
    await editor.press("Control+A", "Control+C");
    const text = await editor.page.evaluate(() => navigator.clipboard.readText());
    if (text.includes(`willActivateExtension/${ID}`)) return text;
    assert.ok(tries < 20, "No report of the start");
    await editor.page.waitForTimeout(500);
  }
}
