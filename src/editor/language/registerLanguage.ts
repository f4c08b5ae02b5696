import * as vscode from "vscode";
import { COMMANDS } from "../contributions";
import type { EditorServices } from "../services";
import { registerAccessAnalyzer } from "./accessAnalyzer";
import { showActions } from "./actionList";
import { registerAnnotations } from "./annotations";
import { registerCodeActions } from "./codeActions";
import { registerCompletion } from "./completion";
import { type ProblemSource, registerDiagnostics } from "./diagnostics";
import { explainDiagnostic } from "./explainDiagnostic";
import { registerFormatting } from "./formatting";
import type { GeneratedTexts } from "./generatedTexts";
import { registerGuardrails } from "./guardrails";
import { registerHover } from "./hover";
import { minifyPolicy } from "./minify";
import type { PolicyDocuments } from "./policyDocuments";
import { registerReferences } from "./references";
import { registerSizeStatus } from "./sizeStatus";
import { registerStructure } from "./structure";
import { WorkspaceScan } from "./workspaceScan";

/** The policy language in the editor: all that helps to read, write and change policies. */
export function registerLanguage(
  services: Pick<EditorServices, "registry" | "connections">,
  documents: PolicyDocuments,
  texts: GeneratedTexts,
  sources: readonly ProblemSource[],
): vscode.Disposable {
  const { registry, connections } = services;
  const { t } = vscode.l10n;
  const scan = new WorkspaceScan(documents);
  return vscode.Disposable.from(
    registerDiagnostics(documents, sources),
    registerCompletion(documents),
    registerHover(documents),
    registerCodeActions(documents),
    registerStructure(documents),
    registerAnnotations(documents),
    registerReferences(documents, connections),
    registerFormatting(documents),
    registerSizeStatus(documents),
    registerGuardrails(documents, registry),
    registerAccessAnalyzer(documents, services),
    scan,
    registry.register(COMMANDS.showActions, t("Showing the actions failed"), (...args) =>
      showActions(documents, texts, args),
    ),
    registry.register(COMMANDS.explainDiagnostic, t("Explaining the diagnostic failed"), (code) =>
      explainDiagnostic(texts, code),
    ),
    registry.register(COMMANDS.minifyPolicy, t("Minifying the policy failed"), (uri) =>
      minifyPolicy(documents, texts, uri),
    ),
    registry.register(COMMANDS.checkWorkspace, t("Checking the workspace failed"), () => scan.run()),
  );
}
