import * as vscode from "vscode";

/** Shows a policy in an untitled document, to be reviewed and saved. What stands under the name already is left alone. */
export async function openUntitled(name: string, text: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
  for (let copy = 1; ; copy++) {
    const file = vscode.Uri.joinPath(folder, copy === 1 ? name : name.replace(/(?=\.)|$/, `-${copy}`));
    const uri = file.with({ scheme: "untitled" });
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open ? open.getText() !== text : await exists(file)) continue;
    const document = open ?? (await vscode.workspace.openTextDocument(uri));
    if (!open) {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(uri, new vscode.Position(0, 0), text);
      await vscode.workspace.applyEdit(edit);
    }
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
    return;
  }
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
