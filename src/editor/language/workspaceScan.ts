/** Problems of all policies of the workspace, also of those that are not open. */
import * as vscode from "vscode";
import { createPositions } from "../../engine/positions";
import { showInformation } from "../messages";
import { toDiagnostic } from "./diagnostics";
import type { PolicyDocuments } from "./policyDocuments";
import { isPolicy } from "./policySelector";
import { findPolicyFiles, readPolicyFile, type WorkspacePolicy } from "./workspacePolicies";

/** How many files are read between two looks at what else is to be done. */
const BATCH = 20;

function getOutcomeText(files: number, problems: number): string {
  const { t } = vscode.l10n;
  if (files === 1)
    return problems === 1
      ? t("1 policy checked, 1 problem found.")
      : t("1 policy checked, {0} problems found.", problems);
  return problems === 1
    ? t("{0} policies checked, 1 problem found.", files)
    : t("{0} policies checked, {1} problems found.", files, problems);
}

export class WorkspaceScan implements vscode.Disposable {
  readonly #documents: PolicyDocuments;
  readonly #collection = vscode.languages.createDiagnosticCollection("orgscope-workspace");
  readonly #disposables: vscode.Disposable[];
  /** What the last scan looked at; kept up to date from then on. */
  #scanned = new Set<string>();

  constructor(documents: PolicyDocuments) {
    this.#documents = documents;
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.{json,jsonc}");
    const update = (uri: vscode.Uri) => void this.#update(uri);
    this.#disposables = [
      this.#collection,
      watcher,
      watcher.onDidChange(update),
      watcher.onDidDelete((uri) => this.#collection.delete(uri)),
      // An open policy's problems are shown as it is typed.
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (isPolicy(document)) this.#collection.delete(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => update(uri)),
    ];
  }

  /** Looks through the workspace with progress, and can be cancelled. */
  async run(): Promise<void> {
    const outcome = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t("Checking policies"), cancellable: true },
      (progress, token) => this.#scan(progress, token),
    );
    if (!outcome) return;
    const { files, problems } = outcome;
    if (files === 0) {
      return showInformation(
        vscode.l10n.t(
          "The workspace has no policies: name them *.scp.json or *.rcp.json, or set orgscope.policyFiles.",
        ),
      );
    }
    showInformation(getOutcomeText(files, problems), {
      title: vscode.l10n.t("Show Problems"),
      run: () => vscode.commands.executeCommand("workbench.actions.view.problems"),
    });
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #scan(
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
  ): Promise<{ readonly files: number; readonly problems: number } | undefined> {
    const uris = await findPolicyFiles(this.#documents, token);
    if (token.isCancellationRequested) return undefined;
    this.#collection.clear();
    this.#scanned = new Set(uris.map(String));
    let problems = 0;
    for (let from = 0; from < uris.length; from += BATCH) {
      if (token.isCancellationRequested) return undefined;
      const batch = uris.slice(from, from + BATCH);
      const policies = await Promise.all(batch.map(readPolicyFile));
      for (const policy of policies) if (policy) problems += this.#show(policy);
      const message = vscode.l10n.t("{0} of {1}", from + batch.length, uris.length);
      progress.report({ message, increment: (100 * batch.length) / uris.length });
    }
    return { files: uris.length, problems };
  }

  async #update(uri: vscode.Uri): Promise<void> {
    if (!this.#scanned.has(uri.toString())) return;
    const policy = await readPolicyFile(uri);
    if (policy) this.#show(policy);
    else this.#collection.delete(uri);
  }

  /** Answers how many problems a policy has. */
  #show({ uri, text }: WorkspacePolicy): number {
    const { language } = this.#documents;
    const policy = language.parse(text);
    const problems = language.getProblems(policy, this.#documents.getContext(uri, policy));
    const isOpen = vscode.workspace.textDocuments.some(
      (document) => document.uri.toString() === uri.toString() && isPolicy(document),
    );
    if (isOpen) return problems.length;
    const locate = createPositions(text);
    const toPosition = (offset: number) => {
      const { line, column } = locate(offset);
      return new vscode.Position(line - 1, column - 1);
    };
    this.#collection.set(
      uri,
      problems.map((problem) => {
        const { start, end } = problem.span;
        return toDiagnostic(this.#documents, new vscode.Range(toPosition(start), toPosition(end)), problem);
      }),
    );
    return problems.length;
  }
}
