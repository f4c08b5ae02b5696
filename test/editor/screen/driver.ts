import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser } from "../../../scripts/host/browser.mjs";
import { provisionHost, toHostName } from "../../../scripts/host/provision.mjs";
import { type Server, serve } from "../../../scripts/host/serve.mjs";
import { withoutAws } from "../../../scripts/testing/environment.mjs";
import { findText, readLines } from "./dom";
import { Screen } from "./screen";
import { locateRow, type RowPath, readRows, standsStill, tellWay, type TreeRow, toWay, waitForRest } from "./tree";
import { prepareWorkspace } from "./workspace";

export interface EditorOptions {
  /** The user's settings, over calm ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the workspace by path, or the folder itself. An empty folder by default. */
  readonly workspace?: Readonly<Record<string, string>> | string;
  /** Connect to the demo and wait for its tree. */
  readonly openDemo?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Of the processes that serve it. */
  readonly nodeOptions?: readonly string[];
  readonly size?: { readonly width: number; readonly height: number };
  /** Runs in the page before VS Code does. */
  readonly beforeLoad?: () => void;
}

/** Starts a VS Code with the packaged extension, fresh in everything, and opens it in a browser. `close()` ends both. */
export async function openEditor(options: EditorOptions = {}): Promise<Editor> {
  const extensionsDir = process.env.ORGSCOPE_EXTENSIONS_DIR;
  if (!extensionsDir) throw new Error("Run the screen suite by: node scripts/test.mjs screen [part of a path]");
  const folder = await mkdtemp(path.join(os.tmpdir(), "orgscope-screen-"));
  const workspace = await prepareWorkspace(path.join(folder, "workspace"), options.workspace ?? {});
  const host = await provisionHost(toHostName(process.env.ORGSCOPE_HOST));
  const server = await serve(host, {
    extensionsDir,
    forTests: true,
    dataDir: path.join(folder, "data"),
    // Rows that stick to the top would stand twice, and a busy mouse is slower than a tooltip that lies over its row.
    settings: { "workbench.tree.enableStickyScroll": false, "workbench.hover.delay": 1500, ...options.settings },
    env: { ...withoutAws(folder), ...options.env },
    nodeOptions: options.nodeOptions ?? [],
  });
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1400, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  if (options.beforeLoad) await context.addInitScript(options.beforeLoad);
  const editor = new Editor(await context.newPage(), browser, server, folder, workspace);
  try {
    await editor.load();
    if (options.openDemo) await editor.openDemo();
  } catch (error) {
    await editor.close();
    throw error;
  }
  return editor;
}

/** An editor as its user meets it. Every wait ends, and says what was on the screen instead. */
export class Editor extends Screen {
  /** Folder of the open workspace. */
  readonly workspace: string;
  /** Folder of what the extension keeps for all windows. */
  readonly storage: string;
  readonly serverPid: number | undefined;
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #folder: string;

  constructor(page: Page, browser: Browser, server: Server, folder: string, workspace: string) {
    super(page);
    this.workspace = workspace;
    this.storage = path.join(folder, "data/data/User/globalStorage/orgscope.orgscope");
    this.serverPid = server.pid;
    this.#browser = browser;
    this.#server = server;
    this.#folder = folder;
  }

