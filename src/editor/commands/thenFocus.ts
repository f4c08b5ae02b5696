import * as vscode from "vscode";
import type { CommandRegistry } from "../commands";

const { Keyboard, Mouse } = vscode.TextEditorSelectionChangeKind;

/** Does what takes a while, and shows what came of it: not to those who have turned to something else meanwhile. */
export async function thenFocusOrganization(registry: CommandRegistry, act: () => Promise<void>): Promise<void> {
  const calls = registry.countCalls();
  let isTyping = false;
  const typing = vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
    isTyping ||= kind === Keyboard || kind === Mouse;
  });
  try {
    await act();
  } finally {
    typing.dispose();
  }
  if (isTyping || registry.countCalls() !== calls) return;
  await vscode.commands.executeCommand("orgscope.organization.focus");
}
