/** Runs that ended in the middle: what became of them, and the ways on. */
import * as vscode from "vscode";
import { isOfLaterVersion } from "../../changes/laterVersion";
import { getForgettable } from "../../changes/retention";
import { getInterruptedRuns, getRemainder, getUnsettledSteps, type Run, type StepRun } from "../../changes/runs";
import { isLone, settleLoneRuns } from "../../changes/loneRuns";
import { leaveRun, settleRun } from "../../changes/settleRun";
import { isNewId } from "../../changes/newIds";
import type { Plan } from "../../changes/plan";
import { getMade, getTakeBack, reuseMade } from "../../changes/takeBack";
import { getWhereWords } from "../changing/where";
import { isPlayground, type Session } from "../connection/session";
import { showInformation, showRefusal, showWarning } from "../messages";
import { getUnreadHint, loadRuns } from "./changesView";
import { getRunPorts } from "./execute";
import { loadKnown } from "./judge";
import { loadLosses } from "./losses";
import { getTouchedParts } from "./touched";
import { getCountsText, getRunTitle, getStepTexts, listSome } from "./words";
import type { PlanRequest } from "./request";

export interface RecoveryPorts {
  readonly propose: (session: Session, request: PlanRequest) => Promise<unknown>;
  readonly onRun: () => void;
  readonly showChanges: () => Promise<void>;
  /** As `showChanges`, with this run, and without the keyboard. */
  readonly revealRun: (run: Run) => Promise<void>;
}

/** Looks for runs that a crash or a lost connection left behind, unless another window is at work on one. */
export async function recoverRuns(session: Session, ports: RecoveryPorts): Promise<void> {
  if (!session.changes) return;
  // What became of the account's first steps is known by now, and nothing is left to be chosen about them.
  if (!isPlayground(session)) await settleLoneRuns(session.caller.accountId, getRunPorts(session.changes));
  const interrupted = getInterruptedRuns(await loadRuns(session));
  for (const run of interrupted) await settle(session, run, ports);
  // A message is gone in seconds.
  const open = getInterruptedRuns(await loadRuns(session)).at(-1);
  if (open && !(await session.changes.lock.isTaken(session.organizationId))) await ports.revealRun(open);
}

/** Keeps the journal from growing for ever. */
export async function forgetOldRuns(session: Session): Promise<void> {
  const old = getForgettable(
    (await loadRuns(session)).filter((run) => !isLone(run)),
    new Date(),
  );
  if (old.size === 0) return;
  const { journal, lock } = getRunPorts(session.changes);
  const held = await lock.acquire(session.organizationId);
  if ("heldBy" in held) return;
  try {
    await journal.forget(session.organizationId, old);
  } finally {
    await held.release();
  }
}

/** Reads what became of the run's open steps and offers what can be done. `isAsked`: by a person, who is told of whoever is at work. */
export async function settle(session: Session, run: Run, ports: RecoveryPorts, isAsked = false): Promise<void> {
  if (isOfLaterVersion(run)) return tellUnread(session, run, ports);
  const found = await lookAgain(session, run, ports);
  if ("heldBy" in found) {
    if (isAsked) tellHeld(run, found.heldBy);
    return;
  }
  const { settled } = found;
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
  const leaveIt = { title: t("Leave As It Is"), run: () => leave(session, settled, ports) };
  if (isLone(settled)) return showWarning(message, leaveIt);
  showWarning(
    message,
    { title: t("Finish…"), run: () => finish(session, settled, ports) },
    { title: t("Take Back…"), run: () => takeBack(session, settled, ports) },
    leaveIt,
  );
}

/** Nothing of it is touched. Whether one of a later version is open is for that to say; what is damaged can be closed. */
function tellUnread(session: Session, run: Run, ports: RecoveryPorts): void {
  const t = vscode.l10n.t;
  const message = t("“{0}” was interrupted {1}.", getRunTitle(run, t), getWhereWords(session, t));
  showWarning(
    `${message} ${getUnreadHint(run, t)}`,
    { title: t("Show Changes"), run: ports.showChanges },
    ...(run.isDamaged ? [{ title: t("Leave As It Is"), run: () => leave(session, run, ports) }] : []),
  );
}

/** Says so where a run holds what this version does not know, or nobody can read any more. */
export function refuseLater(run: Run): boolean {
  const t = vscode.l10n.t;
  const isLater = isOfLaterVersion(run);
  if (isLater) showRefusal(`${getRunTitle(run, t)}: ${getUnreadHint(run, t)}`);
  return isLater;
}

async function lookAgain(
  session: Session,
  run: Run,
  ports: RecoveryPorts,
  isCancelled = () => false,
): Promise<{ readonly settled: Run } | { readonly heldBy: string }> {
  const runPorts = getRunPorts(session.changes);
  const held = await runPorts.lock.acquire(run.plan.organizationId);
  if ("heldBy" in held) return held;
  let settled: Run;
  try {
    settled = await settleRun(run, runPorts, isCancelled);
  } finally {
    await held.release();
  }
  session.store.refresh(settled.steps.flatMap(({ step }) => getTouchedParts(step, session.store)));
  ports.onRun();
  return { settled };
}

