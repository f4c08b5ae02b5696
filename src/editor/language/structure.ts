/** Outline, folding, growing selection, highlights, and renaming of Sids. */
import * as vscode from "vscode";
import type { Folding, PolicySymbol } from "../../policy/reading/structure";
import { findSid } from "../../policy/reading/renameSid";
import { getFoldings, getHighlights, getSelections, getSymbols } from "../../policy/reading/structure";
import type { PolicyDocuments } from "./policyDocuments";
import { POLICY_SELECTOR } from "./policySelector";
import { toRange, toTextEdits, translate } from "./ranges";

const KINDS: Readonly<Record<PolicySymbol["kind"], vscode.SymbolKind>> = {
  value: vscode.SymbolKind.Constant,
  statement: vscode.SymbolKind.Method,
  element: vscode.SymbolKind.Array,
  condition: vscode.SymbolKind.Key,
};

export function registerStructure(documents: PolicyDocuments): vscode.Disposable {
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerDocumentSymbolProvider(
      POLICY_SELECTOR,
      {
        provideDocumentSymbols: (document) =>
          getSymbols(documents.parse(document).policy).map((symbol) => toSymbol(document, symbol)),
      },
      { label: "Orgscope" },
    ),
    languages.registerFoldingRangeProvider(POLICY_SELECTOR, {
      provideFoldingRanges: (document) =>
        getFoldings(documents.parse(document).policy).flatMap((folding) => toFolding(document, folding)),
    }),
    languages.registerSelectionRangeProvider(POLICY_SELECTOR, {
      provideSelectionRanges: (document, positions) =>
        positions.map((position) => toSelection(documents, document, position)),
    }),
    languages.registerDocumentHighlightProvider(POLICY_SELECTOR, {
      provideDocumentHighlights: (document, position) =>
        getHighlights(documents.parse(document).policy, document.offsetAt(position)).map(
          (span) => new vscode.DocumentHighlight(toRange(document, span)),
        ),
    }),
    languages.registerRenameProvider(POLICY_SELECTOR, {
      prepareRename(document, position) {
        const found = findSid(documents.parse(document).policy, document.offsetAt(position));
        if (!found) throw new Error(vscode.l10n.t("Only the Sid of a statement can be renamed."));
        return { range: toRange(document, found.span), placeholder: found.sid };
      },
      provideRenameEdits(document, position, newName) {
        const renamed = findSid(documents.parse(document).policy, document.offsetAt(position))?.rename(newName);
        if (!renamed) return undefined;
        // The editor shows the error's text beside the name being typed.
        if ("refusal" in renamed) throw new Error(translate(renamed.refusal));
        const edit = new vscode.WorkspaceEdit();
        edit.set(document.uri, toTextEdits(document, renamed.edits));
        return edit;
      },
    }),
  );
}

function toFolding(document: vscode.TextDocument, { kind, start, end }: Folding): readonly vscode.FoldingRange[] {
  const [first, last] = [document.positionAt(start).line, document.positionAt(end).line];
  if (kind === "comment") return [new vscode.FoldingRange(first, last, vscode.FoldingRangeKind.Comment)];
  // The closing bracket stays in sight.
  return last - 1 > first ? [new vscode.FoldingRange(first, last - 1)] : [];
}

function toSymbol(document: vscode.TextDocument, symbol: PolicySymbol): vscode.DocumentSymbol {
  const name = typeof symbol.name === "string" ? symbol.name : translate(symbol.name);
  const shown = new vscode.DocumentSymbol(
    name,
    symbol.detail,
    KINDS[symbol.kind],
    toRange(document, symbol.span),
    toRange(document, symbol.nameSpan),
  );
  shown.children = symbol.children.map((child) => toSymbol(document, child));
  return shown;
}

function toSelection(
  documents: PolicyDocuments,
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.SelectionRange {
  const spans = getSelections(documents.parse(document).policy, document.offsetAt(position));
  const outermost = new vscode.SelectionRange(new vscode.Range(0, 0, document.lineCount, 0));
  return spans.reduceRight<vscode.SelectionRange>((parent, span) => {
    const range = document.validateRange(toRange(document, span));
    return new vscode.SelectionRange(range, parent);
  }, outermost);
}
