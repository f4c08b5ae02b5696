/** Taking recorded changes back: the inverse, through the same questions as any change. */
import * as vscode from "vscode";
import { getInverse } from "../../changes/change";
import type { ChangeRecord } from "../../changes/ports";
import { getUndo } from "../../changes/undo";
import type { Session } from "../connection/session";
import { showInformation } from "../messages";
import type { EditorServices } from "../services";
import { canChangeOrExplain, getSessionOrExplain } from "./guard";
import { loadStep } from "./loadPlan";
import { proposeSteps, tellResults } from "./perform";
import { confirmAndPublish, getSizeOf } from "./publishing";

/** Takes the newest change of this organization back that was not taken back yet. */
export async function undoLast(services: EditorServices): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session) return;
  const undo = getUndo(await session.journal.read(session.organizationId));
  if (undo) await undoRecords(services, session, [undo.record]);
  else showInformation(vscode.l10n.t("Nothing to undo: no change of this organization is recorded here."));
}

/** Takes recorded changes back, the newest first. Those taken back in the meantime are left alone. */
export async function undoRecords(
  services: EditorServices,
  session: Session,
  records: readonly ChangeRecord[],
): Promise<void> {
  if (!canChangeOrExplain(services, session, () => undoRecords(services, session, records))) return;
  const known = await session.journal.read(session.organizationId);
  const undone = new Set(known.flatMap(({ state, undoes }) => (state === "done" && undoes ? [undoes] : [])));
  const open = records.filter(({ id }) => !undone.has(id)).toReversed();
  if (open.length === 0) {
    showInformation(vscode.l10n.t("It has been undone already."));
    return;
  }
  const offerAgain = (again: Session, undoRecord: readonly ChangeRecord[]) => undoRecords(services, again, undoRecord);
  const steps = await Promise.all(open.map((record) => loadStep(session.store, getInverse(record.change), record.id)));
  const attachments = steps.filter(({ change }) => change.kind !== "update");
  if (attachments.length > 0) await proposeSteps(services, session, attachments, offerAgain);
  for (const step of steps) {
    if (step.change.kind !== "update") continue;
    const goOn = () => undoRecords(services, session, records);
    const size = getSizeOf(services, step.change.to);
    const outcome = await confirmAndPublish(services, session, step, size, goOn);
    if (outcome) tellResults(session, [{ step, outcome }], offerAgain);
  }
}
