/** Loads the policy language with the first policy, so that a window without one never pays for it. */
import * as vscode from "vscode";
import { inTurn } from "../organization/turns";
import type { PolicyLanguage } from "../policy/language";
import type { FirstPaint } from "./connection/firstPaint";
import { isTestFile, TEST_FILES } from "./evaluation/tests/testFileNames";
import type { LanguagePorts } from "./language/main";
import { isHeldByOrganization, isPolicy } from "./language/policySelector";
import { createPart } from "./parts";

export interface LanguageOpener extends vscode.Disposable {
  readonly load: () => Promise<PolicyLanguage>;
}

export function createLanguageOpener(ports: LanguagePorts, firstPaint: FirstPaint): LanguageOpener {
  let isDisposed = false;
  const part = createPart(
    async () => {
      await inTurn(() => import("../policy/createChecker"));
      return import("./language/main");
    },
    ({ openLanguage }) => openLanguage(ports),
  );
  const load = async () => (await part.load()).language;
  const subscription = vscode.workspace.onDidOpenTextDocument(openFor);

  function openQuietly(): void {
    load().catch((error: unknown) => ports.log.error(`The policy language could not be loaded: ${String(error)}`));
  }

  function openFor(document: vscode.TextDocument): void {
    if (isPolicy(document) || isHeldByOrganization(document) || isTestFile(document.uri)) openQuietly();
  }

  /** Tests of policies show in the Test Explorer before any policy is open. */
  async function openForTests(): Promise<void> {
    if (!vscode.workspace.workspaceFolders?.length) return;
    await firstPaint();
    const [found] = await vscode.workspace.findFiles(TEST_FILES, "**/node_modules/**", 1);
    if (found && !isDisposed) openQuietly();
  }

  vscode.workspace.textDocuments.forEach(openFor);
  void openForTests();
  return {
    load,
    dispose() {
      isDisposed = true;
      subscription.dispose();
      part.dispose();
    },
  };
}
