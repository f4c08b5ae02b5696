import * as vscode from "vscode";
import { nextTurn } from "../../organization/turns";
import type { Problem, Severity } from "../../policy/language";
import { getExplanation } from "./explainDiagnostic";
import { oneAtATime } from "./oneAtATime";
import type { PolicyDocuments } from "./policyDocuments";
import { isHeldByOrganization, isPolicy, OURS_IN_JSON } from "./policySelector";
import { toRange, translate } from "./ranges";

/** Milliseconds of rest after a keystroke before problems are looked for. */
const REST = 150;

export const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** What other entries take in is shown faded. */
const FADED: ReadonlySet<string> = new Set([
  "redundant-action",
  "redundant-resource",
  "redundant-value",
  "redundant-statement",
]);

/** Something besides the texts that problems depend on. */
export interface ProblemSource {
  readonly onDidChange: (listener: () => void) => { dispose(): void };
}

/** Keeps the Problems of open policies up to date, with their texts and with what else they depend on. */
export function registerDiagnostics(documents: PolicyDocuments, sources: readonly ProblemSource[]): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("orgscope");
  const waiting = new Map<vscode.TextDocument, NodeJS.Timeout>();
  const look = oneAtATime<vscode.TextDocument>(async (document) => {
    const { version } = document;
    const problems = await findProblems(documents, document);
    if (!problems || document.isClosed || document.version !== version || !isShown(document)) return;
    collection.set(
      document.uri,
      problems.map((problem) => toDiagnostic(documents, toRange(document, problem.span), problem)),
    );
  });

  function cancel(document: vscode.TextDocument): void {
    clearTimeout(waiting.get(document));
    waiting.delete(document);
  }

  function show(document: vscode.TextDocument): void {
    cancel(document);
    if (!document.isClosed) look(document);
  }

  function showSoon(document: vscode.TextDocument): void {
    cancel(document);
    waiting.set(
      document,
      setTimeout(() => show(document), REST),
    );
  }

  // To register is enough for one turn.
  void nextTurn().then(() => vscode.workspace.textDocuments.forEach(show));
  // Not put off by another change: a load may bring them for minutes.
  const showAllSoon = () =>
    vscode.workspace.textDocuments.filter((document) => isShown(document) && !waiting.has(document)).forEach(showSoon);
  return vscode.Disposable.from(
    collection,
    ...sources.map(({ onDidChange }) => onDidChange(showAllSoon)),
    vscode.workspace.onDidOpenTextDocument(show),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (isShown(document)) showSoon(document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      cancel(document);
      collection.delete(document.uri);
    }),
    { dispose: () => [...waiting.keys()].forEach(cancel) },
  );
}

function isShown(document: vscode.TextDocument): boolean {
  return isPolicy(document) || isHeldByOrganization(document);
}

async function findProblems(
  documents: PolicyDocuments,
  document: vscode.TextDocument,
): Promise<readonly Problem[] | undefined> {
  const isOurs = isPolicy(document);
  if (!isOurs && !isHeldByOrganization(document)) return undefined;
  const problems = await documents.getProblems(document);
  return isOurs ? problems : problems.filter(({ code }) => OURS_IN_JSON.has(code));
}

export function toDiagnostic(documents: PolicyDocuments, range: vscode.Range, problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    range,
    translate({ template: documents.language.getMessageTemplate(problem), data: problem.data }),
    SEVERITIES[problem.severity],
  );
  diagnostic.source = "orgscope";
  diagnostic.code = { value: problem.code, target: getExplanation(problem.code) };
  if (FADED.has(problem.code)) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}
