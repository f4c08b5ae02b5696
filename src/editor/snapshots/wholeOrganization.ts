import * as vscode from "vscode";
import { loadTags } from "../../organization/loadTags";
import type { OrganizationContents } from "../../organization/model";
import type { Session } from "../connection/session";
import { getStepTexts } from "../loading/loadText";
import { readContentsNow } from "./moments";

/** All of the connected organization, reading what is missing under a progress that can be cancelled. */
export async function loadWholeOrganization(session: Session): Promise<OrganizationContents> {
  if (session.shown) return session.shown.read();
  const { store, loading, name } = session;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Reading all of {0}", name),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const ended = new AbortController();
    const cancelled = new Promise<void>((resolve) => {
      token.onCancellationRequested(() => {
        ended.abort();
        resolve();
      });
    });
    const report = (message: string) => progress.report({ message });
    const subscription = loading.onDidChange((state) => {
      if (state.state === "loading")
        report(getStepTexts(state.progress, vscode.env.language, vscode.l10n.t).join(" · "));
    });
    // The load itself goes on: others may wait for it.
    const { stopped } = (await Promise.race([loading.start(), cancelled])) ?? {};
    subscription.dispose();
    if (stopped) throw stopped;
    if (!ended.signal.aborted) {
      await loadTags(store, {
        signal: ended.signal,
        onProgress: (done, all) => report(vscode.l10n.t("tags: {0} of {1}", done, all)),
      });
    }
    if (ended.signal.aborted) throw new vscode.CancellationError();
    return readContentsNow(session);
  });
}
