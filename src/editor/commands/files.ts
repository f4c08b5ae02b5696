import * as vscode from "vscode";
import { COMMANDS, POLICY_LANGUAGE_ID } from "../contributions";
import { showRefusal } from "../messages";
import type { EditorServices } from "../services";

const { t } = vscode.l10n;

export function registerFiles({ registry, log }: Pick<EditorServices, "registry" | "log">): vscode.Disposable {
  return vscode.Disposable.from(
    registry.register(COMMANDS.markAsPolicy, t("The file could not be treated as a policy"), markAsPolicy),
    registry.register(COMMANDS.showLog, t("The log could not be shown"), () => log.show()),
  );
}

/** Gives the file the policy language's help until it is closed. */
async function markAsPolicy(uri: unknown): Promise<void> {
  const document =
    uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
  if (!document) return showRefusal(t("Open a JSON file first."));
  await vscode.languages.setTextDocumentLanguage(document, POLICY_LANGUAGE_ID);
}
