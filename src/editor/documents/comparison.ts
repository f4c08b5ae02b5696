/** The diff editor with both sides formatted alike; a side is a read-only document of the `orgscope-compare:` scheme. */
import * as vscode from "vscode";
import type { EditorServices } from "../services";
import { formatComparedText, parseComparedText, type ComparedText } from "./comparedText";
import type { PolicyTexts } from "./policyTexts";

const COMPARE_SCHEME = "orgscope-compare";

export interface Side {
  readonly text: ComparedText;
  /** Shown in the title. */
  readonly name: string;
  /** The ending of a file of its policy type, such as `scp`. */
  readonly kind: string;
}

export async function openComparison(left: Side, right: Side): Promise<void> {
  await vscode.commands.executeCommand(
    "vscode.diff",
    getComparedUri(left),
    getComparedUri(right),
    `${left.name} ↔ ${right.name}`,
  );
}

export function getComparedUri({ text, name, kind }: Side): vscode.Uri {
  return vscode.Uri.from({
    scheme: COMPARE_SCHEME,
    path: `/${name.replace(/[/\\%\p{Control}]/gu, "_")}.${kind}.json`,
    query: formatComparedText(text),
  });
}

export class ComparedTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #services: Pick<EditorServices, "getLanguage">;
  readonly #texts: PolicyTexts;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #disposables: readonly { dispose(): void }[];

  constructor(services: Pick<EditorServices, "getLanguage">, texts: PolicyTexts) {
    this.#services = services;
    this.#texts = texts;
    this.#disposables = [
      vscode.workspace.registerTextDocumentContentProvider(COMPARE_SCHEME, this),
      texts.onDidChange(({ policyId }) => this.#fire((text) => text.kind === "policy" && text.policyId === policyId)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        const uri = document.uri.toString();
        if (document.uri.scheme !== COMPARE_SCHEME) this.#fire((text) => text.kind === "document" && text.uri === uri);
      }),
    ];
  }

  readonly onDidChange = this.#changed.event;

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const compared = parseComparedText(uri.query);
    if (!compared) throw vscode.FileSystemError.FileNotFound(uri);
    return this.#services.getLanguage().format(await this.load(compared));
  }

  /** The text as it stands, before it is formatted. */
  async load(compared: ComparedText): Promise<string> {
    if (compared.kind === "policy") return (await this.#texts.loadPublished(compared)).content;
    return (await vscode.workspace.openTextDocument(vscode.Uri.parse(compared.uri, true))).getText();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#changed.dispose();
  }

  #fire(isMeant: (text: ComparedText) => boolean): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== COMPARE_SCHEME) continue;
      const compared = parseComparedText(uri.query);
      if (compared && isMeant(compared)) this.#changed.fire(uri);
    }
  }
}
