/** Changes whose end was never recorded, as after a crash or a lost answer: looks what became of them and tells. */
import * as vscode from "vscode";
import type { Change } from "../../changes/change";
import type { ChangeReader, ChangeRecord } from "../../changes/ports";
import type { PolicyType } from "../../terms/policyTypes";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { showWarning } from "../messages";
import { loadStep } from "./loadPlan";
import { getStepText } from "./step";

/** Milliseconds in which another window may still be at work on a change it recorded. */
const UNDER_WAY = 60_000;

/** Reads what is there now, tells it and records it, so that it is told once. */
export async function tellUnfinished(session: Session, now: number): Promise<void> {
  const records = await session.journal.read(session.organizationId);
  for (const record of records) {
    if (record.state !== "intended" && record.state !== "unknown") continue;
    if (now - Date.parse(record.at) < UNDER_WAY) continue;
    await tell(session, record);
  }
}

async function tell(session: Session, record: ChangeRecord): Promise<void> {
  const { change } = record;
  const step = await loadStep(session.store, change);
  const inEffect = await isInEffect(session.changeReader, change, step.policy.type);
  await session.journal.append({ ...record, state: inEffect ? "done" : "failed" });
  const what = getStepText(step, vscode.l10n.t);
  const when = new Date(record.at).toLocaleString(vscode.env.language);
  showWarning(
    inEffect
      ? vscode.l10n.t("{0}: the answer to this change of {1} was lost. It has taken effect.", what, when)
      : vscode.l10n.t("{0}: the answer to this change of {1} was lost. It is not in effect.", what, when),
    ...(inEffect ? [{ title: vscode.l10n.t("Undo…"), run: () => vscode.commands.executeCommand(COMMANDS.undo) }] : []),
  );
}

async function isInEffect(reader: ChangeReader, change: Change, type: PolicyType): Promise<boolean> {
  if (change.kind === "update") return (await reader.describePolicy(change.policyId)).content === change.to;
  for await (const policy of reader.listPoliciesForTarget(change.targetId, type)) {
    if (policy.id === change.policyId) return change.kind === "attach";
  }
  return change.kind === "detach";
}
