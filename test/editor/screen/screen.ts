import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { isPaletteOpen, readScreen } from "./dom";
import { tellOnFailure } from "./failures";

const PATIENCE = 15_000;
const SCREENS = path.join(process.cwd(), "dist/test/screens");

/** A page with keys, pictures, and waits that end: in vain, they say what was on the screen instead. */
export class Screen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE);
    tellOnFailure(this);
  }

  /** Types as a person does: brackets close themselves, suggestions come up. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 10 });
  }

  /** Puts text in at once, as pasting would. */
  async insert(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  /** One key or chord after the other, in Playwright's names: `Control+S`, `Enter`. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Saves a picture to dist/test/screens and answers its path. */
  async screenshot(name: string): Promise<string> {
    await mkdir(SCREENS, { recursive: true });
    const file = path.join(SCREENS, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }

  /** What the status bar shows. */
  async statusBar(): Promise<readonly string[]> {
    const items = await this.page.locator(".statusbar-item:visible").allInnerTexts();
    return items.map((text) => text.trim()).filter((text) => text !== "");
  }

  /** Runs a command by its title in the palette, such as `Orgscope: Refresh`. */
  async runCommand(title: string): Promise<void> {
    const input = this.quickInput().locator("input.input");
    const row = this.quickInput().locator(`.monaco-list-row[aria-label^="${title}"]`).first();
    // What takes the focus as it opens closes it again.
    const isFound = await this.poll(async () => {
      if (!(await isPaletteOpen(this.page))) await this.press("F1");
      return input.fill(`>${title}`, { timeout: 1000 }).then(
        () =>
          row.waitFor({ timeout: 2000 }).then(
            () => true,
            () => undefined,
          ),
        () => undefined,
      );
    });
    if (!isFound) await this.fail(`Not in the command palette: ${title}`);
    await this.click(`the command "${title}" in the palette`, row);
    await this.#paletteIsGone();
  }

  /** Runs a command by its title without the mouse. */
  async runByKeys(title: string): Promise<void> {
    await this.press("F1");
    await this.expect("the command palette", this.quickInput());
    await this.type(title);
    const focused = this.quickInput().locator(`.monaco-list-row.focused[aria-label^="${title}"]`);
    await this.expect(`the command "${title}" in the palette`, focused);
    await this.press("Enter");
    await this.#paletteIsGone();
  }

  /** The text of the modal dialog, its detail included. */
  async dialogText(): Promise<string> {
    const dialog = this.page.locator(".monaco-dialog-box:visible");
    await this.expect("a dialog", dialog);
    return dialog.locator(".dialog-message-container").innerText();
  }

  async answerDialog(button: string): Promise<void> {
    const dialog = this.page.locator(".monaco-dialog-box:visible");
    await this.expect("a dialog", dialog);
    // This one must go; its answer may bring up the next at once.
    const answered = await dialog.elementHandle();
    await this.click(`the dialog's button "${button}"`, dialog.locator(".monaco-button", { hasText: button }).first());
    await answered?.waitForElementState("hidden");
  }

  /** Waits for a message and answers all of its text. */
  async waitForNotification(text: string | RegExp): Promise<string> {
    const message = this.#notification(text).locator(".notification-list-item-message");
    await this.expect(`a message ${text}`, message);
    return message.innerText();
  }

  async clickNotificationButton(text: string | RegExp, button: string): Promise<void> {
    const label = this.#notification(text).locator(".monaco-button", { hasText: button });
    await this.click(`the button "${button}" of the message ${text}`, label.first());
  }

  /** Waits until something that cannot be seen has come about. */
  async waitUntil(isSo: () => boolean | Promise<boolean>, patience = PATIENCE): Promise<void> {
    if (!(await this.poll(async () => (await isSo()) || undefined, patience))) {
      await this.fail("It did not come about");
    }
  }

  /** Waits until the active tab bears this name, and answers its whole label. */
  async waitForTab(name: string | RegExp): Promise<string> {
    const tab = this.page.locator(".editor-group-container.active .tab.active", { hasText: name });
    await this.expect(`the tab ${name}`, tab);
    return tab.innerText();
  }

  /** Waits until the keyboard is in the text of the active tab, which bears this name. */
  async waitForCaret(name: string): Promise<void> {
    await this.waitForTab(name);
    await this.expect(
      `the caret in ${name}`,
      this.page.locator(".editor-group-container.active .monaco-editor.focused"),
    );
  }

  /** The command may show a pick or box of its own in the palette's place. */
  async #paletteIsGone(): Promise<void> {
    const isGone = await this.poll(async () => ((await isPaletteOpen(this.page)) ? undefined : true));
    if (!isGone) await this.fail("The command palette stayed open");
  }

  #notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-list-item:visible", { hasText: text }).first();
  }

  protected async click(what: string, target: Locator): Promise<void> {
    await target.click().catch(() => this.fail(`Could not click ${what}`));
  }

  protected async expect(what: string, target: Locator, timeout = PATIENCE): Promise<void> {
    await target.waitFor({ timeout }).catch(() => this.fail(`Waited for ${what}`));
  }

  protected quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible");
  }

  protected async poll<T>(look: () => Promise<T | undefined>, patience = PATIENCE): Promise<T | undefined> {
    for (const until = Date.now() + patience; ; await this.page.waitForTimeout(100)) {
      const found = await look();
      if (found !== undefined || Date.now() > until) return found;
    }
  }

  /** Waits in vain end here: with what the screen shows, and a picture of it. */
  protected async fail(what: string): Promise<never> {
    const file = await this.screenshot(`failed-${what.replaceAll(/\W+/g, "-").slice(0, 60)}`);
    const shown = await readScreen(this.page);
    throw new Error(`${what}.\nOn the screen: ${shown}\nPicture: ${path.relative(process.cwd(), file)}`);
  }
}
