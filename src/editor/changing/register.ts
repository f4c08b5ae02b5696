/** The commands that attach, detach and undo. */
import * as vscode from "vscode";
import type { ChangeRecord } from "../../changes/ports";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import type { EditorServices } from "../services";
import { attachPolicy } from "./attach";
import { detachPolicy } from "./detach";
import { undoLast, undoRecords } from "./undo";
import { tellUnfinished } from "./unfinished";

export function registerChanging(services: EditorServices): vscode.Disposable {
  const { registry, connections, log, getSubjects } = services;
  const offerUndo = (session: Session, records: readonly ChangeRecord[]) => undoRecords(services, session, records);
  const lookForUnfinished = () => {
    const session = connections.getSession();
    if (!session) return;
    tellUnfinished(session, Date.now(), offerUndo).catch((error: unknown) => {
      log.warn(`Changes left unfinished could not be looked at: ${String(error)}`);
    });
  };
  lookForUnfinished();
  return vscode.Disposable.from(
    connections.onDidChange(lookForUnfinished),
    registry.register(COMMANDS.attachPolicy, vscode.l10n.t("Attaching the policy failed"), (...args) =>
      attachPolicy(services, getSubjects(args), offerUndo),
    ),
    registry.register(COMMANDS.detachPolicy, vscode.l10n.t("Detaching the policy failed"), (...args) =>
      detachPolicy(services, getSubjects(args), offerUndo),
    ),
    registry.register(COMMANDS.undo, vscode.l10n.t("Undoing failed"), () => undoLast(services)),
  );
}
