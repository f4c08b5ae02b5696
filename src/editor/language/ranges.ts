/** The one place where the language's offsets become the editor's positions. */
import * as vscode from "vscode";
import type { Span, TextEdit } from "../../policy/language";

export function toRange(document: vscode.TextDocument, span: Span): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}

export function toTextEdit(document: vscode.TextDocument, edit: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(toRange(document, edit.span), edit.newText);
}
