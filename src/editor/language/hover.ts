import * as vscode from "vscode";
import type { PolicyDocuments } from "./policyDocuments";
import { POLICY_SELECTOR } from "./policySelector";
import { toRange } from "./ranges";

export function registerHover(documents: PolicyDocuments): vscode.Disposable {
  return vscode.languages.registerHoverProvider(POLICY_SELECTOR, {
    provideHover(document, position) {
      const { policy, context } = documents.parse(document);
      const hover = documents.language.getHover(policy, document.offsetAt(position), context);
      return hover && new vscode.Hover(new vscode.MarkdownString(hover.markdown), toRange(document, hover.span));
    },
  });
}
