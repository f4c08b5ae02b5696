/** Whether a person has turned to something else while an answer was awaited: what comes then leaves the keyboard. */
import * as vscode from "vscode";
import type { CommandRegistry } from "./commands";

const { Keyboard, Mouse } = vscode.TextEditorSelectionChangeKind;

export interface Awaited<T> {
  readonly result: T;
  /** Another command was called, or something typed or clicked in a text. Of VS Code's own lists nothing is told. */
  readonly hasTurned: boolean;
}

export async function withAttention<T>(
  registry: Pick<CommandRegistry, "countCalls">,
  wait: () => Promise<T>,
): Promise<Awaited<T>> {
  const calls = registry.countCalls();
  let isTyping = false;
  const typing = vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
    isTyping ||= kind === Keyboard || kind === Mouse;
  });
  try {
    const result = await wait();
    return { result, hasTurned: isTyping || registry.countCalls() !== calls };
  } finally {
    typing.dispose();
  }
}
