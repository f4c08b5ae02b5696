/** Which row a key was pressed on: VS Code passes none to the command, and tells extensions of selected rows only. */
import * as vscode from "vscode";
import type { Element } from "./views/elements";

/** What the manifest's keys of rows pass. */
const PRESSED = "key";

export function isPressed(args: readonly unknown[]): boolean {
  return args[0] === PRESSED;
}

/**
 * The row with the focus; where it is one of those selected, all of these. Nothing where no row of `views` has it. Told by
 * what VS Code's own key takes into the selection or out of it, which is taken back.
 */
export async function findFocusedRows(views: readonly vscode.TreeView<Element>[]): Promise<readonly Element[]> {
  const before = views.map((view) => view.selection);
  await toggleFocused();
  const view = views.find(({ selection }, at) => !isSame(selection, before[at] ?? []));
  if (!view) return [];
  const selected = before[views.indexOf(view)] ?? [];
  const taken = view.selection.filter((row) => !selected.includes(row));
  await toggleFocused();
  return taken.length > 0 ? taken : selected;
}

function toggleFocused(): Thenable<unknown> {
  return vscode.commands.executeCommand("list.toggleSelection");
}

function isSame(some: readonly Element[], others: readonly Element[]): boolean {
  return some.length === others.length && some.every((row, at) => row === others[at]);
}
