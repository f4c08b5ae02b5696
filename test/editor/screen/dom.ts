import type { Locator, Page } from "playwright-core";

/** Where a text stands on the screen, or `undefined`. */
export async function findText(
  lines: Locator,
  text: string,
): Promise<{ left: number; right: number; y: number } | undefined> {
  if ((await lines.count()) === 0) return undefined;
  const place = await lines.first().evaluate((root, wanted) => {
    for (const line of root.querySelectorAll(".view-line")) {
      const at = (line.textContent ?? "").replaceAll("\u00a0", " ").indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      let passed = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const length = node.textContent?.length ?? 0;
        if (passed <= at && at < passed + length) range.setStart(node, at - passed);
        const end = at + wanted.length;
        if (passed < end && end <= passed + length) range.setEnd(node, end - passed);
        passed += length;
      }
      const box = range.getBoundingClientRect();
      return { left: box.left, right: box.right, y: box.top + box.height / 2 };
    }
    return null;
  }, text);
  return place ?? undefined;
}

/** Whether commands are being chosen from. */
export function isPaletteOpen(page: Page): Promise<boolean> {
  const look = page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>(".quick-input-widget input.input");
    return input !== null && input.checkVisibility() && input.value.startsWith(">");
  });
  // The command may have left the page.
  return look.catch(() => false);
}

/** What a person would tell of the screen, for the message of a failed wait. */
export async function readScreen(page: Page): Promise<string> {
  const parts = {
    dialog: ".monaco-dialog-box:visible .dialog-message-container",
    "quick pick": ".quick-input-widget:visible",
    message: ".notification-list-item:visible .notification-list-item-message",
    tab: ".tab.active:visible",
    "side bar": ".sidebar:visible",
    "status bar": ".statusbar:visible",
  };
  const told: string[] = [];
  for (const [name, selector] of Object.entries(parts)) {
    const texts = await page.locator(selector).allInnerTexts();
    const text = texts.join(" | ").replaceAll(/\s+/g, " ").trim();
    if (text) told.push(`${name}: ${text.slice(0, 2000)}`);
  }
  return told.join("; ") || "nothing to read";
}

/** Lines of an editor from the top, once they are all drawn: one comes after the other. */
export async function readLines(lines: Locator): Promise<string> {
  const read = async () => {
    const drawn = await lines.evaluateAll((nodes) =>
      nodes.map((node) => ({ top: Number.parseFloat((node as HTMLElement).style.top), text: node.textContent ?? "" })),
    );
    const placed = drawn.sort((one, other) => one.top - other.top);
    return placed.map(({ text }) => text.replaceAll("\u00a0", " ")).join("\n");
  };
  let text = await read();
  for (let tries = 0; tries < 10; tries++) {
    await lines.page().waitForTimeout(60);
    const next = await read();
    if (next === text) return text;
    text = next;
  }
  return text;
}
