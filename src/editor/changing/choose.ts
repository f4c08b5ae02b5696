/** A quick pick that opens at once, fills in, and explains what cannot be chosen instead of closing on it. */
import * as vscode from "vscode";

export interface Choice extends vscode.QuickPickItem {
  /** Absent on separators. */
  readonly id?: string;
  /** Why it cannot be chosen. */
  readonly refusal?: string;
}

/** Answers the chosen id; `undefined` when dismissed. A failure to load closes it and is thrown. */
export async function choose(
  title: string,
  placeholder: string,
  load: () => Promise<readonly Choice[]>,
): Promise<string | undefined> {
  const [chosen] = await show(title, placeholder, load, false);
  return chosen;
}

/** As `choose`; a button turns it into a list to tick off. Answers nothing when dismissed. */
export function chooseSome(
  title: string,
  placeholder: string,
  load: () => Promise<readonly Choice[]>,
): Promise<readonly string[]> {
  return show(title, placeholder, load, true);
}

function show(
  title: string,
  placeholder: string,
  load: () => Promise<readonly Choice[]>,
  canBeSeveral: boolean,
): Promise<readonly string[]> {
  const pick = vscode.window.createQuickPick<Choice>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  // What was ticked off is not lost to a look at something else.
  pick.ignoreFocusOut = true;
  pick.busy = true;
  if (canBeSeveral) {
    pick.buttons = [{ iconPath: new vscode.ThemeIcon("checklist"), tooltip: vscode.l10n.t("Choose Several") }];
  }
  /** The row that stood out when refusals were told: unticking tells of it again. */
  let told: Choice | undefined;
  return new Promise<readonly string[]>((resolve, reject) => {
    pick.onDidTriggerButton(() => {
      pick.buttons = [];
      pick.canSelectMany = true;
      // Rows that were drawn without a box get one when they are given again.
      pick.items = [...pick.items];
    });
    pick.onDidAccept(() => {
      const chosen = pick.canSelectMany ? pick.selectedItems : pick.activeItems;
      const refusals = chosen.flatMap(({ refusal }) => refusal ?? []);
      if (refusals.length > 0) {
        // What stays ticked goes by the next Enter: nobody is to believe that the others went too.
        if (pick.canSelectMany) pick.selectedItems = chosen.filter(({ refusal }) => refusal === undefined);
        pick.title = tellRefusals(refusals);
        told = pick.activeItems[0];
        return;
      }
      const ids = chosen.flatMap(({ id }) => id ?? []);
      if (ids.length === 0) return;
      resolve(ids);
      pick.hide();
    });
    pick.onDidChangeActive(([active]) => {
      if (active !== undefined && active !== told) pick.title = title;
    });
    pick.onDidHide(() => {
      resolve([]);
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

/** The first by name; a title has no room for many. */
function tellRefusals([first = "", ...more]: readonly string[]): string {
  if (more.length === 0) return first;
  return vscode.l10n.t("{0} And {1} more were unticked, for the reasons in their rows.", first, more.length);
}
