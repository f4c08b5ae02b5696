/** The only file that shows messages. */
import * as vscode from "vscode";
import { CONNECTION_CLOSED, isOrganizationError } from "../organization/errors";
import { redactSecrets } from "../terms/redact";
import { toPlainLine } from "./plainText";

/** A button of a message: its label and what it does. */
export interface MessageAction {
  readonly title: string;
  run(): unknown;
}

/** Shows a notification; its actions run when chosen. Does not wait for the person. */
export function showInformation(message: string, ...actions: readonly MessageAction[]): void {
  void offer(
    vscode.window.showInformationMessage(toPlainLine(message), ...actions.map((action) => action.title)),
    actions,
  );
}

export function showWarning(message: string, ...actions: readonly MessageAction[]): void {
  void offer(vscode.window.showWarningMessage(toPlainLine(message), ...actions.map((action) => action.title)), actions);
}

/** Says what failed, with the error's own words after a colon. Cancelling is silent, a connection that closed is not. */
export function showError(what: string, error: unknown, ...actions: readonly MessageAction[]): void {
  if (isOrganizationError(error, "cancelled") && error.reason === CONNECTION_CLOSED) {
    showInformation(vscode.l10n.t("{0}: the connection has changed meanwhile. Try again.", what));
    return;
  }
  if (isCancellation(error)) return;
  const reason = redactSecrets(error instanceof Error ? error.message : String(error));
  void offer(
    vscode.window.showErrorMessage(toPlainLine(`${what}: ${reason}`), ...actions.map((action) => action.title)),
    actions,
  );
}

/** Says why something cannot be done, where nothing failed. */
export function showRefusal(message: string, ...actions: readonly MessageAction[]): void {
  void offer(vscode.window.showErrorMessage(toPlainLine(message), ...actions.map((action) => action.title)), actions);
}

/**
 * A modal question; `detail` is shown in full. Answers whether `confirm` was chosen. The first button is the one that
 * Enter chooses, and VS Code puts Cancel last: `keep` comes before what sends or deletes something.
 */
export async function askToConfirm(message: string, detail: string, confirm: string, keep?: string): Promise<boolean> {
  return (await askToChoose(message, detail, ...(keep === undefined ? [] : [keep]), confirm)) === confirm;
}

/** A modal question with several answers; `undefined` when it was dismissed. */
export async function askToChoose<T extends string>(
  message: string,
  detail: string,
  ...answers: readonly T[]
): Promise<T | undefined> {
  return vscode.window.showWarningMessage(toPlainLine(message), { modal: true, detail }, ...answers);
}

/** As `askToChoose`, for what is under way already: dismissing it is an answer too, and is called what it does. */
export async function askOrStop<T extends string>(
  message: string,
  detail: string,
  stop: string,
  ...answers: readonly T[]
): Promise<T | undefined> {
  const items: readonly vscode.MessageItem[] = [
    ...answers.map((title) => ({ title })),
    { title: stop, isCloseAffordance: true },
  ];
  const chosen = await vscode.window.showWarningMessage(toPlainLine(message), { modal: true, detail }, ...items);
  return answers.find((answer) => answer === chosen?.title);
}

/** Asks to type `expected`, as a question shows it; for what must not happen by a reflex. */
export async function askToType(title: string, prompt: string, expected: string): Promise<boolean> {
  const wanted = toPlainLine(expected);
  const typed = await vscode.window.showInputBox({
    title,
    prompt: toPlainLine(prompt),
    ignoreFocusOut: true,
    validateInput: (value) => (value === wanted || value === "" ? undefined : vscode.l10n.t("Type {0}", wanted)),
  });
  return typed === wanted;
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
