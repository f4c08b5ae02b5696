import * as vscode from "vscode";
import type { Fix } from "../../policy/fixes/fix";
import type { Problem } from "../../policy/language";
import { POLICY_SELECTOR, type PolicyDocuments } from "./policyDocuments";
import { toRange, toTextEdit, toTextEdits, translate } from "./ranges";

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("orgscope");

/** Quick fixes for Orgscope's problems, and *Fix all* for a whole policy, by hand or on save. */
export function registerCodeActions(documents: PolicyDocuments): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    POLICY_SELECTOR,
    {
      provideCodeActions(document, range, { diagnostics, only }) {
        const isAsked = (kind: vscode.CodeActionKind) => only?.contains(kind) === true;
        // Unasked, the light bulb shows what concerns the caret.
        return [
          ...(isAsked(FIX_ALL) ? getFixAll(documents, document) : []),
          ...(!only || isAsked(vscode.CodeActionKind.QuickFix)
            ? getQuickFixes(documents, document, range, diagnostics)
            : []),
        ];
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL] },
  );
}

function getFixAll(documents: PolicyDocuments, document: vscode.TextDocument): readonly vscode.CodeAction[] {
  const { policy, context } = documents.parse(document);
  const edits = documents.language.fixAll(policy, context);
  if (edits.length === 0) return [];
  const action = new vscode.CodeAction(vscode.l10n.t("Fix all Orgscope problems with one clear remedy"), FIX_ALL);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(document.uri, toTextEdits(document, edits));
  return [action];
}

function getQuickFixes(
  documents: PolicyDocuments,
  document: vscode.TextDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): readonly vscode.CodeAction[] {
  const { policy, context } = documents.parse(document);
  return documents.language
    .getProblems(policy, context)
    .filter((problem) => toRange(document, problem.span).intersection(range))
    .flatMap((problem) =>
      documents.language
        .getFixes(policy, problem, context)
        .map((fix) => toQuickFix(document, fix, findDiagnostics(document, problem, diagnostics))),
    );
}

function toQuickFix(
  document: vscode.TextDocument,
  fix: Fix,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(translate(fix.title), vscode.CodeActionKind.QuickFix);
  action.diagnostics = [...diagnostics];
  action.isPreferred = fix.isPreferred;
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(
    document.uri,
    fix.edits.map((edit) =>
      fix.isSnippet
        ? vscode.SnippetTextEdit.replace(toRange(document, edit.span), new vscode.SnippetString(edit.newText))
        : toTextEdit(document, edit),
    ),
  );
  return action;
}

/** The diagnostics that show a problem: the editor marks them as solved by the fix. */
function findDiagnostics(
  document: vscode.TextDocument,
  problem: Problem,
  diagnostics: readonly vscode.Diagnostic[],
): readonly vscode.Diagnostic[] {
  const range = toRange(document, problem.span);
  return diagnostics.filter(({ code, range: shown }) => getCode(code) === problem.code && shown.isEqual(range));
}

function getCode(code: vscode.Diagnostic["code"]): string | number | undefined {
  return typeof code === "object" ? code.value : code;
}
