/** The one place where the language's offsets become the editor's positions, and its phrases the person's words. */
import * as vscode from "vscode";
import type { Phrase, Span, TextEdit } from "../../policy/language";

export function toRange(document: vscode.TextDocument, span: Span): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}

export function toTextEdit(document: vscode.TextDocument, edit: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(toRange(document, edit.span), edit.newText);
}

export function toTextEdits(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.TextEdit[] {
  return edits.map((edit) => toTextEdit(document, edit));
}

/** The phrase in the person's language, numbers with their separators. */
export function translate({ template, data }: Phrase): string {
  const shown = Object.entries(data).map(([name, value]) => {
    return [name, typeof value === "number" ? value.toLocaleString(vscode.env.language) : value] as const;
  });
  return vscode.l10n.t(template, Object.fromEntries(shown));
}
