/** Changes whose end was never recorded, as after a crash or a lost answer: looks what became of them and tells. */
import * as vscode from "vscode";
import { isInEffect } from "../../changes/inEffect";
import type { ChangeRecord } from "../../changes/ports";
import { isOrganizationError } from "../../organization/errors";
import { getTouchedParts } from "../../organization/touchedParts";
import type { Session } from "../connection/session";
import { showWarning } from "../messages";
import { loadStep } from "./loadPlan";
import { getStepText } from "./step";

/** Milliseconds in which another window may still be at work on a change it recorded. */
const UNDER_WAY = 60_000;

/** What offers to take recorded changes back. */
export type OfferUndo = (session: Session, records: readonly ChangeRecord[]) => unknown;

/** Tells what became of the changes of earlier, each once. */
export async function tellUnfinished(session: Session, now: number, offerUndo: OfferUndo): Promise<void> {
  const records = await session.journal.read(session.organizationId);
  const isOver = ({ state, at }: ChangeRecord) =>
    (state === "intended" || state === "unknown") && now - Date.parse(at) >= UNDER_WAY;
  await tellOutcomes(session, records.filter(isOver), offerUndo);
}

/** Reads what is there now, tells it and records it. */
export async function tellOutcomes(
  session: Session,
  records: readonly ChangeRecord[],
  offerUndo: OfferUndo,
): Promise<void> {
  for (const record of records) {
    try {
      await tell(session, record, offerUndo);
    } catch (error) {
      // What it was about is gone: it would be looked for in vain at each start.
      if (!isOrganizationError(error, "notFound")) throw error;
      await session.journal.append({ ...record, state: "failed", error: error.message });
    }
  }
}

async function tell(session: Session, record: ChangeRecord, offerUndo: OfferUndo): Promise<void> {
  const { change } = record;
  const step = await loadStep(session.store, change);
  const inEffect = await isInEffect(change, step.policy.type, session.changeReader);
  const outcome: ChangeRecord = { ...record, state: inEffect ? "done" : "failed" };
  await session.journal.append(outcome);
  session.store.refresh(getTouchedParts(change, step.policy.type));
  const what = getStepText(step, vscode.l10n.t);
  const when = new Date(record.at).toLocaleString(vscode.env.language);
  showWarning(
    inEffect
      ? vscode.l10n.t("{0}: the answer to this change of {1} was lost. It has taken effect.", what, when)
      : vscode.l10n.t("{0}: the answer to this change of {1} was lost. It is not in effect.", what, when),
    ...(inEffect && record.undoes === undefined
      ? [{ title: vscode.l10n.t("Undo…"), run: () => offerUndo(session, [outcome]) }]
      : []),
  );
}
