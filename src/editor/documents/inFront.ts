/** The policy that the active tab shows, wherever the keyboard is: what publishing is about. */
import * as vscode from "vscode";
import { setContextKey } from "../contextKeys";
import { parsePolicyUri } from "./openPolicies";

/** Of a difference, the side that can be changed. */
export function getPolicyInFront(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof vscode.TabInputText
      ? input.uri
      : input instanceof vscode.TabInputTextDiff
        ? input.modified
        : undefined;
  return parsePolicyUri(uri) && uri;
}

/** Tells VS Code, so that the key that publishes works where the keyboard is in a view, too. */
export function followPolicyInFront(): vscode.Disposable {
  let isTold = false;
  const update = (): void => {
    const isInFront = getPolicyInFront() !== undefined;
    if (isInFront !== isTold) setContextKey("policyInFront", isInFront);
    isTold = isInFront;
  };
  update();
  const { tabGroups } = vscode.window;
  return vscode.Disposable.from(tabGroups.onDidChangeTabs(update), tabGroups.onDidChangeTabGroups(update));
}
