import type { Editor } from "./driver";

/** Types into VS Code's own file dialog, once it has proposed a path itself. */
export async function typePath(editor: Editor, file: string): Promise<void> {
  const field = editor.page.locator(".quick-input-widget:visible input.input");
  await editor.waitUntil(async () => (await field.inputValue({ timeout: 500 }).catch(() => "")).startsWith("/"));
  await editor.typeInQuickPick(file);
}

/** Answers VS Code's own file dialog, which looks a path up before it takes it. */
export async function enterPath(editor: Editor, file: string): Promise<void> {
  await typePath(editor, file);
  const dialog = editor.page.locator(".quick-input-widget:visible");
  for (let tries = 0; tries < 20 && (await dialog.isVisible()); tries++) {
    await editor.page.waitForTimeout(500);
    await editor.press("Enter");
    await editor.page.waitForTimeout(250);
  }
}
