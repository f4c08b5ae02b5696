/** The second opinion: what IAM Access Analyzer finds in a policy, beside what Orgscope finds. */
import * as vscode from "vscode";
import { mergeFindings, type RemoteProblem } from "../../policy/secondOpinion";
import { getPolicyTypeFacts, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { canBeValidated } from "../../terms/validation";
import type { Session } from "../connection/session";
import { COMMANDS, SETTINGS } from "../contributions";
import { showInformation, showRefusal } from "../messages";
import type { EditorServices } from "../services";
import { getSetting } from "../settings";
import { SEVERITIES } from "./diagnostics";
import type { PolicyDocuments } from "./policyDocuments";
import { isPolicy } from "./policySelector";
import { toRange } from "./ranges";

/** Asks on command and, where the setting says so, on save. Findings go as soon as the text they speak of changes. */
export function registerAccessAnalyzer(
  documents: PolicyDocuments,
  { connections, registry }: Pick<EditorServices, "connections" | "registry">,
): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("orgscope-access-analyzer");

  /** Answers how many findings there are beyond ours; `undefined` where the text has changed meanwhile. */
  async function ask(document: vscode.TextDocument, { validator }: Session): Promise<number | undefined> {
    const { policy, context } = documents.parse(document);
    const { version } = document;
    const type = context.type ?? SERVICE_CONTROL_POLICY;
    // The very text that is shown, so that places fit.
    const findings = await validator.validatePolicy(type, policy.text, vscode.env.language);
    if (document.isClosed || document.version !== version) return undefined;
    const problems = mergeFindings(policy, findings, await documents.getProblems(document));
    if (document.isClosed || document.version !== version) return undefined;
    collection.set(
      document.uri,
      problems.map((problem) => toDiagnostic(document, problem)),
    );
    return problems.length;
  }

  async function askByHand(uri: unknown): Promise<void> {
    const document =
      uri instanceof vscode.Uri
        ? await vscode.workspace.openTextDocument(uri)
        : vscode.window.activeTextEditor?.document;
    if (!document || !isPolicy(document)) return showRefusal(vscode.l10n.t("Open a policy first."));
    const type = documents.parse(document).context.type ?? SERVICE_CONTROL_POLICY;
    if (!canBeValidated(type)) {
      const { name } = getPolicyTypeFacts(type);
      return showRefusal(vscode.l10n.t("Access Analyzer does not look at policies of this type: {0}", name));
    }
    const session = connections.getSession();
    if (!session) {
      return showRefusal(vscode.l10n.t("Connect first: Access Analyzer is asked with a connection's credentials."), {
        title: vscode.l10n.t("Connect"),
        run: () => vscode.commands.executeCommand(COMMANDS.connect),
      });
    }
    const title = vscode.l10n.t("Asking Access Analyzer");
    const count = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      ask(document, session),
    );
    if (count === undefined) return;
    if (count === 0) return showInformation(vscode.l10n.t("Access Analyzer finds nothing beyond what Orgscope shows."));
    const text =
      count === 1
        ? vscode.l10n.t("Access Analyzer finds one thing more.")
        : vscode.l10n.t("Access Analyzer finds {0} things more.", count);
    showInformation(text, {
      title: vscode.l10n.t("Show Problems"),
      run: () => vscode.commands.executeCommand("workbench.actions.view.problems"),
    });
  }

  return vscode.Disposable.from(
    collection,
    registry.register(COMMANDS.validateWithAccessAnalyzer, vscode.l10n.t("Asking Access Analyzer failed"), askByHand),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) collection.delete(document.uri);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    vscode.workspace.onDidSaveTextDocument((document) => {
      const session = connections.getSession();
      if (!session || !getSetting(SETTINGS.accessAnalyzerOnSave) || !isPolicy(document)) return;
      if (!canBeValidated(documents.parse(document).context.type ?? SERVICE_CONTROL_POLICY)) return;
      // Nobody waits for it: without an answer there is no second opinion, and the connection's log says why.
      ask(document, session).catch(() => collection.delete(document.uri));
    }),
  );
}

function toDiagnostic(document: vscode.TextDocument, problem: RemoteProblem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toRange(document, problem.span),
    problem.message,
    SEVERITIES[problem.severity],
  );
  diagnostic.source = "Access Analyzer";
  diagnostic.code = problem.link ? { value: problem.code, target: vscode.Uri.parse(problem.link) } : problem.code;
  return diagnostic;
}
