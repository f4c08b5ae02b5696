/** Questions whose answer rests on the whole organization: what is missing is read first, in sight. */
import * as vscode from "vscode";
import type { JudgeMethod } from "../../judging/client";
import type { Judge } from "../../judging/judge";
import { isOrganizationError } from "../../organization/errors";
import type { Session } from "../connection/session";
import type { EvaluationServices } from "./services";

/** Rejects with a cancellation when the person gives up. */
export async function askWhole<M extends JudgeMethod>(
  { contents, judging }: EvaluationServices,
  session: Session,
  method: M,
  ...args: Parameters<Judge[M]>
): Promise<ReturnType<Judge[M]>> {
  const isRead = session.loading.getState().state === "done";
  const options = {
    // A moment's work needs no message that pops up and goes.
    location: isRead ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("Asking what policies do in {0}", session.name),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_, token) => {
    const ended = new AbortController();
    const cancelled = new Promise<never>((_resolve, reject) => {
      token.onCancellationRequested(() => {
        ended.abort();
        reject(new vscode.CancellationError());
      });
    });
    // The load itself goes on: others may wait for it.
    const { stopped } = await Promise.race([session.loading.start(), cancelled]);
    // The connection was closed meanwhile: nobody asks about that organization any more.
    if (isOrganizationError(stopped, "cancelled")) throw stopped;
    const organization = contents.getLatest(session);
    if (!organization) throw new Error(vscode.l10n.t("The organization is not known yet."));
    return judging.ask(method, args, { organization, signal: ended.signal });
  });
}
