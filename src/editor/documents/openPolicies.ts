/** Which documents and tabs of this window show policies. */
import * as vscode from "vscode";
import { POLICY_SCHEME } from "../contributions";
import { formatPolicyUri, getPolicyKey, parsePolicyAddress, type PolicyAddress } from "./policyUri";

export function getPolicyUri(address: PolicyAddress, name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: POLICY_SCHEME, ...formatPolicyUri(address, name) });
}

/** The policy that a URI names; `undefined` for any other URI. */
export function parsePolicyUri(uri: vscode.Uri | undefined): PolicyAddress | undefined {
  return uri?.scheme === POLICY_SCHEME ? parsePolicyAddress(uri) : undefined;
}

/** Every URI under which documents and tabs show policies, also those that failed to open. */
export function getOpenPolicyUris(): readonly vscode.Uri[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.flatMap((tab) => getInputUris(tab.input)));
  const documents = vscode.workspace.textDocuments.map((document) => document.uri);
  const uris = new Map([...tabs, ...documents].map((uri) => [uri.toString(), uri]));
  return [...uris.values()].filter((uri) => parsePolicyUri(uri));
}

/** The URIs that show one policy: several when it was renamed while open. */
export function getUrisOf(address: PolicyAddress): readonly vscode.Uri[] {
  const key = getPolicyKey(address);
  return getOpenPolicyUris().filter((uri) => {
    const other = parsePolicyUri(uri);
    return other && getPolicyKey(other) === key;
  });
}

/** Opens the policies in sight again that could not be opened. VS Code does so by itself only for files not found. */
export async function reopenFailed(): Promise<void> {
  const loaded = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
  for (const { activeTab, viewColumn } of vscode.window.tabGroups.all) {
    if (!(activeTab?.input instanceof vscode.TabInputText)) continue;
    const { uri } = activeTab.input;
    if (!parsePolicyUri(uri) || loaded.has(uri.toString())) continue;
    const options = { viewColumn, preserveFocus: true, preview: activeTab.isPreview };
    await vscode.commands.executeCommand("vscode.open", uri, options);
  }
}

function getInputUris(input: unknown): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  if (input instanceof vscode.TabInputTextDiff) return [input.original, input.modified];
  return [];
}
