/** Runs that ended in the middle: what became of them, and the ways on. */
import * as vscode from "vscode";
import { getForgettable } from "../../changes/retention";
import { getInterruptedRuns, getRemainder, type Run } from "../../changes/runs";
import { endRun, settleRun } from "../../changes/settleRun";
import { getTakeBack } from "../../changes/takeBack";
import { getWhereWords } from "../changing/where";
import type { Session } from "../connection/session";
import { showInformation, showRefusal, showWarning } from "../messages";
import { loadRuns } from "./changesView";
import { getRunPorts } from "./execute";
import { getTouchedParts } from "./touched";
import { getCountsText } from "./words";
import type { PlanRequest } from "./request";

export interface RecoveryPorts {
  readonly propose: (session: Session, request: PlanRequest) => Promise<unknown>;
  readonly onRun: () => void;
}

/** Looks for runs that a crash or a lost connection left behind, unless another window is at work on one. */
export async function recoverRuns(session: Session, ports: RecoveryPorts): Promise<void> {
  const interrupted = getInterruptedRuns(await loadRuns(session));
  for (const run of interrupted) await settle(session, run, ports);
}

/** Keeps the journal from growing for ever. */
export async function forgetOldRuns(session: Session): Promise<void> {
  const old = getForgettable(await loadRuns(session), new Date());
  if (old.size === 0) return;
  const { journal, lock } = getRunPorts(session);
  const held = await lock.acquire(session.organizationId);
  if ("heldBy" in held) return;
  try {
    await journal.forget(session.organizationId, old);
  } finally {
    await held.release();
  }
}

/** Reads what became of the run's open steps and offers what can be done. */
export async function settle(session: Session, run: Run, ports: RecoveryPorts): Promise<void> {
  const runPorts = getRunPorts(session);
  const held = await runPorts.lock.acquire(session.organizationId);
  if ("heldBy" in held) return;
  let settled: Run;
  try {
    settled = await settleRun(run, runPorts);
  } finally {
    await held.release();
  }
  session.store.refresh(settled.steps.flatMap(({ step }) => getTouchedParts(step, session.store)));
  ports.onRun();
  const t = vscode.l10n.t;
  const message = t(
    "“{0}” was interrupted {1}: {2}.",
    settled.plan.title,
    getWhereWords(session, t),
    getCountsText(settled, t),
  );
  if (settled.ended && getInterruptedRuns([settled]).length === 0 && settled.ended.how === "complete") {
    showInformation(message);
    return;
  }
  showWarning(
    message,
    { title: t("Finish…"), run: () => finish(session, settled, ports) },
    { title: t("Take Back…"), run: () => takeBack(session, settled, ports) },
    { title: t("Leave As It Is"), run: () => leave(session, settled, ports) },
  );
}

/** Proposes what is left of a run. */
export async function finish(session: Session, run: Run, ports: RecoveryPorts): Promise<void> {
  const rest = getRemainder(run, new Date().toISOString());
  if (!rest) {
    await leave(session, run, ports);
    showInformation(vscode.l10n.t("Nothing is left to be done of “{0}”.", run.plan.title));
    return;
  }
  const { title, steps, reason } = rest;
  await ports.propose(session, { title, steps, continues: run.id, ...(reason !== undefined && { reason }) });
}

/** Proposes the inverse of what a run did. */
export async function takeBack(session: Session, run: Run, ports: RecoveryPorts): Promise<void> {
  const t = vscode.l10n.t;
  const { plan, lasting } = getTakeBack(run, new Date().toISOString(), t("Undo: {0}", run.plan.title));
  if (!plan) {
    showRefusal(
      lasting.length > 0
        ? t("AWS offers no way to take “{0}” back.", run.plan.title)
        : t("Nothing of “{0}” is in effect, so that there is nothing to take back.", run.plan.title),
    );
    return;
  }
  if (lasting.length > 0) {
    showInformation(t("{0} steps of “{1}” cannot be taken back; the others can.", lasting.length, run.plan.title));
  }
  await ports.propose(session, { title: plan.title, steps: plan.steps, undoes: run.id });
}

export async function leave(session: Session, run: Run, ports: RecoveryPorts): Promise<void> {
  await endRun(run, "left", getRunPorts(session).journal, new Date().toISOString());
  ports.onRun();
}
