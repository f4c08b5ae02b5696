import * as vscode from "vscode";
import { registerCodeActions } from "./codeActions";
import { registerCompletion } from "./completion";
import { registerDiagnostics } from "./diagnostics";
import { registerFormatting } from "./formatting";
import { registerGuardrails } from "./guardrails";
import { registerHover } from "./hover";
import { type LanguageServices, PolicyDocuments } from "./policyDocuments";
import { registerPolicyFiles } from "./policyFiles";
import { registerSizeStatus } from "./sizeStatus";

/** The policy language in the editor: problems and their fixes, suggestions, guardrails, hovers, formatting and the size in the status bar. */
export function registerLanguage(services: LanguageServices): vscode.Disposable {
  const documents = new PolicyDocuments(services);
  return vscode.Disposable.from(
    registerDiagnostics(documents),
    registerCompletion(documents),
    registerHover(documents),
    registerCodeActions(documents),
    registerFormatting(documents),
    registerSizeStatus(documents),
    registerPolicyFiles(),
    registerGuardrails(documents, services.registry),
  );
}
