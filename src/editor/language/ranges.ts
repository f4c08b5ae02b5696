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

export function translate({ template, data }: Phrase): string {
  return vscode.l10n.t(template, data);
}
