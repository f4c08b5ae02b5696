import * as vscode from "vscode";
import type { Session } from "../connection/session";
import { getPathText, getTargetFacts } from "../targets";

/** Any number of roots, OUs and accounts; `undefined` when dismissed. */
export async function choosePlaces(
  session: Session,
  title: string,
  chosen: readonly string[],
): Promise<readonly string[] | undefined> {
  const load = async () => {
    await session.store.loadAccounts();
    const items = session.store.getKnownTargets().map((target) => {
      const { id, name } = getTargetFacts(target);
      const detail = getPathText(session.store.getPath(id));
      return { id, label: name, description: id, detail, picked: chosen.includes(id) };
    });
    // What is chosen already stands on top.
    return [...items.filter(({ picked }) => picked), ...items.filter(({ picked }) => !picked)];
  };
  const options = {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
    placeHolder: vscode.l10n.t("Name, ID or path"),
  };
  const places = await vscode.window.showQuickPick(load(), { ...options, canPickMany: true, ignoreFocusOut: true });
  return places?.map(({ id }) => id);
}