  /** Opens the page, or opens it anew as after a restart of the window. */
  async load(): Promise<void> {
    await this.page.goto(`${this.#server.origin}/?${new URLSearchParams({ folder: this.workspace })}`);
    await this.expect("the workbench", this.page.locator(".monaco-workbench .activitybar"), 60_000);
    await this.expect("Orgscope in the activity bar", this.#activity("Orgscope"), 60_000);
  }

  /** A second window of the same user on the same folder, with extensions of its own. It closes with this one. */
  async openWindow(): Promise<Editor> {
    const page = await this.page.context().newPage();
    const editor = new Editor(page, this.#browser, this.#server, this.#folder, this.workspace);
    await editor.load();
    return editor;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async openDemo(): Promise<void> {
    await this.clickActivityBar("Orgscope");
    await this.clickWelcomeButton("Open the Demo Organization");
    await this.treeComesToRest("Organization");
  }

  async treeComesToRest(view: string): Promise<void> {
    await this.treeRow("Root", view);
    await waitForRest(this.page, this.#view(view));
  }

  /** Opens a file of the workspace. */
  async openFile(name: string): Promise<void> {
    await this.press("Control+P");
    await this.expect("Go to File", this.quickInput());
    await this.insert(name);
    const row = this.quickInput()
      .locator(".monaco-list-row", { hasText: path.basename(name) })
      .first();
    await this.click(`the file ${name}`, row);
    await this.waitForCaret(path.basename(name));
  }

  /** Shows a view container, whether or not it is shown already. */
  async clickActivityBar(name: string): Promise<void> {
    const action = this.#activity(name);
    await this.expect(`${name} in the activity bar`, action);
    const item = action.locator("xpath=ancestor::li[1]");
    if (!(await item.getAttribute("class"))?.split(" ").includes("checked")) await action.click();
    await this.#leaveRows();
  }

  /** The text of a view that has nothing else to show. */
  async welcomeText(): Promise<string> {
    const welcome = this.page.locator(".sidebar .welcome-view-content:visible").first();
    await this.expect("a welcome text", welcome);
    return welcome.innerText();
  }

  async clickWelcomeButton(label: string): Promise<void> {
    const button = this.page.locator(".sidebar .welcome-view-content .monaco-button:visible", { hasText: label });
    await this.click(`the button "${label}"`, button.first());
  }

  /** Labels of the rows in a view of the side bar, from the top; those scrolled away are left out. */
  async treeRows(view?: string): Promise<readonly TreeRow[]> {
    return readRows(this.#view(view));
  }

  /** Waits for a row, scrolls to it, and answers it. */
  async treeRow(row: RowPath, view?: string): Promise<Locator> {
    const found = await this.poll(() => locateRow(this.page, this.#view(view), toWay(row)));
    return found ?? this.fail(`No tree row ${tellWay(row)}`);
  }

  /** Waits until a view has no such row. */
  async rowIsGone(row: RowPath, view?: string): Promise<void> {
    const isGone = await this.poll(async () =>
      (await locateRow(this.page, this.#view(view), toWay(row))) ? undefined : true,
    );
    if (!isGone) await this.fail(`Still there: ${tellWay(row)}`);
  }

  /** Expands each row on the way and answers the last. */
  async expandTree(row: RowPath, view?: string): Promise<Locator> {
    const way = toWay(row);
    for (let length = 1; length <= way.length; length++) {
      await this.#onRow(`Could not expand ${way[length - 1]}`, way.slice(0, length), view, async (at) => {
        if ((await at.getAttribute("aria-expanded")) !== "false") return;
        await at.locator(".monaco-tl-twistie").click({ timeout: 1000 });
        await at.and(this.page.locator('[aria-expanded="true"]')).waitFor({ timeout: 2000 });
      });
    }
    return this.treeRow(row, view);
  }

  /** With `Control`, adds the row to the selection; with `Shift`, all up to it. */
  async clickRow(row: RowPath, view?: string, ...modifiers: readonly ("Control" | "Shift")[]): Promise<void> {
    await this.#onRow(`Could not click ${tellWay(row)}`, row, view, async (at) => {
      await at.locator(".label-name").click({ timeout: 1000, modifiers: [...modifiers] });
      if (modifiers.length === 0) await at.and(this.page.locator(".selected")).waitFor({ timeout: 1000 });
    });
  }

  async clickInlineAction(row: RowPath, action: string, view?: string): Promise<void> {
    await this.#onRow(`Could not click "${action}" in ${tellWay(row)}`, row, view, async (at) => {
      await at.hover({ timeout: 1000 });
      await at.locator(`.action-label[aria-label^="${action}"]`).click({ timeout: 1000 });
    });
  }

  /** The items of a row's context menu, which stays open. */
  async openContextMenu(row: RowPath, view?: string): Promise<readonly string[]> {
    const items = this.#menuItems();
    await this.#onRow(`No context menu of ${tellWay(row)}`, row, view, async (at) => {
      // It may have come late; now it lies over the row.
      if (await items.first().isVisible()) return;
      await at.locator(".label-name").click({ button: "right", timeout: 1000 });
      await items.first().waitFor({ timeout: 2000 });
    });
    return (await items.allInnerTexts()).map((text) => text.split("\n")[0]?.trim() ?? "");
  }

  async contextMenu(row: RowPath, item: string, view?: string): Promise<void> {
    await this.openContextMenu(row, view);
    const wanted = this.#menuItems().filter({ hasText: item }).first();
    await this.expect(`"${item}" in the context menu of ${tellWay(row)}`, wanted);
    // A menu that has just opened takes no click for a moment.
    const isGone = await this.poll(async () => {
      await wanted.click({ timeout: 500 }).catch(() => undefined);
      return wanted.waitFor({ state: "hidden", timeout: 500 }).then(
        () => true,
        () => undefined,
      );
    });
    if (!isGone) await this.fail(`Could not click "${item}"`);
  }

  /** Clicks an icon in the title bar of a view. */
  async clickViewAction(view: string, action: string): Promise<void> {
    await this.#view(view).hover();
    const label = this.page.locator(`.sidebar .actions-container .action-label[aria-label^="${action}"]:visible`);
    await this.click(`the action "${action}" of ${view}`, label.first());
  }

  /** What a quick pick offers, each row's label, description and detail in one line. */
  async quickPickItems(): Promise<readonly string[]> {
    const rows = this.quickInput().locator(".monaco-list-row");
    await this.expect("a quick pick with items", rows.first());
    return (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim());
  }

  /** Chooses an item of a quick pick by its label. */
  async pick(label: string): Promise<void> {
    const row = this.quickInput().locator(".monaco-list-row", {
      has: this.page.locator(".label-name", { hasText: label }),
    });
    await this.click(`"${label}" in the quick pick`, row.first());
  }

  /** Replaces what stands in the quick pick's or input box's field. */
  async typeInQuickPick(text: string): Promise<void> {
    await this.expect("a quick pick", this.quickInput());
    await this.quickInput().locator("input.input").fill(text);
  }

  /** Waits for an input box, answers it, and takes what it suggests without `text`. */
  async answerInput(prompt: RegExp, text?: string): Promise<void> {
    const message = this.quickInput().locator(".quick-input-message", { hasText: prompt });
    await this.expect(`an input box: ${prompt}`, message);
    if (text !== undefined) await this.typeInQuickPick(text);
    await this.press("Enter");
  }

  /** Types the word that has to be typed before anything is sent. */
  async typeToConfirm(word: string): Promise<void> {
    await this.answerInput(new RegExp(`Type “${word}” to go on`), word);
  }

  /** Answers a question with a button, and types the word that is asked for then. */
  async confirm(button: string, word: string): Promise<void> {
    await this.answerDialog(button);
    await this.typeToConfirm(word);
  }

  async clearMessages(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
  }

  async quickPickTitle(): Promise<string> {
    await this.expect("a quick pick", this.quickInput());
    return this.quickInput().locator(".quick-input-title").innerText();
  }

  /** The whole text of the focused editor, by way of the clipboard. */
  async getEditorText(): Promise<string> {
    await this.press("Control+A", "Control+C", "Control+U");
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** The lines in sight; in a diff those of the original or the modified side. */
  async visibleText(side?: "original" | "modified"): Promise<string> {
    const lines = this.#textEditor(side).locator(".view-line");
    await this.expect("an editor's text", lines.first());
    return readLines(lines);
  }

  /** Puts the caret behind the first occurrence of a text in sight. */
  async placeCaretAfter(text: string): Promise<void> {
    const standsAt = async (y: number) => {
      await this.page.waitForTimeout(100);
      return (await this.#findText(text)).y === y;
    };
    // What comes late above it moves it down, and may lie where it was to be clicked.
    const isDone = await this.poll(async () => {
      await this.#leaveRows();
      const { right, y } = await this.#findText(text);
      if (!(await standsAt(y))) return undefined;
      // A hover where the mouse was before would take the click.
      const hover = this.page.locator(".monaco-hover:visible").first();
      await hover.waitFor({ state: "hidden", timeout: 1000 }).catch(() => undefined);
      await this.page.mouse.click(right - 1, y);
      return (await standsAt(y)) || undefined;
    });
    if (!isDone) await this.fail(`"${text}" does not stand still`);
  }

  /** Holds the mouse over a text in sight and answers what the hover says. */
  async hoverText(text: string): Promise<string> {
    const { left, right, y } = await this.#findText(text);
    await this.page.mouse.move((left + right) / 2, y, { steps: 4 });
    const hover = this.page.locator(".monaco-hover:visible .monaco-hover-content").first();
    await this.expect(`a hover over "${text}"`, hover);
    return hover.innerText();
  }

  /** Labels of the suggestions; asks for them when none are open. */
  async suggestions(): Promise<readonly string[]> {
    const widget = this.page.locator(".suggest-widget.visible");
    if (!(await widget.isVisible())) await this.press("Control+Space");
    await this.expect("suggestions", widget.locator(".monaco-list-row").first());
    return widget.locator(".monaco-list-row .label-name").allInnerTexts();
  }

  /** What the Problems view lists: messages with code and place, one a row. */
  async getProblems(): Promise<readonly string[]> {
    await this.runCommand("Problems: Focus on Problems View");
    await this.expect("the Problems view", this.page.locator(".markers-panel"));
    const rows = this.page.locator(".markers-panel .monaco-list-row[aria-level='2']");
    await rows
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => undefined);
    return (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim());
  }

  /** Tooltips of what the mouse was over lie on what is beside it. */
  async #leaveRows(): Promise<void> {
    await this.page.mouse.move(800, 20);
  }

  #activity(name: string): Locator {
    return this.page.locator(`.activitybar .action-item a[aria-label^="${name}"]`);
  }

