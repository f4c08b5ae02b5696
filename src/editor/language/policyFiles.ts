import * as vscode from "vscode";
import { hasStatements } from "../../policy/policyType";
import { POLICY_LANGUAGE_ID } from "../contributions";
import type { DeclaredTypes } from "./declaredTypes";
import { isUnderPolicyGlobs, mayBePolicy } from "./policyGlobs";

/**
 * Gives JSON files, and templates of them, the policy language when they open: those under the globs of
 * `orgscope.policyFiles`, and those that Terraform or the Landing Zone Accelerator declares to be SCPs or RCPs. Once
 * per file: who sets the language back by hand has the last word.
 */
export function registerPolicyFiles(declaredTypes: DeclaredTypes): vscode.Disposable {
  const seen = new Set<string>();

  function adopt(document: vscode.TextDocument): void {
    if (!mayBePolicy(document)) return;
    const key = document.uri.toString();
    if (seen.has(key)) return;
    const declared = declaredTypes.get(document.uri);
    const isDeclared = declared !== undefined && hasStatements(declared);
    if (!isDeclared && !isUnderPolicyGlobs(document)) return;
    seen.add(key);
    void vscode.languages.setTextDocumentLanguage(document, POLICY_LANGUAGE_ID);
  }

  const adoptAll = () => vscode.workspace.textDocuments.forEach(adopt);
  adoptAll();
  return vscode.Disposable.from(vscode.workspace.onDidOpenTextDocument(adopt), declaredTypes.onDidChange(adoptAll));
}
