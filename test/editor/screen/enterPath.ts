import type { Editor } from "./driver";

/** Answers VS Code's own file dialog, which looks a path up before it takes it. */
export async function enterPath(editor: Editor, file: string): Promise<void> {
  await editor.typeInQuickPick(file);
  const dialog = editor.page.locator(".quick-input-widget:visible");
  for (let tries = 0; tries < 20 && (await dialog.isVisible()); tries++) {
    await editor.page.waitForTimeout(500);
    await editor.press("Enter");
    await editor.page.waitForTimeout(250);
  }
}
