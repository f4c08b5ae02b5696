import * as vscode from "vscode";
import type { PolicyDocuments } from "./policyDocuments";
import { POLICY_SELECTOR } from "./policySelector";
import { toTextEdit } from "./ranges";

export function registerFormatting(documents: PolicyDocuments): vscode.Disposable {
  return vscode.languages.registerDocumentFormattingEditProvider(POLICY_SELECTOR, {
    provideDocumentFormattingEdits(document) {
      const text = document.getText();
      const formatted = documents.language.format(text);
      return formatted === text
        ? []
        : [toTextEdit(document, { span: { start: 0, end: text.length }, newText: formatted })];
    },
  });
}
