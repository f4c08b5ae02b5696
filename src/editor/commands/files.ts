import * as vscode from "vscode";
import { COMMANDS, POLICY_LANGUAGE_ID } from "../contributions";
import { showRefusal } from "../messages";
import type { EditorServices } from "../services";

const { t } = vscode.l10n;

export function registerFiles({ registry }: Pick<EditorServices, "registry">): vscode.Disposable {
  return registry.register(COMMANDS.markAsPolicy, t("The file could not be treated as a policy"), markAsPolicy);
}

/** Gives the file the policy language's help until it is closed. */
async function markAsPolicy(uri: unknown): Promise<void> {
  const document =
    uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
  if (!document) return showRefusal(t("Open a JSON file first."));
  await vscode.languages.setTextDocumentLanguage(document, POLICY_LANGUAGE_ID);
}
