import * as vscode from "vscode";
import type { CommandId } from "../contributions";

const SCHEME = "orgscope-text";

/** Words of a line that run a command. */
export interface TextLink {
  /** From 0. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly command: CommandId;
  readonly args: readonly unknown[];
}

/** Read-only documents with texts of our own making; each is kept while it is open. */
export class GeneratedTexts implements vscode.Disposable {
  readonly #texts = new Map<string, { readonly text: string; readonly links: readonly TextLink[] }>();
  readonly #registration: vscode.Disposable;
  #count = 0;

  constructor() {
    this.#registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString())?.text,
      }),
      vscode.languages.registerDocumentLinkProvider(
        { scheme: SCHEME },
        { provideDocumentLinks: ({ uri }) => (this.#texts.get(uri.toString())?.links ?? []).map(toDocumentLink) },
      ),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  /** `name` is the tab's title; its ending chooses the language. Texts of one name have one path, so that a diff of them says nothing of a new name. */
  add(name: string, text: string): vscode.Uri {
    return this.#keep({ path: `/${toFileName(name)}`, query: String(++this.#count) }, text, []);
  }

  /** A report, whose lines wrap; the manifest knows its language by the folder. */
  addReport(title: string, text: string, links: readonly TextLink[]): vscode.Uri {
    return this.#keep({ path: `/orgscope-report/${++this.#count}/${toFileName(title)}` }, text, links);
  }

  #keep(
    parts: { readonly path: string; readonly query?: string },
    text: string,
    links: readonly TextLink[],
  ): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, ...parts });
    this.#texts.set(uri.toString(), { text, links });
    return uri;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function toFileName(title: string): string {
  return title.replaceAll("/", "_");
}

function toDocumentLink({ line, start, end, command, args }: TextLink): vscode.DocumentLink {
  const target = vscode.Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify(args))}`);
  return new vscode.DocumentLink(new vscode.Range(line, start, line, end), target);
}
