/** Tells which policy documents hold typed text that is not saved. */
import * as vscode from "vscode";
import { parsePolicyUri } from "./openPolicies";
import type { PolicyTexts } from "./policyTexts";

export function followUnsaved(texts: PolicyTexts, log: vscode.LogOutputChannel): vscode.Disposable {
  const note = (document: vscode.TextDocument, closed: boolean) => {
    const address = parsePolicyUri(document.uri);
    if (!address) return;
    const noted = document.isDirty && !closed ? texts.noteUnsaved(address) : texts.noteSettled(address, closed);
    noted.catch((error: unknown) => log.warn(`A draft's beginnings could not be noted: ${String(error)}`));
  };
  for (const document of vscode.workspace.textDocuments) note(document, false);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => note(document, false)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => note(document, false)),
    vscode.workspace.onDidSaveTextDocument((document) => note(document, false)),
    vscode.workspace.onDidCloseTextDocument((document) => note(document, true)),
  );
}
