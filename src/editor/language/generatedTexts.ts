import * as vscode from "vscode";

const SCHEME = "orgscope-text";

/** Read-only documents with texts of our own making; each is kept while it is open. */
export class GeneratedTexts implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;
  #count = 0;

  constructor() {
    this.#registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()),
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  /** `name` is the tab's title; its ending chooses the language. */
  add(name: string, text: string): vscode.Uri {
    const path = `/${++this.#count}/${name.replaceAll("/", "_")}`;
    const uri = vscode.Uri.from({ scheme: SCHEME, path });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
