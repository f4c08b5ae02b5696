/** What the workbench loads for besides a view, a command and a file that asks for it. */
import * as vscode from "vscode";
import { openChoiceMemory } from "../connection/choiceMemory";
import { isTestFile, TEST_FILES } from "../evaluation/tests/testFileNames";
import { DECLARING_FILES } from "../language/declaringFiles";
import { isUnderPolicyGlobs } from "../language/policyGlobs";
import { isPolicy } from "../language/policySelector";

/** Milliseconds until the workspace is searched: what somebody is looking at comes first. */
const SEARCH = 1_000;

/** Calls `load` for each occasion, which there may be more than one of. */
export function followOccasions(context: vscode.ExtensionContext, load: () => void): vscode.Disposable {
  const loadFor = (document: vscode.TextDocument): void => {
    if (isPolicy(document) || isTestFile(document.uri) || isUnderPolicyGlobs(document)) load();
  };
  const loadForConnection = async (): Promise<void> => {
    if (!vscode.workspace.isTrusted) return;
    // What cannot be read is for the workbench to tell of.
    const isRemembered = await openChoiceMemory(context)
      .read()
      .then(Boolean, () => true);
    if (isRemembered) load();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(DECLARING_FILES, false, true, true);
  vscode.workspace.textDocuments.forEach(loadFor);
  if (vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(isOurs))) load();
  void loadForConnection();
  const search = setTimeout(() => void hasFiles().then((isOccasion) => isOccasion && load()), SEARCH);
  return vscode.Disposable.from(
    new vscode.Disposable(() => clearTimeout(search)),
    watcher,
    watcher.onDidCreate(load),
    vscode.workspace.onDidOpenTextDocument(loadFor),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void loadForConnection()),
  );
}

/** Whether the workspace has tests of policies, or files that may declare others to be policies. */
async function hasFiles(): Promise<boolean> {
  if (!vscode.workspace.workspaceFolders?.length) return false;
  for (const pattern of [TEST_FILES, DECLARING_FILES]) {
    const found = await vscode.workspace.findFiles(pattern, "**/node_modules/**", 1);
    if (found.length > 0) return true;
  }
  return false;
}

/** Whether a tab of the last time shows something of ours, which may stand there empty until it is provided. */
function isOurs({ input }: vscode.Tab): boolean {
  if (input instanceof vscode.TabInputText) return input.uri.scheme.startsWith("orgscope");
  if (!(input instanceof vscode.TabInputTextDiff)) return false;
  return [input.original, input.modified].some(({ scheme }) => scheme.startsWith("orgscope"));
}
