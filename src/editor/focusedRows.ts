/** Which row a key was pressed on: VS Code passes none to the command, and tells extensions of selected rows only. */
import * as vscode from "vscode";
import type { Element } from "./views/elements";

/** What the manifest's keys of rows pass. */
const PRESSED = "key";

export function isPressed(args: readonly unknown[]): boolean {
  return args[0] === PRESSED;
}

const TOGGLE = "list.toggleSelection";

/**
 * The row with the focus; where it is one of those selected, all of these, itself first. Nothing where no row of `views`
 * has it. Told by what VS Code's own key takes into the selection or out of it; taken back in the same call, so that no
 * other key comes in between.
 */
export async function findFocusedRows(views: readonly vscode.TreeView<Element>[]): Promise<readonly Element[]> {
  const before = new Map(views.map((view) => [view, view.selection] as const));
  let focused: readonly Element[] | undefined;
  const listening = views.map((view) =>
    view.onDidChangeSelection(({ selection }) => {
      focused ??= compare(before.get(view) ?? [], selection);
    }),
  );
  try {
    await vscode.commands.executeCommand("runCommands", { commands: [TOGGLE, TOGGLE] });
    return focused ?? [];
  } finally {
    for (const one of listening) one.dispose();
  }
}

/** Rows by id: one that is drawn anew is another object. */
function compare(before: readonly Element[], after: readonly Element[]): readonly Element[] {
  const without = (some: readonly Element[], others: readonly Element[]) =>
    some.filter(({ id }) => !others.some((other) => other.id === id));
  const added = without(after, before);
  return added.length > 0 ? added : [...without(before, after), ...after];
}
