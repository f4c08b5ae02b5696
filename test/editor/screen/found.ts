import type { Editor } from "./driver";

/** Clicks a button in a row of what Find has found. */
export async function clickButtonOfFound({ page }: Editor, text: string, button: string): Promise<void> {
  const row = page.locator(".quick-input-widget .monaco-list-row", { hasText: text }).first();
  await row.hover();
  await row.locator(`.action-label[aria-label^="${button}"]`).click();
}
