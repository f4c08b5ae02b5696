import * as vscode from "vscode";
import { loadEverything } from "../../organization/loadEverything";
import type { OrganizationContents } from "../../organization/model";
import type { Session } from "../connection/session";
import { getContentsNow } from "./moments";

/** All of the connected organization, reading what is missing under a progress that can be cancelled. */
export async function loadWholeOrganization(session: Session): Promise<OrganizationContents> {
  if (session.contents) return session.contents;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Reading all of {0}", session.name),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const ended = new AbortController();
    token.onCancellationRequested(() => ended.abort());
    await loadEverything(session.store, {
      tags: true,
      signal: ended.signal,
      onProgress: (done, wanted) => progress.report({ message: vscode.l10n.t("{0} of {1}", done, wanted) }),
    });
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    return getContentsNow(session);
  });
}
