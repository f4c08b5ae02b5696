/** Texts before and after a step of the journal, side by side. */
import * as vscode from "vscode";
import { alignPolicy } from "../../policy/alignment/align";
import { PLAN_SCHEME } from "../contributions";
import { toPlainLine } from "../plainText";

const SCHEME = `${PLAN_SCHEME}-text`;

export class StepTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registered = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#texts.delete(uri.toString())),
  );
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  async show(title: string, { before, after }: { readonly before: string; readonly after: string }): Promise<void> {
    const count = ++this.#count;
    const [left, right] = [before, after].map((text, index) => {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${count}/${index === 0 ? "before" : "after"}.json` });
      this.#texts.set(uri.toString(), alignPolicy(text, before));
      return uri;
    });
    await vscode.commands.executeCommand("vscode.diff", left, right, toPlainLine(title));
  }

  dispose(): void {
    this.#registered.dispose();
  }
}
