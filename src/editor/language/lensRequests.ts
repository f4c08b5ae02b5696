import * as vscode from "vscode";

/** Milliseconds until it is looked whether VS Code has asked; and between two changes of many. */
const PAUSE = 1000;
/** It never asks where lenses are turned off. */
const TRIES = 3;

/**
 * Tells VS Code that lenses have changed until it asks for them. Its CodeLensContribution drops a request that is due
 * when the text loses the focus, as by a click into a tree just after a policy was opened, and does not make up for it.
 */
export class LensRequests implements vscode.Disposable {
  readonly #isOurs: (document: vscode.TextDocument) => boolean;
  readonly #told = new vscode.EventEmitter<void>();
  readonly #watch: vscode.Disposable;
  /** In sight, and not asked for since. */
  readonly #awaited = new Set<vscode.TextDocument>();
  #seen: ReadonlySet<vscode.TextDocument> = new Set();
  #timer: NodeJS.Timeout | undefined;
  #isDue = false;
  #tries = 0;

  constructor(isOurs: (document: vscode.TextDocument) => boolean) {
    this.#isOurs = isOurs;
    this.#watch = vscode.window.onDidChangeVisibleTextEditors(() => this.#follow());
    this.#follow();
  }

  readonly onDidChange = this.#told.event;

  fire(): void {
    this.#tries = 0;
    this.#tell();
  }

  /** For changes that come by the hundred: VS Code waits for a pause between them, and asks nothing while none comes. */
  fireSoon(): void {
    if (this.#timer) this.#isDue = true;
    else this.fire();
  }

  /** VS Code asks for the lenses of a document. */
  settle(document: vscode.TextDocument): void {
    this.#awaited.delete(document);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watch.dispose();
    this.#told.dispose();
  }

  /** What comes into sight VS Code asks for of itself. */
  #follow(): void {
    const seen = this.#getSeen();
    for (const document of this.#awaited) if (!seen.has(document)) this.#awaited.delete(document);
    for (const document of seen) if (!this.#seen.has(document)) this.#awaited.add(document);
    this.#seen = seen;
    if (this.#awaited.size === 0) return;
    this.#tries = 0;
    this.#timer ??= setTimeout(() => this.#look(), PAUSE);
  }

  #tell(): void {
    for (const document of this.#getSeen()) this.#awaited.add(document);
    this.#told.fire();
    this.#isDue = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  }

  #look(): void {
    this.#timer = undefined;
    if (this.#isDue) this.fire();
    else if (this.#awaited.size > 0 && this.#tries++ < TRIES) this.#tell();
  }

  #getSeen(): ReadonlySet<vscode.TextDocument> {
    const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
    return new Set(documents.filter(this.#isOurs));
  }
}
