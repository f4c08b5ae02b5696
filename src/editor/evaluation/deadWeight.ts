/** Greys out what does nothing where the policy is attached. Hints alone: they fill no list of problems. */
import * as vscode from "vscode";
import { getOutline, type Statement } from "../../policy/statements";
import { getListed } from "../../policy/tree";
import type { StatementMeasure } from "../../judging/answers";
import type { PolicyDocuments } from "../language/policyDocuments";
import { toRange } from "../language/ranges";
import type { PolicyMeasures } from "./policyMeasures";

export function registerDeadWeight(measures: PolicyMeasures, documents: PolicyDocuments): vscode.Disposable {
  const shown = vscode.languages.createDiagnosticCollection("orgscope-unnecessary");
  return vscode.Disposable.from(
    shown,
    measures.onDidChange((document) => {
      const measured = measures.get(document);
      // An answer about an older text would grey out the wrong lines.
      if (measured && measured.version !== document.version) return;
      const statements = measured?.measure.statements ?? [];
      const isPlaced = measured !== undefined && measured.placed.policy.targetIds.length > 0;
      shown.set(document.uri, isPlaced ? find(document, statements, documents) : []);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri)),
  );
}

function find(
  document: vscode.TextDocument,
  measures: readonly StatementMeasure[],
  documents: PolicyDocuments,
): readonly vscode.Diagnostic[] {
  const { statements } = getOutline(documents.parse(document).policy);
  return measures.flatMap((measure) => {
    const statement = statements.find(({ index }) => index === measure.statement);
    if (!statement) return [];
    if (measure.isNeedless) return [create(document, statement.node, getReason(measure))];
    return listEntries(statement)
      .filter((_, index) => measure.needlessEntries.includes(index))
      .map((node) => create(document, node, getReason(measure)));
  });
}

function listEntries(statement: Statement) {
  return getListed(statement.get("Action")?.value);
}

function getReason({ effect }: StatementMeasure): string {
  return effect === "Deny"
    ? vscode.l10n.t("Denied here all the same without this: above every target, or by another statement.")
    : vscode.l10n.t("Allowed here all the same without this, by other policies of every target or another statement.");
}

function create(
  document: vscode.TextDocument,
  node: { readonly offset: number; readonly length: number },
  message: string,
): vscode.Diagnostic {
  const range = toRange(document, { start: node.offset, end: node.offset + node.length });
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Hint);
  diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  diagnostic.source = "Orgscope";
  return diagnostic;
}
