import type { Editor } from "./driver";

const FIELD = ".quick-input-widget:visible input.input";

/** Types into VS Code's own file dialog, which proposes a path itself, and may do so over what is typed meanwhile. */
export async function typePath(editor: Editor, file: string): Promise<void> {
  await editor.waitUntil(async () => (await readPath(editor)).startsWith("/"));
  await editor.waitUntil(async () => {
    if ((await readPath(editor)) !== file) await editor.typeInQuickPick(file);
    await editor.page.waitForTimeout(500);
    return (await readPath(editor)) === file;
  });
}

/** Answers VS Code's own file dialog, which looks a path up before it takes it. */
export async function enterPath(editor: Editor, file: string): Promise<void> {
  await typePath(editor, file);
  await editor.waitUntil(async () => {
    await editor.press("Enter");
    await editor.page.waitForTimeout(750);
    return (await readPath(editor)) !== file;
  });
}

/** What stands in the dialog's field; nothing when there is no dialog. */
function readPath(editor: Editor): Promise<string> {
  return editor.page
    .locator(FIELD)
    .inputValue({ timeout: 500 })
    .catch(() => "");
}
