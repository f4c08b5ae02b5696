import * as vscode from "vscode";
import type { CommandRegistry } from "../commands";
import type { Connections } from "../connection/session";

const { Keyboard, Mouse } = vscode.TextEditorSelectionChangeKind;

/**
 * Connects, and gives the keyboard to the tree as soon as something stands there, what was last seen included: not to
 * those who have turned to something else meanwhile, and not when AWS answers later.
 */
export async function thenFocusOrganization(
  registry: CommandRegistry,
  connections: Connections,
  connect: () => Promise<void>,
): Promise<void> {
  const calls = registry.countCalls();
  let isTyping = false;
  const typing = vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
    isTyping ||= kind === Keyboard || kind === Mouse;
  });
  const shown = whenShown(connections);
  const connected = connect();
  try {
    await Promise.race([shown.promise, connected]);
  } finally {
    typing.dispose();
    shown.dispose();
  }
  if (!isTyping && registry.countCalls() === calls) {
    await vscode.commands.executeCommand("orgscope.organization.focus");
  }
  await connected;
}

function whenShown(connections: Connections) {
  let dispose = () => {};
  const promise = new Promise<void>((resolve) => {
    const subscription = connections.onDidChange(({ state }) => {
      if (state !== "connecting") resolve();
    });
    dispose = () => subscription.dispose();
  });
  return { promise, dispose };
}
