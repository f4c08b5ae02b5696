import type * as vscode from "vscode";

/** Files of policy tests, as a glob. */
export const TEST_FILES = "**/*.orgtest.{yaml,yml,json}";

export function isTestFile({ path }: Pick<vscode.Uri, "path">): boolean {
  return /\.orgtest\.(ya?ml|json)$/i.test(path);
}
