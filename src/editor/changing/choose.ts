/** A quick pick that opens at once, fills in, and explains what cannot be chosen instead of closing on it. */
import * as vscode from "vscode";

export interface Choice extends vscode.QuickPickItem {
  /** Absent on separators. */
  readonly id?: string;
  /** Why it cannot be chosen. */
  readonly refusal?: string;
}

/** Answers the chosen id; `undefined` when dismissed. A failure to load closes it and is thrown. */
export function choose(
  title: string,
  placeholder: string,
  load: () => Promise<readonly Choice[]>,
): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<Choice>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  // A walkthrough takes the focus when its step is done.
  pick.ignoreFocusOut = true;
  pick.busy = true;
  return new Promise<string | undefined>((resolve, reject) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen?.refusal !== undefined) {
        pick.title = chosen.refusal;
      } else if (chosen?.id !== undefined) {
        resolve(chosen.id);
        pick.hide();
      }
    });
    pick.onDidChangeActive(() => {
      pick.title = title;
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    load().then(
      (items) => {
        pick.items = items;
        pick.busy = false;
      },
      (error: unknown) => {
        reject(error);
        pick.hide();
      },
    );
  });
}
