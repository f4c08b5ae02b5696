import * as vscode from "vscode";
import type { CompletionItem, CompletionKind, Span } from "../../policy/language";
import type { PolicyDocuments } from "./policyDocuments";
import { POLICY_SELECTOR } from "./policySelector";
import { toRange, toTextEdit } from "./ranges";

const KINDS: Readonly<Record<CompletionKind, vscode.CompletionItemKind>> = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  service: vscode.CompletionItemKind.Module,
  action: vscode.CompletionItemKind.Method,
  wildcard: vscode.CompletionItemKind.Constant,
  operator: vscode.CompletionItemKind.Operator,
  conditionKey: vscode.CompletionItemKind.Field,
  name: vscode.CompletionItemKind.Reference,
  variable: vscode.CompletionItemKind.Variable,
  guardrail: vscode.CompletionItemKind.Snippet,
};

export function registerCompletion(documents: PolicyDocuments): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    POLICY_SELECTOR,
    {
      provideCompletionItems(document, position) {
        const { policy, context } = documents.parse(document);
        const { items, isIncomplete } = documents.language.getCompletions(policy, document.offsetAt(position), context);
        const getRange = createRanges(document);
        return new vscode.CompletionList(
          items.map((item) => toCompletionItem(document, item, getRange)),
          isIncomplete,
        );
      },
      resolveCompletionItem(item) {
        const text = item instanceof PolicyCompletion ? item.getDocumentation?.() : undefined;
        if (text !== undefined) item.documentation = new vscode.MarkdownString(text);
        return item;
      },
    },
    '"',
    ":",
    "*",
    "/",
    "$",
    "{",
  );
}

/** An item that knows where its documentation comes from. */
class PolicyCompletion extends vscode.CompletionItem {
  getDocumentation: CompletionItem["getDocumentation"];
}

/** Most of the many items replace the same span. */
function createRanges(document: vscode.TextDocument): (span: Span) => vscode.Range {
  let last: { readonly span: Span; readonly range: vscode.Range } | undefined;
  return (span) => {
    if (last?.span.start !== span.start || last.span.end !== span.end) last = { span, range: toRange(document, span) };
    return last.range;
  };
}

const SUGGEST = "editor.action.triggerSuggest";

/** Asks for what comes next, there where it is written. */
function goOn(way: readonly number[] | undefined): vscode.Command {
  if (!way) return { command: SUGGEST, title: "" };
  // One move goes no further than to the line that follows.
  const moves = way.map((value) => ({ command: "cursorMove", args: { to: "right", by: "character", value } }));
  return { command: "runCommands", title: "", arguments: [{ commands: [...moves, SUGGEST] }] };
}

function toCompletionItem(
  document: vscode.TextDocument,
  item: CompletionItem,
  getRange: (span: Span) => vscode.Range,
): vscode.CompletionItem {
  const label = item.detail === undefined ? item.label : { label: item.label, description: item.detail };
  const completion = new PolicyCompletion(label, KINDS[item.kind]);
  completion.range = getRange(item.edit.span);
  completion.insertText = item.snippet ? new vscode.SnippetString(item.edit.newText) : item.edit.newText;
  completion.sortText = item.sortText;
  completion.getDocumentation = item.getDocumentation;
  if (item.filterText !== undefined) completion.filterText = item.filterText;
  if (item.additionalEdits) {
    completion.additionalTextEdits = item.additionalEdits.map((edit) => toTextEdit(document, edit));
  }
  if (item.continues) completion.command = goOn(item.goesOn);
  return completion;
}
