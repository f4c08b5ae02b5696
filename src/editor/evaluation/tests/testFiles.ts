/** Files of policy tests in the workspace: where they are, and what they hold. */
import * as vscode from "vscode";
import type { PolicyTestFile, TestProblem } from "../../../engine/policyTests/model";
import { minifyText } from "../../../policy/format";

export interface ParsedTests {
  readonly text: string;
  readonly file: PolicyTestFile;
  readonly problems: readonly TestProblem[];
}

/** What stands in the editor holds before what is on the disk. */
export async function readTests(uri: vscode.Uri): Promise<ParsedTests> {
  const text = await readText(uri);
  // A bundle of its own: only tests need a parser of YAML.
  const { parsePolicyTests } = await import("../../../engine/policyTests/parse");
  return { text, ...parsePolicyTests(text) };
}

/** The file of the organization and the policies that a test file names; what cannot be read is left out. */
export async function readNamedFiles(
  uri: vscode.Uri,
  { organization, policies }: PolicyTestFile,
): Promise<{ readonly organization?: string; readonly policies: ReadonlyMap<string, string> }> {
  const texts = new Map<string, string>();
  for (const { file } of policies) {
    const text = await readText(resolveNamed(uri, file)).catch(() => undefined);
    // AWS would store it without comments.
    if (text !== undefined) texts.set(file, /\.jsonc$/i.test(file) ? minifyText(text) : text);
  }
  if (organization === undefined) return { policies: texts };
  return { organization: await readText(resolveNamed(uri, organization)), policies: texts };
}

/** What a test file names lies relative to it. */
export function resolveNamed(uri: vscode.Uri, file: string): vscode.Uri {
  const isAbsolute = file.startsWith("/") || /^[a-z]:[\\/]/i.test(file);
  return isAbsolute ? uri.with({ path: file }) : vscode.Uri.joinPath(uri, "..", file);
}

async function readText(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return open ? open.getText() : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
