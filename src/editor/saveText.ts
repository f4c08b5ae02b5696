import * as vscode from "vscode";
import { writeFileAtomic } from "../disk/writeFileAtomic";

/** Asks where to write a text, beside what is worked on by default; `undefined` when dismissed. */
export async function saveText(title: string, name: string, text: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    title,
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (file) await writeFileAtomic(file.fsPath, text);
  return file;
}

/** Says that it is written, and opens it on request. */
export function describeSaved(file: vscode.Uri) {
  const { t } = vscode.l10n;
  return {
    written: t("Written: {0}.", vscode.workspace.asRelativePath(file)),
    open: { title: t("Open"), run: () => vscode.commands.executeCommand("vscode.open", file) },
  };
}
