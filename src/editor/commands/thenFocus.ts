import * as vscode from "vscode";
import { withAttention } from "../attention";
import type { CommandRegistry } from "../commands";
import type { Connections } from "../connection/session";
import { untilShown } from "../connection/untilShown";

/**
 * Milliseconds. Whoever opens something of VS Code's own while AWS is asked would lose it to a view that takes the
 * keyboard, which nobody tells us of: after that long the view is left alone.
 */
const SOON = 1000;

/**
 * Connects, and gives the keyboard to the tree: as soon as what was last seen stands there, or where nothing is kept to
 * the empty view at once, and to its rows if they come soon. VS Code hands it on to later ones itself. Not to those who
 * have turned to something else meanwhile.
 */
export async function thenFocusOrganization(
  registry: CommandRegistry,
  connections: Connections,
  connect: () => Promise<void>,
): Promise<void> {
  const began = performance.now();
  let connected: Promise<void> | undefined;
  const atFirst = await withAttention(registry, () => untilShown(connections, () => (connected = connect())));
  const isEmpty = !connections.getSession();
  if (!atFirst.hasTurned) await focus();
  const then = await withAttention(registry, async () => connected);
  const isSoon = isEmpty && performance.now() - began < SOON;
  if (isSoon && !atFirst.hasTurned && !then.hasTurned) await focus();
}

async function focus(): Promise<void> {
  await vscode.commands.executeCommand("orgscope.organization.focus");
}
