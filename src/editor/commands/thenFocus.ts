import * as vscode from "vscode";
import { withAttention } from "../attention";
import type { CommandRegistry } from "../commands";
import type { Connections } from "../connection/session";

/**
 * Connects, and gives the keyboard to the tree as soon as something stands there, what was last seen included: not to
 * those who have turned to something else meanwhile, and not when AWS answers later.
 */
export async function thenFocusOrganization(
  registry: CommandRegistry,
  connections: Connections,
  connect: () => Promise<void>,
): Promise<void> {
  const shown = whenShown(connections);
  const connected = connect();
  try {
    const { hasTurned } = await withAttention(registry, () => Promise.race([shown.promise, connected]));
    if (!hasTurned) await vscode.commands.executeCommand("orgscope.organization.focus");
  } finally {
    shown.dispose();
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
