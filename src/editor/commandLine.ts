/** The command line on the PATH of VS Code's terminals, when the person wants it there. */
import * as vscode from "vscode";
import path from "node:path";
import { writeFileAtomic } from "../disk/writeFileAtomic";
import { makeExecutable } from "../disk/makeExecutable";
import { SETTINGS } from "./contributions";
import { getSetting } from "./settings";

export function registerCommandLine(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): vscode.Disposable {
  const folder = vscode.Uri.joinPath(context.globalStorageUri, "bin").fsPath;
  const variables = context.environmentVariableCollection;
  variables.description = vscode.l10n.t("Adds the `orgscope` command line");

  async function update(): Promise<void> {
    if (!getSetting(SETTINGS.commandLineInTerminals)) {
      variables.clear();
      return;
    }
    await writeLauncher(folder, path.join(context.extensionUri.fsPath, "dist", "cli.js"));
    variables.prepend("PATH", `${folder}${path.delimiter}`);
  }

  const updateQuietly = (): void => {
    update().catch((error: unknown) => log.error(`The command line could not be put on the PATH: ${String(error)}`));
  };
  updateQuietly();
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SETTINGS.commandLineInTerminals)) updateQuietly();
  });
}

/** A script that runs the bundle by the Node that runs this extension; on the desktop that is Electron. */
async function writeLauncher(folder: string, script: string): Promise<void> {
  const node = process.execPath;
  if (process.platform === "win32") {
    const lines = ["@echo off", "setlocal", "set ELECTRON_RUN_AS_NODE=1", `"${node}" "${script}" %*`];
    await writeFileAtomic(path.join(folder, "orgscope.cmd"), `${lines.join("\r\n")}\r\n`);
    return;
  }
  const file = path.join(folder, "orgscope");
  await writeFileAtomic(file, `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${quote(node)} ${quote(script)} "$@"\n`);
  await makeExecutable(file);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
