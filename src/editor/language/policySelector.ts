import * as vscode from "vscode";
import { POLICY_LANGUAGE_ID, POLICY_SCHEME } from "../contributions";

/** Where the language helps. JSON under `orgscope.policyFiles` becomes `aws-policy` when it opens. */
export const POLICY_SELECTOR: vscode.DocumentSelector = [
  "file",
  "untitled",
  "vscode-vfs",
  "vscode-remote",
  POLICY_SCHEME,
].map((scheme) => ({ language: POLICY_LANGUAGE_ID, scheme }));

/** Policies of the connected organization whose types are written in VS Code's own JSON. */
export const MANAGEMENT_POLICY_SELECTOR: vscode.DocumentSelector = { language: "json", scheme: POLICY_SCHEME };

/** Of such a policy VS Code itself checks the syntax; these are ours to tell and to mend. */
export const OURS_IN_JSON: ReadonlySet<string> = new Set(["policy-size", "management-syntax"]);

export function isPolicy(document: vscode.TextDocument): boolean {
  return vscode.languages.match(POLICY_SELECTOR, document) > 0;
}

/** Whether it is a policy of the connected organization, of any type. */
export function isHeldByOrganization(document: vscode.TextDocument): boolean {
  return document.uri.scheme === POLICY_SCHEME;
}
