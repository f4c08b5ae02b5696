/** What a diagnostic means, with examples: the page of its rule. */
import * as vscode from "vscode";
import { findPage } from "../../policy/reading/rulePage";
import { RULES } from "../../policy/rules/rules";
import { choose } from "../changing/choose";
import { COMMANDS } from "../contributions";
import type { GeneratedTexts } from "./generatedTexts";
import { isPolicy } from "./policySelector";

const { t } = vscode.l10n;

/** Where the code of a diagnostic leads. */
export function getExplanation(code: string): vscode.Uri {
  return vscode.Uri.parse(`command:${COMMANDS.explainDiagnostic}?${encodeURIComponent(JSON.stringify([code]))}`);
}

/** Shows the page beside the policy; of a code that is not given, the person is asked, those of the policy first. */
export async function explainDiagnostic(texts: GeneratedTexts, given: unknown): Promise<void> {
  const code = typeof given === "string" ? given : await chooseCode();
  const page = code === undefined ? undefined : findPage(code);
  if (page === undefined) return;
  const uri = texts.add(`${code}.md`, page);
  await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
}

async function chooseCode(): Promise<string | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  const found = new Set(
    document && isPolicy(document) ? vscode.languages.getDiagnostics(document.uri).map(getCode) : [],
  );
  const choices = RULES.map(({ code, title }) => ({ id: code, label: code, description: title }));
  const here = choices.filter(({ id }) => found.has(id));
  const others = choices.filter(({ id }) => !found.has(id));
  const separate = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return choose(t("Explain a Diagnostic"), t("Which one?"), async () =>
    here.length > 0 ? [separate(t("in this policy")), ...here, separate(t("others")), ...others] : others,
  );
}

export function getCode({ code }: vscode.Diagnostic): string | number | undefined {
  return typeof code === "object" ? code.value : code;
}
