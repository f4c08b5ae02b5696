/** Loads the policy language with the first policy, so that a window without one never pays for it. */
import * as vscode from "vscode";
import { nextTurn } from "../organization/turns";
import type { PolicyLanguage } from "../policy/language";
import { COMMANDS } from "./contributions";
import type { LanguagePorts, OpenedLanguage } from "./language/main";
import { isTestFile, TEST_FILES } from "./evaluation/tests/testFileNames";
import { isHeldByOrganization, isPolicy } from "./language/policySelector";

export interface LanguageOpener extends vscode.Disposable {
  readonly load: () => Promise<PolicyLanguage>;
}

/** Commands that the language registers itself once it is there. */
const LANGUAGE_COMMANDS = [
  COMMANDS.insertGuardrail,
  COMMANDS.showActions,
  COMMANDS.minifyPolicy,
  COMMANDS.checkWorkspace,
  COMMANDS.validateWithAccessAnalyzer,
  COMMANDS.showBlastRadius,
  COMMANDS.chooseTrialTargets,
  COMMANDS.openStatement,
  COMMANDS.askAccess,
  COMMANDS.askSecondOpinion,
  COMMANDS.showServiceUse,
  COMMANDS.explainTarget,
  COMMANDS.showActionUse,
  COMMANDS.explainDenial,
  COMMANDS.reviewPolicyEdit,
  COMMANDS.compareMeaning,
  COMMANDS.showMatrix,
  COMMANDS.packPolicies,
  COMMANDS.openPacked,
];

export function createLanguageOpener(ports: LanguagePorts): LanguageOpener {
  let opening: Promise<OpenedLanguage> | undefined;
  let opened: OpenedLanguage | undefined;
  let isDisposed = false;
  const stand = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(openFor),
    ...LANGUAGE_COMMANDS.map((id) =>
      ports.registry.register(id, vscode.l10n.t("The policy language could not be loaded"), async (...args) => {
        await open();
        return vscode.commands.executeCommand(id, ...args);
      }),
    ),
  );

  function open(): Promise<OpenedLanguage> {
    opening ??= import("./language/main").then(async ({ openLanguage }) => {
      // Reading the bundle was long enough.
      await nextTurn();
      stand.dispose();
      opened = openLanguage(ports);
      if (isDisposed) opened.dispose();
      return opened;
    });
    return opening;
  }

  function openFor(document: vscode.TextDocument): void {
    if (!isPolicy(document) && !isHeldByOrganization(document) && !isTestFile(document.uri)) return;
    open().catch((error: unknown) => ports.log.error(`The policy language could not be loaded: ${String(error)}`));
  }

  /** Tests of policies show in the Test Explorer before any policy is open. */
  async function openForTests(): Promise<void> {
    if (!vscode.workspace.workspaceFolders?.length) return;
    const [found] = await vscode.workspace.findFiles(TEST_FILES, "**/node_modules/**", 1);
    if (found && !isDisposed) await open();
  }

  vscode.workspace.textDocuments.forEach(openFor);
  void openForTests();
  return {
    load: async () => (await open()).language,
    dispose() {
      isDisposed = true;
      stand.dispose();
      opened?.dispose();
    },
  };
}
