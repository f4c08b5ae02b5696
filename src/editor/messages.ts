/** The only file that shows messages. */
import * as vscode from "vscode";
import { isOrganizationError } from "../organization/errors";

/** A button of a message: its label and what it does. */
export interface MessageAction {
  readonly title: string;
  run(): unknown;
}

/** Shows a notification; its actions run when chosen. Does not wait for the person. */
export function showInformation(message: string, ...actions: readonly MessageAction[]): void {
  void offer(vscode.window.showInformationMessage(message, ...actions.map((action) => action.title)), actions);
}

export function showWarning(message: string, ...actions: readonly MessageAction[]): void {
  void offer(vscode.window.showWarningMessage(message, ...actions.map((action) => action.title)), actions);
}

/** Says what failed, with the error's own words after a colon. Cancelling is silent. */
export function showError(what: string, error: unknown, ...actions: readonly MessageAction[]): void {
  if (isCancellation(error)) return;
  const reason = error instanceof Error ? error.message : String(error);
  void offer(vscode.window.showErrorMessage(`${what}: ${reason}`, ...actions.map((action) => action.title)), actions);
}

/** Says why something cannot be done, where nothing failed. */
export function showRefusal(message: string, ...actions: readonly MessageAction[]): void {
  void offer(vscode.window.showErrorMessage(message, ...actions.map((action) => action.title)), actions);
}

/** A modal question; `detail` is shown in full. Answers whether `confirm` was chosen. */
export async function askToConfirm(message: string, detail: string, confirm: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, confirm)) === confirm;
}

/** A modal question with several answers; `undefined` when it was dismissed. */
export async function askToChoose<T extends string>(
  message: string,
  detail: string,
  ...answers: readonly T[]
): Promise<T | undefined> {
  return vscode.window.showWarningMessage(message, { modal: true, detail }, ...answers);
}

/** Asks to type `expected` exactly; for what must not happen by a reflex. */
export async function askToType(title: string, prompt: string, expected: string): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    ignoreFocusOut: true,
    validateInput: (value) => (value === expected || value === "" ? undefined : vscode.l10n.t("Type {0}", expected)),
  });
  return typed === expected;
}

/** Whether an error only says that the person or a newer request called it off. */
export function isCancellation(error: unknown): boolean {
  return error instanceof vscode.CancellationError || isOrganizationError(error, "cancelled");
}

async function offer(choice: Thenable<string | undefined>, actions: readonly MessageAction[]): Promise<void> {
  const title = await choice;
  const chosen = actions.find((action) => action.title === title);
  try {
    await chosen?.run();
  } catch (error) {
    showError(vscode.l10n.t("{0} failed", title ?? ""), error);
  }
}
