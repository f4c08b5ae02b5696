import * as vscode from "vscode";
import { getDeclaredPolicyType, hasStatements } from "../../policy/policyType";
import type { Guardrail } from "../../policy/snippets/guardrail";
import {
  comparePolicyTypes,
  getPolicyTypeFacts,
  SERVICE_CONTROL_POLICY,
  type PolicyType,
} from "../../terms/policyTypes";
import { type Choice, choose } from "../changing/choose";
import type { CommandRegistry } from "../commands";
import { COMMANDS, POLICY_LANGUAGE_ID } from "../contributions";
import { showRefusal } from "../messages";
import type { PolicyDocuments } from "./policyDocuments";
import { isPolicy } from "./policySelector";
import { toRange } from "./ranges";

const { t } = vscode.l10n;

/** *Insert Guardrail…*: into the policy in the active editor, else into a new one. */
export function registerGuardrails(documents: PolicyDocuments, registry: CommandRegistry): vscode.Disposable {
  return registry.register(COMMANDS.insertGuardrail, t("The guardrail could not be inserted"), async () => {
    const active = vscode.window.activeTextEditor;
    const editor = active && isPolicy(active.document) ? active : undefined;
    const type = editor && getType(documents, editor.document);
    const guardrail = await pickGuardrail(documents.language.guardrails, type);
    if (guardrail) await insert(documents, guardrail, editor ?? (await openEmptyPolicy()));
  });
}

/** `undefined` for an empty text that may become either, such as a new one whose name declares no type. */
function getType(documents: PolicyDocuments, document: vscode.TextDocument): PolicyType | undefined {
  const { type } = documents.parse(document).context;
  const isNamed = getDeclaredPolicyType(document.uri.path) !== undefined;
  const isOpen = document.isUntitled && !isNamed && document.getText().trim() === "";
  return isOpen || (type !== undefined && !hasStatements(type)) ? undefined : (type ?? SERVICE_CONTROL_POLICY);
}

async function pickGuardrail(
  guardrails: readonly Guardrail[],
  type: PolicyType | undefined,
): Promise<Guardrail | undefined> {
  const types = [...new Set(guardrails.map((guardrail) => guardrail.type))].sort(comparePolicyTypes);
  const offered = types.filter((one) => type === undefined || one === type);
  const choices = offered.flatMap((one): readonly Choice[] => [
    { label: getPolicyTypeFacts(one).name, kind: vscode.QuickPickItemKind.Separator },
    ...guardrails.filter((guardrail) => guardrail.type === one).map(toChoice),
  ]);
  const id = await choose(t("Insert Guardrail"), t("What should the policy do?"), async () => choices);
  return guardrails.find((guardrail) => guardrail.id === id);
}

function toChoice({ id, title, theme, summary }: Guardrail): Choice {
  // What is in code font elsewhere is plain here.
  return { id, label: title, description: theme, detail: summary.replaceAll("`", "") };
}

async function openEmptyPolicy(): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: POLICY_LANGUAGE_ID }));
}

async function insert(documents: PolicyDocuments, guardrail: Guardrail, editor: vscode.TextEditor): Promise<void> {
  const { document } = editor;
  const { policy, context } = documents.parse(document);
  const offset = document.offsetAt(editor.selection.active);
  const edit = documents.language.insertGuardrail(policy, offset, guardrail, context);
  if (!edit)
    return showRefusal(t("The text is no policy that a statement can be put into. Put its syntax right first."));
  const range = toRange(document, edit.span);
  if (!(await editor.insertSnippet(new vscode.SnippetString(edit.newText), range))) {
    return showRefusal(t("This policy cannot be edited."));
  }
  editor.revealRange(new vscode.Range(range.start, editor.selection.active), vscode.TextEditorRevealType.Default);
}
