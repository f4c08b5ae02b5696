import * as vscode from "vscode";
import { measurePolicySize } from "../../policy/size";
import { getPolicyTypeFacts, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { getCharactersText } from "../views/words";
import type { PolicyDocuments } from "./policyDocuments";
import { isHeldByOrganization, isPolicy } from "./policySelector";

/** Shows the active policy's type, size and quota in the status bar. */
export function registerSizeStatus(documents: PolicyDocuments): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("orgscope.policySize", vscode.StatusBarAlignment.Right, 100);
  item.name = vscode.l10n.t("Orgscope: policy size");

  function update(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !(isPolicy(document) || isHeldByOrganization(document))) item.hide();
    else describe(item, documents, document);
  }

  update();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) update();
    }),
  );
}

function describe(item: vscode.StatusBarItem, documents: PolicyDocuments, document: vscode.TextDocument): void {
  const { policy, context } = documents.parse(document);
  const type = context.type ?? SERVICE_CONTROL_POLICY;
  const { size, minified, allowed } = measurePolicySize(policy, type, context);
  const { short } = getPolicyTypeFacts(type);
  const { language } = vscode.env;
  const text = getCharactersText(size, allowed, language, vscode.l10n.t);
  item.text = `${short}: ${text}`;
  item.tooltip = [
    allowed === undefined ? vscode.l10n.t("{0}; the quota of this type is not known", text) : text,
    minified < size && vscode.l10n.t("{0} without white space", minified.toLocaleString(language)),
  ]
    .filter(Boolean)
    .join("\n");
  item.accessibilityInformation = { label: `${short}: ${item.tooltip.replace("\n", ", ")}` };
  const isOver = allowed !== undefined && size > allowed;
  item.backgroundColor = isOver ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
  item.show();
}
