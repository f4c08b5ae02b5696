/** What stands beside the text: lenses, inlay hints, links. */
import * as vscode from "vscode";
import { getLinks } from "../../policy/reading/annotations";
import { measurePolicySize } from "../../policy/size";
import { getPolicyTypeFacts, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { COMMANDS } from "../contributions";
import { getCharactersText, getShare } from "../views/words";
import type { PolicyDocuments } from "./policyDocuments";
import { isHeldByOrganization, POLICY_SELECTOR } from "./policySelector";
import { toRange, translate } from "./ranges";

export function registerAnnotations(documents: PolicyDocuments): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    documents.onDidChangeNames(() => changed.fire()),
    vscode.languages.registerCodeLensProvider(POLICY_SELECTOR, {
      provideCodeLenses: async (document) => [
        ...(await getPolicyLenses(documents, document)),
        ...getStatementLenses(documents, document),
      ],
    }),
    vscode.languages.registerInlayHintsProvider(POLICY_SELECTOR, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints(document, range) {
        const { policy, context } = documents.parse(document);
        const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        return documents.language.getInlayHints(policy, span, context).map(({ offset, text, tooltip }) => {
          const label = typeof text === "string" ? text : translate(text);
          const hint = new vscode.InlayHint(document.positionAt(offset), label);
          hint.paddingLeft = true;
          if (tooltip !== undefined) hint.tooltip = tooltip;
          return hint;
        });
      },
    }),
    vscode.languages.registerDocumentLinkProvider(POLICY_SELECTOR, {
      provideDocumentLinks(document) {
        const { policy, context } = documents.parse(document);
        return getLinks(policy, context).map((link) => {
          const shown = new vscode.DocumentLink(toRange(document, link.span), getRevealUri(link.id));
          shown.tooltip = vscode.l10n.t("Show in the Organization view");
          return shown;
        });
      },
    }),
  );
}

function getRevealUri(targetId: string): vscode.Uri {
  const subject = { kind: "target", targetId };
  const query = encodeURIComponent(JSON.stringify([subject]));
  return vscode.Uri.parse(`command:${COMMANDS.revealInTree}?${query}`);
}

/**
 * Above a policy: how full it is, where its size is not told already, and what Orgscope finds in it. Others stand beside
 * these, so that each has only few words and the rest in its tooltip.
 */
async function getPolicyLenses(
  documents: PolicyDocuments,
  document: vscode.TextDocument,
): Promise<readonly vscode.CodeLens[]> {
  const { policy, context } = documents.parse(document);
  if (!policy.root) return [];
  const top = new vscode.Range(0, 0, 0, 0);
  const lenses: vscode.CodeLens[] = [];
  if (!isHeldByOrganization(document)) {
    const type = context.type ?? SERVICE_CONTROL_POLICY;
    const { size, allowed } = measurePolicySize(policy, type, context);
    const { short } = getPolicyTypeFacts(type);
    const characters = getCharactersText(size, allowed, vscode.env.language, vscode.l10n.t);
    const title =
      allowed === undefined
        ? `${short}: ${characters}`
        : vscode.l10n.t("{0}, {1} % full", short, getShare(size, allowed));
    const tooltip = vscode.l10n.t("{0}. Minify…", characters);
    lenses.push(
      new vscode.CodeLens(top, { title, tooltip, command: COMMANDS.minifyPolicy, arguments: [document.uri] }),
    );
  }
  const problems = await documents.getProblems(document);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.filter(({ severity }) => severity === "warning").length;
  if (errors + warnings > 0) {
    const title = [errors > 0 && countErrors(errors), warnings > 0 && countWarnings(warnings)].filter(Boolean);
    lenses.push(new vscode.CodeLens(top, { title: title.join(", "), command: "workbench.actions.view.problems" }));
  }
  return lenses;
}

function countErrors(count: number): string {
  return count === 1 ? vscode.l10n.t("1 error") : vscode.l10n.t("{0} errors", count);
}

function countWarnings(count: number): string {
  return count === 1 ? vscode.l10n.t("1 warning") : vscode.l10n.t("{0} warnings", count);
}

function getStatementLenses(documents: PolicyDocuments, document: vscode.TextDocument): readonly vscode.CodeLens[] {
  const { policy, context } = documents.parse(document);
  return documents.language.getStatementLenses(policy, context).map(({ span, title, patterns, isNegated }) => {
    const range = toRange(document, { start: span.start, end: span.start + 1 });
    const command = COMMANDS.showActions;
    return new vscode.CodeLens(range, { title: translate(title), command, arguments: [patterns, isNegated] });
  });
}
