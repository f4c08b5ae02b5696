import * as vscode from "vscode";
import { findToken } from "../../policy/reading/tokens";
import { getString } from "../../policy/tree";
import { isPolicy } from "../language/policySelector";
import { isCancellation } from "../messages";
import type { EvaluationServices } from "./services";

/** So many actions are offered at once. */
const OFFERED = 200;

/** Offers the catalogue's actions while one types; any other name is taken as it is. `undefined` when dismissed. */
export function chooseAction(services: EvaluationServices, title: string): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.title = title;
  pick.placeholder = vscode.l10n.t("An action, such as s3:GetObject");
  pick.value = getActionAtCaret(services) ?? "";

  /** The text for which rows are shown. */
  let offered: string | undefined;
  /** Enter came before its rows did. */
  let isAwaited = false;
  let answer: (action: string) => void = () => undefined;

  function accept(): void {
    isAwaited = offered !== pick.value && pick.busy;
    if (isAwaited) return;
    // VS Code tells only later which of the new rows is the active one.
    const chosen = pick.activeItems.find((item) => pick.items.includes(item)) ?? getNearest();
    if (chosen) take(chosen);
  }

  function getNearest(): vscode.QuickPickItem | undefined {
    const typed = pick.value.toLowerCase();
    return pick.items.find(({ label }) => label.toLowerCase() === typed) ?? pick.items[0];
  }

  function take({ label }: vscode.QuickPickItem): void {
    answer(label);
    pick.hide();
  }

  const offer = async (): Promise<void> => {
    const { value } = pick;
    pick.busy = true;
    try {
      const names = await services.judging.ask("findActions", [value, OFFERED], { slot: "actions" });
      const isNew = /^[\w-]+:\w+$/.test(value) && !names.some((name) => name.toLowerCase() === value.toLowerCase());
      const unknown = { label: value, description: vscode.l10n.t("not in the catalogue of actions") };
      pick.items = [...names.map((label) => ({ label })), ...(isNew ? [unknown] : [])];
    } catch (error) {
      // A later key has asked anew.
      if (isCancellation(error)) return;
      services.log.warn(`Actions could not be listed: ${String(error)}`);
      pick.busy = false;
      return;
    }
    pick.busy = false;
    offered = value;
    const nearest = getNearest();
    if (isAwaited && nearest) take(nearest);
    isAwaited = false;
  };
  void offer();
  return new Promise((resolve) => {
    answer = resolve;
    pick.onDidChangeValue(() => {
      isAwaited = false;
      void offer();
    });
    pick.onDidAccept(accept);
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** An action that stands alone at the caret, without wildcards. */
function getActionAtCaret({ documents }: EvaluationServices): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isPolicy(editor.document)) return undefined;
  const token = findToken(documents.parse(editor.document).policy, editor.document.offsetAt(editor.selection.active));
  const action = token?.kind === "action" ? getString(token.node) : undefined;
  return action !== undefined && /^[\w-]+:\w+$/.test(action) ? action : undefined;
}
