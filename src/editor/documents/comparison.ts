/** The diff editor with both sides laid out alike, statement by statement; a side is a read-only document of the `orgscope-compare:` scheme. */
import * as vscode from "vscode";
import { toPlainLine, toTabName } from "../plainText";
import { alignPolicy, alignWithTyped } from "../../policy/alignment/align";
import { present } from "./storedForm";
import { formatCompared, parseCompared, type Compared, type ComparedText } from "./comparedText";
import type { Connections } from "../connection/session";
import { followPolicies } from "./followPolicies";
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
    getComparedUri(right, left.text),
    toPlainLine(`${left.name} ↔ ${right.name}`),
  );
}

/** `reference`: the other side, in whose order this one is shown. */
export function getComparedUri(
  { text, name, kind }: Side,
  reference?: ComparedText,
  options: Pick<Compared, "asTyped"> = {},
): vscode.Uri {
  return vscode.Uri.from({
    scheme: COMPARE_SCHEME,
    path: `/${toTabName(name)}.${kind}.json`,
    query: formatCompared({ text, ...(reference && { reference }), ...options }),
  });
}

export class ComparedTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts: PolicyTexts;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #disposables: readonly { dispose(): void }[];

  constructor(texts: PolicyTexts, connections: Connections) {
    this.#texts = texts;
    this.#disposables = [
      vscode.workspace.registerTextDocumentContentProvider(COMPARE_SCHEME, this),
      // Whether or not the policy itself is open.
      followPolicies(connections, (isMeant) => this.#fire((text) => text.kind === "policy" && isMeant(text.policyId))),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        const uri = document.uri.toString();
        if (document.uri.scheme !== COMPARE_SCHEME) this.#fire((text) => text.kind === "document" && text.uri === uri);
      }),
    ];
  }

  readonly onDidChange = this.#changed.event;

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const compared = parseCompared(uri.query);
    if (!compared) throw vscode.FileSystemError.FileNotFound(uri);
    const { text, reference, asTyped } = compared;
    const own = await this.load(text);
    // The other side says itself why it cannot be read.
    const other = reference && (await this.load(reference).catch(() => undefined));
    if (!asTyped || other === undefined) return alignPolicy(own, other ?? own);
    return alignWithTyped(present(own), other);
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
      const compared = parseCompared(uri.query);
      if (compared && getTexts(compared).some(isMeant)) this.#changed.fire(uri);
    }
  }
}

function getTexts({ text, reference }: Compared): readonly ComparedText[] {
  return reference ? [text, reference] : [text];
}
