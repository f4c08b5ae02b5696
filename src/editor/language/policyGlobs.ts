import * as vscode from "vscode";
import { SETTINGS } from "../contributions";
import { readTexts } from "../settingValues";

/** Which files hold policies, whatever else somebody wrote there. */
export function getPolicyGlobs(scope: vscode.Uri): readonly string[] {
  return readTexts(vscode.workspace.getConfiguration(undefined, scope).get(SETTINGS.policyFiles));
}

export function isJson({ languageId }: vscode.TextDocument): boolean {
  return languageId === "json" || languageId === "jsonc";
}

/** Whether it is JSON that is to be taken for a policy by its place. */
export function isUnderPolicyGlobs(document: vscode.TextDocument): boolean {
  if (!isJson(document)) return false;
  return getPolicyGlobs(document.uri).some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}
