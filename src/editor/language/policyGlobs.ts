import * as vscode from "vscode";
import { SETTINGS } from "../contributions";
import { readTexts } from "../settingValues";

/** Which files hold policies, whatever else somebody wrote there. */
export function getPolicyGlobs(scope: vscode.Uri): readonly string[] {
  return readTexts(vscode.workspace.getConfiguration(undefined, scope).get(SETTINGS.policyFiles));
}