/**
 * The run as it turns out now: what became of its open steps decides what is left, and what there is to take back.
 * `undefined` after having said that somebody is still at work on it.
 */
async function settleOrExplain(session: Session, run: Run, ports: RecoveryPorts): Promise<Run | undefined> {
  if (refuseLater(run)) return undefined;
  if (run.ended && getUnsettledSteps(run).length === 0) return run;
  const found = await lookAgain(session, run, ports, () => true);
  const t = vscode.l10n.t;
  if ("heldBy" in found) {
    tellHeld(run, found.heldBy);
    return undefined;
  }
  if (!found.settled.steps.some(({ record }) => record?.state === "underWay")) return found.settled;
  showRefusal(t("AWS is still carrying out a step of “{0}”. Look again in a while.", run.plan.title));
  return undefined;
}

function tellHeld({ plan }: Run, heldBy: string): void {
  showRefusal(vscode.l10n.t("“{0}” is still being run by {1}.", plan.title, heldBy));
}

/** Proposes what is left of a run. */
export async function finish(session: Session, known: Run, ports: RecoveryPorts): Promise<void> {
  const run = await settleOrExplain(session, known, ports);
  if (!run) return;
  const rest = getRemainder(run, new Date().toISOString());
  if (!rest) {
    await leaveRun(run, getRunPorts(session.changes));
    ports.onRun();
    showInformation(vscode.l10n.t("Nothing is left to be done of “{0}”.", run.plan.title));
    return;
  }
  const { title, steps, reason, undoes, isPartial } = rest;
  await ports.propose(session, {
    title,
    steps,
    continues: run.id,
    ...(reason !== undefined && { reason }),
    ...(undoes !== undefined && { undoes }),
    ...(isPartial && { isPartial }),
  });
}

/** Proposes the inverse of what a run did. */
export async function takeBack(session: Session, known: Run, ports: RecoveryPorts): Promise<void> {
  const t = vscode.l10n.t;
  const run = await settleOrExplain(session, known, ports);
  if (!run) return;
  const { plan: whole, lasting } = getTakeBack(run, new Date().toISOString(), t("Undo: {0}", run.plan.title));
  const plan = whole && (await leaveMade(session, run, whole));
  if (!plan || plan.steps.length === 0) {
    showRefusal(
      lasting.length > 0
        ? t("AWS offers no way to take “{0}” back.", run.plan.title)
        : t("Nothing of “{0}” is in effect, so that there is nothing to take back.", run.plan.title),
    );
    return;
  }
  const complete = await loadLosses(session.store, plan);
  if (!complete) return;
  const lost = complete.steps.flatMap(({ step }) => (step.kind === "disablePolicyType" ? step.attachments : []));
  const notes = [
    ...(await tellLasting(session, run, lasting)),
    ...(lost.length === 0
      ? []
      : [
          t(
            "Attachments that go with the policy type: {0}. The journal keeps them: undoing this attaches each anew.",
            lost.length,
          ),
        ]),
  ];
  await ports.propose(session, {
    title: plan.title,
    steps: complete.steps,
    undoes: run.id,
    ...(notes.length > 0 && { notes }),
  });
}

/** An undo that was broken off may have brought something back already: the next one goes on with that. */
async function leaveMade(session: Session, run: Run, plan: Plan): Promise<Plan> {
  const made = getMade(await loadRuns(session), run.id);
  if (made.size === 0) return plan;
  const { store } = session;
  const types = plan.steps.flatMap(({ step }) => (step.kind === "createPolicy" ? [step.policy.type] : []));
  const parentIds = plan.steps.flatMap(({ step }) =>
    step.kind === "createOrganizationalUnit" && !isNewId(step.parentId) ? [step.parentId] : [],
  );
  // What cannot be read is found by the preflight.
  await Promise.allSettled([
    ...[...new Set(types)].map((type) => store.loadPolicies(type)),
    ...[...new Set(parentIds)].map((parentId) => store.loadOrganizationalUnits(parentId)),
  ]);
  return reuseMade(plan, made, await loadKnown(session, new Date().toISOString(), plan.steps));
}

/** Stands in the plan that takes back the rest: a message would be gone by the time it is run. */
async function tellLasting(session: Session, run: Run, lasting: readonly StepRun[]): Promise<readonly string[]> {
  if (lasting.length === 0) return [];
  const t = vscode.l10n.t;
  const texts = getStepTexts(run.plan.steps, await loadKnown(session, new Date().toISOString(), []), t);
  const stay = lasting
    .toReversed()
    .map(({ planned: { id } }) => t("Stays, as AWS offers no way back: {0}", texts.get(id) ?? id));
  return listSome(stay, t);
}

export async function leave(session: Session, run: Run, ports: RecoveryPorts): Promise<void> {
  if (!run.isDamaged && refuseLater(run)) return;
  const left = await leaveRun(run, getRunPorts(session.changes));
  ports.onRun();
  const t = vscode.l10n.t;
  if (left.state === "locked") {
    showRefusal(t("“{0}” is left for later: {1} is at work on this organization.", run.plan.title, left.heldBy));
  } else if (left.state === "decided") {
    showInformation(t("“{0}” is not open any more: it was finished, taken back or closed.", run.plan.title));
  }
}
