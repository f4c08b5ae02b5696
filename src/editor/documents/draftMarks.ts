/** The mark on tabs and rows of policies whose draft is not published. */
import * as vscode from "vscode";
import { getUrisOf, parsePolicyUri } from "./openPolicies";
import type { PolicyTexts } from "./policyTexts";

export function registerDraftMarks(texts: PolicyTexts): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri[]>();
  return vscode.Disposable.from(
    changed,
    texts.onDidChange((address) => changed.fire([...getUrisOf(address)])),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      async provideFileDecoration(uri) {
        const address = parsePolicyUri(uri);
        if (!address || !(await texts.loadDraft(address))) return undefined;
        return new vscode.FileDecoration(
          "D",
          vscode.l10n.t("Draft: not published"),
          new vscode.ThemeColor("gitDecoration.modifiedResourceForeground"),
        );
      },
    }),
  );
}
