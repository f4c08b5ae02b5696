import * as vscode from "vscode";
import { RUN_FOLDERS } from "../connection/runFolders";

/** Tells when a run begins or ends, in this window or another: each leaves its lock in a folder that all share. */
export function watchRuns(storage: vscode.Uri, onDidChange: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.values(RUN_FOLDERS).flatMap((name) => {
      const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(storage, name), "run-*.lock");
      const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, true, false);
      return [watcher, watcher.onDidCreate(onDidChange), watcher.onDidDelete(onDidChange)];
    }),
  );
}
