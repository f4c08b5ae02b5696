/** The policies of the workspace, open or not. */
import * as vscode from "vscode";
import { readGitIgnore } from "./gitRepository";
import type { PolicyDocuments } from "./policyDocuments";
import { getPolicyGlobs, toTemplates } from "./policyGlobs";

/** A file of the workspace and its text: as it is typed where it is open, else as it is saved. */
export interface WorkspacePolicy {
  readonly uri: vscode.Uri;
  readonly text: string;
}

const POLICY_NAMES = "**/*.{scp,rcp}.{json,jsonc}";
const SKIPPED = "**/{node_modules,cdk.out,.git}/**";

/** Files whose name, place or mention elsewhere says that they are policies, without those that git ignores. */
export async function findPolicyFiles(
  documents: PolicyDocuments,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const found = new Map<string, vscode.Uri>();
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const globs = getPolicyGlobs(folder.uri);
    const find = (glob: string) => {
      const pattern = new vscode.RelativePattern(folder, glob);
      return vscode.workspace.findFiles(pattern, SKIPPED, undefined, token);
    };
    const isIgnored = await readGitIgnore(folder.uri, await find("**/.gitignore"));
    const add = async (glob: string, isMeant: (uri: vscode.Uri) => boolean) => {
      for (const uri of await find(glob)) {
        if (isMeant(uri) && !isIgnored(uri)) found.set(uri.toString(), uri);
      }
    };
    const places = [POLICY_NAMES, ...globs];
    for (const glob of [...places, ...places.map(toTemplates)]) await add(glob, () => true);
    await add("**/*.{json,tftpl,tpl}", (uri) => documents.isDeclared(uri));
  }
  return [...found.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** `undefined` for a file that cannot be read. */
export async function readPolicyFile(uri: vscode.Uri): Promise<WorkspacePolicy | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return { uri, text: open.getText() };
  try {
    return { uri, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch {
    // Deleted since it was listed, or not ours to read.
    return undefined;
  }
}
