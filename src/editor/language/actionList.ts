/** The actions that a statement speaks of, as a read-only document. */
import * as vscode from "vscode";
import { findToken } from "../../policy/reading/tokens";
import { getStringNodes } from "../../policy/tree";
import { showRefusal } from "../messages";
import type { GeneratedTexts } from "./generatedTexts";
import type { PolicyDocuments } from "./policyDocuments";
import { isPolicy } from "./policySelector";

/** Shows what the patterns match, of the lens that was clicked or else at the caret. */
export async function showActions(
  documents: PolicyDocuments,
  texts: GeneratedTexts,
  args: readonly unknown[],
): Promise<void> {
  const asked = readArguments(args) ?? getAskedAtCaret(documents);
  if (!asked) return showRefusal(vscode.l10n.t("Place the caret in the Action or NotAction of a policy."));
  const names = documents.language.expandActions(asked.patterns, asked.isNegated);
  const listed = asked.patterns.length > 3 ? `${asked.patterns.slice(0, 3).join(", ")}, …` : asked.patterns.join(", ");
  const count = names.length.toLocaleString(vscode.env.language);
  const title = asked.isNegated
    ? vscode.l10n.t("All actions except {0}: {1}", listed, count)
    : vscode.l10n.t("{0}: {1} actions", listed, count);
  const uri = texts.add(`${vscode.l10n.t("Actions")}.txt`, `${[title, ...groupByService(names)].join("\n\n")}\n`);
  await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

interface Asked {
  readonly patterns: readonly string[];
  readonly isNegated: boolean;
}

function readArguments([patterns, isNegated]: readonly unknown[]): Asked | undefined {
  if (!Array.isArray(patterns) || !patterns.every((one) => typeof one === "string")) return undefined;
  return { patterns, isNegated: isNegated === true };
}

/** The entry at the caret, else all entries of its statement. */
function getAskedAtCaret(documents: PolicyDocuments): Asked | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isPolicy(editor.document)) return undefined;
  const token = findToken(documents.parse(editor.document).policy, editor.document.offsetAt(editor.selection.active));
  if (token?.kind === "action") return { patterns: [String(token.node.value)], isNegated: false };
  const member = token?.statement?.get("Action") ?? token?.statement?.get("NotAction");
  if (!member) return undefined;
  const patterns = getStringNodes(member.value).map((node) => String(node.value));
  return { patterns, isNegated: member.name === "NotAction" };
}

function groupByService(names: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const prefix = name.slice(0, name.indexOf(":"));
    const group = groups.get(prefix);
    if (group) group.push(name);
    else groups.set(prefix, [name]);
  }
  return Array.from(groups, ([prefix, group]) =>
    [`${prefix} (${group.length})`, ...group.map((name) => `  ${name}`)].join("\n"),
  );
}