  #view(name?: string): Locator {
    const panes = this.page.locator(".sidebar .pane:visible");
    return name
      ? panes.filter({ has: this.page.locator(`.pane-header[aria-label^="${name}"]`) })
      : this.page.locator(".sidebar");
  }

  #menuItems(): Locator {
    return this.page.locator(".monaco-menu .action-item:not(.disabled) .action-menu-item:visible");
  }

  #textEditor(side?: "original" | "modified"): Locator {
    const group = this.page.locator(".editor-group-container.active");
    return group.locator(side ? `.editor.${side} .view-lines` : ".monaco-editor .view-lines").last();
  }

  async #findText(text: string): Promise<{ left: number; right: number; y: number }> {
    const place = await this.poll(() => findText(this.#textEditor(), text));
    return place ?? this.fail(`No "${text}" in the editor`);
  }

  /** Does something to a row, and once more when the tree has changed under it. */
  async #onRow(
    what: string,
    row: RowPath,
    view: string | undefined,
    act: (at: Locator) => Promise<void>,
  ): Promise<void> {
    // A tree that is filled late leaves its row all the time to be used.
    await this.treeRow(row, view);
    let hindrance = "it moves";
    const isDone = await this.poll(async () => {
      const at = await this.treeRow(row, view);
      if (!(await standsStill(at))) return undefined;
      return act(at).then(
        () => true,
        async (error: Error) => {
          hindrance = error.message;
          await this.#leaveRows();
          return undefined;
        },
      );
    });
    if (!isDone) await this.fail(`${what}: ${hindrance}`);
  }
}
