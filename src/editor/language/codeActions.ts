import * as vscode from "vscode";
import type { Fix } from "../../policy/fixes/fix";
import type { Problem, TextEdit } from "../../policy/language";
import type { Refactoring } from "../../policy/refactoring/refactoring";
import { getPolicyTypeFacts, type PolicyType, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { COMMANDS } from "../contributions";
import { getProtections } from "../plans/protections";
import { getCode } from "./explainDiagnostic";
import type { PolicyDocuments } from "./policyDocuments";
import { isPolicy, MANAGEMENT_POLICY_SELECTOR, OURS_IN_JSON, POLICY_SELECTOR } from "./policySelector";
import { toRange, toTextEdits, translate } from "./ranges";

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append("orgscope");

const REFACTORING_KINDS: Readonly<Record<Refactoring["kind"], vscode.CodeActionKind>> = {
  rewrite: vscode.CodeActionKind.RefactorRewrite,
  inline: vscode.CodeActionKind.RefactorInline,
  extract: vscode.CodeActionKind.RefactorExtract,
};

/** Quick fixes for Orgscope's problems, *Fix all* for a whole policy (by hand or on save), and refactorings. */
export function registerCodeActions(documents: PolicyDocuments): vscode.Disposable {
  return vscode.Disposable.from(registerForPolicies(documents), registerForManagementPolicies(documents));
}

/** Quick fixes alone: nothing else here knows the grammar of those types. */
function registerForManagementPolicies(documents: PolicyDocuments): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    MANAGEMENT_POLICY_SELECTOR,
    {
      async provideCodeActions(document, range, { diagnostics }) {
        return [...(await getQuickFixes(documents, document, range, diagnostics))];
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function registerForPolicies(documents: PolicyDocuments): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    POLICY_SELECTOR,
    {
      async provideCodeActions(document, range, { diagnostics, only, triggerKind }) {
        const isAsked = (kind: vscode.CodeActionKind) => only?.intersects(kind) === true;
        const isByHand = triggerKind === vscode.CodeActionTriggerKind.Invoke;
        return [
          ...(!only || isAsked(vscode.CodeActionKind.QuickFix)
            ? await getQuickFixes(documents, document, range, diagnostics)
            : []),
          // Changes to a whole policy are for those who ask; a light bulb on every word would be noise.
          ...(isAsked(FIX_ALL) ? getFixAll(documents, document) : []),
          ...((!only && isByHand) || isAsked(vscode.CodeActionKind.Refactor)
            ? getRefactorings(documents, document, range)
            : []),
        ];
      },
      resolveCodeAction(action) {
        if (action instanceof RefactoringAction) action.resolve();
        return action;
      },
    },
    {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL, ...Object.values(REFACTORING_KINDS)],
    },
  );
}

function getFixAll(documents: PolicyDocuments, document: vscode.TextDocument): readonly vscode.CodeAction[] {
  const { policy, context } = documents.parse(document);
  const edits = documents.language.fixAll(policy, context);
  if (edits.length === 0) return [];
  const action = new vscode.CodeAction(vscode.l10n.t("Fix all Orgscope problems with one clear remedy"), FIX_ALL);
  action.edit = toWorkspaceEdit(document, edits, false);
  return [action];
}

async function getQuickFixes(
  documents: PolicyDocuments,
  document: vscode.TextDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): Promise<readonly vscode.CodeAction[]> {
  const { policy, context } = documents.parse(document);
  const { version } = document;
  const problems = await documents.getProblems(document);
  if (document.version !== version) return [];
  return problems
    .filter(({ code }) => isPolicy(document) || OURS_IN_JSON.has(code))
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
  action.edit = toWorkspaceEdit(document, fix.edits, fix.isSnippet === true);
  return action;
}

function getRefactorings(
  documents: PolicyDocuments,
  document: vscode.TextDocument,
  range: vscode.Range,
): readonly vscode.CodeAction[] {
  const { policy, context } = documents.parse(document);
  const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const kept = getProtections().mustKeep.map(({ principal }) => principal);
  return documents.language
    .getRefactorings(policy, span, { ...context, kept })
    .map((refactoring) => new RefactoringAction(document, refactoring, context.type ?? SERVICE_CONTROL_POLICY));
}

/** Its edit is worked out when it is chosen. */
class RefactoringAction extends vscode.CodeAction {
  readonly #document: vscode.TextDocument;
  readonly #refactoring: Refactoring;
  readonly #type: PolicyType;

  constructor(document: vscode.TextDocument, refactoring: Refactoring, type: PolicyType) {
    super(translate(refactoring.refusal ?? refactoring.title), REFACTORING_KINDS[refactoring.kind]);
    this.#document = document;
    this.#refactoring = refactoring;
    if (refactoring.refusal) this.disabled = { reason: this.title };
    this.#type = type;
  }

  resolve(): void {
    const { newPolicy, isSnippet } = this.#refactoring;
    this.edit = toWorkspaceEdit(this.#document, this.#refactoring.getEdits(), isSnippet === true);
    if (newPolicy === undefined) return;
    // A document that is not there yet takes no part in an edit: it opens once the edit is made.
    const [, sid = "statement"] = /"Sid":\s*"(\w+)"/.exec(newPolicy) ?? [];
    // Comments move along.
    const ending = this.#document.uri.path.endsWith(".jsonc") ? "jsonc" : "json";
    const name = `${sid}.${getPolicyTypeFacts(this.#type).kind}.${ending}`;
    this.command = { command: COMMANDS.openPacked, title: this.title, arguments: [name, newPolicy] };
  }
}

function toWorkspaceEdit(
  document: vscode.TextDocument,
  edits: readonly TextEdit[],
  isSnippet: boolean,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  if (!isSnippet) {
    edit.set(document.uri, toTextEdits(document, edits));
    return edit;
  }
  edit.set(
    document.uri,
    edits.map(({ span, newText }) => {
      const snippet = vscode.SnippetTextEdit.replace(toRange(document, span), new vscode.SnippetString(newText));
      // It comes with the indentation of its place.
      snippet.keepWhitespace = true;
      return snippet;
    }),
  );
  return edit;
}

/** The diagnostics that show a problem: the editor marks them as solved by the fix. */
function findDiagnostics(
  document: vscode.TextDocument,
  problem: Problem,
  diagnostics: readonly vscode.Diagnostic[],
): readonly vscode.Diagnostic[] {
  const range = toRange(document, problem.span);
  return diagnostics.filter((one) => getCode(one) === problem.code && one.range.isEqual(range));
}
