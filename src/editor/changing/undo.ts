/** Taking recorded changes back: the inverse, through the same questions as any change. */
import * as vscode from "vscode";
import { getInverse } from "../../changes/change";
import type { ChangeRecord } from "../../changes/ports";
import { isInEffect } from "../../changes/inEffect";
import { getUndoable } from "../../changes/undo";
import { isOrganizationError } from "../../organization/errors";
import type { Session } from "../connection/session";
import { showInformation } from "../messages";
import type { EditorServices } from "../services";
import { canChangeOrExplain, getSessionOrExplain } from "./guard";
import { loadStep } from "./loadPlan";
import { proposeSteps, tellResults } from "./perform";
import { confirmAndPublish, getSizeOf } from "./publishing";

/** Changes that undo looks at before it gives up: each is a request or two. */
const LOOKED_AT = 10;

/** Takes the newest change of this organization back that is still in effect. */
export async function undoLast(services: EditorServices): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session) return;
  const records = getUndoable(await session.journal.read(session.organizationId));
  for (const record of records.slice(0, LOOKED_AT)) {
    if (await isStillThere(session, record)) return undoRecords(services, session, [record]);
  }
  showInformation(
    records.length === 0
      ? vscode.l10n.t("Nothing to undo: no change of this organization is recorded here.")
      : vscode.l10n.t("Nothing to undo: what was changed from here is not in effect any more."),
  );
}

/** Somebody else may have taken it back, or the demo have been reset. */
async function isStillThere({ store, changeReader }: Session, { change }: ChangeRecord): Promise<boolean> {
  try {
    const { type } = store.getPolicySummary(change.policyId) ?? (await store.loadPolicy(change.policyId));
    return await isInEffect(change, type, changeReader);
  } catch (error) {
    if (isOrganizationError(error, "notFound")) return false;
    throw error;
  }
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
