import * as vscode from "vscode";
import { SETTINGS } from "../contributions";
import { isTemplate, TEMPLATE_ENDINGS } from "../../policy/policyType";
import { readTexts } from "../settingValues";

/** Which files hold policies, whatever else somebody wrote there. */
export function getPolicyGlobs(scope: vscode.Uri): readonly string[] {
  return readTexts(vscode.workspace.getConfiguration(undefined, scope).get(SETTINGS.policyFiles));
}

export function isJson({ languageId }: vscode.TextDocument): boolean {
  return languageId === "json" || languageId === "jsonc";
}

/** Whether it may be a policy: JSON, or a template of it, whatever the editor takes that for. */
export function mayBePolicy(document: vscode.TextDocument): boolean {
  return isJson(document) || isTemplate(document.uri.path);
}

/** Whether it is JSON, or a template of it, that is to be taken for a policy by its place. */
export function isUnderPolicyGlobs(document: vscode.TextDocument): boolean {
  if (!mayBePolicy(document)) return false;
  const globs = getPolicyGlobs(document.uri);
  const patterns = isTemplate(document.uri.path) ? globs.map(toTemplates) : globs;
  return patterns.some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}

/** The same files with what templates end in. */
export function toTemplates(glob: string): string {
  return `${glob}.{${TEMPLATE_ENDINGS.join(",")}}`;
}
