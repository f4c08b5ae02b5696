import * as vscode from "vscode";
import { POLICY_LANGUAGE_ID, SETTINGS } from "../contributions";

/**
 * Gives JSON files under the globs of `orgscope.policyFiles` the policy language when they open. Once per file: who
 * sets the language back by hand has the last word.
 */
export function registerPolicyFiles(): vscode.Disposable {
  const seen = new Set<string>();

  function adopt(document: vscode.TextDocument): void {
    if (document.languageId !== "json" && document.languageId !== "jsonc") return;
    const key = document.uri.toString();
    if (seen.has(key)) return;
    const globs = vscode.workspace
      .getConfiguration(undefined, document.uri)
      .get<readonly string[]>(SETTINGS.policyFiles, []);
    if (!globs.some((pattern) => vscode.languages.match({ pattern }, document) > 0)) return;
    seen.add(key);
    void vscode.languages.setTextDocumentLanguage(document, POLICY_LANGUAGE_ID);
  }

  vscode.workspace.textDocuments.forEach(adopt);
  return vscode.workspace.onDidOpenTextDocument(adopt);
}
