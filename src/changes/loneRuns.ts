/** Runs of accounts that had no organization yet. The journal keeps them under an empty id: there was none to name. */
import { parseArn } from "../terms/arns";
import type { RunJournal } from "./journal";
import { isOfLaterVersion } from "./laterVersion";
import { getCreated, getInterruptedRuns, getUnsettledSteps, readRuns, type Run } from "./runs";
import type { RunPorts } from "./runPlan";
import { endRun, settleRun } from "./settleRun";

export const NO_ORGANIZATION = "";

export function isLone({ plan }: Run): boolean {
  return plan.organizationId === NO_ORGANIZATION;
}

/** What the account did before it was in this organization: it created it, or accepted to join. With what is damaged. */
export async function readLoneRuns(
  journal: RunJournal,
  accountId: string,
  organizationId: string,
): Promise<readonly Run[]> {
  const runs = readRuns(await journal.read(NO_ORGANIZATION));
  return runs.filter(
    (run) =>
      (run.isDamaged || isBy(run, accountId)) && [...getCreated(run).values()].every((id) => id === organizationId),
  );
}

/**
 * Finds out what became of the account's runs that a crash left behind, and closes those of which that is known.
 * Answers none while another window is at work.
 */
export async function settleLoneRuns(accountId: string, ports: RunPorts): Promise<readonly Run[]> {
  const read = async () => readRuns(await ports.journal.read(NO_ORGANIZATION));
  const getOpen = (runs: readonly Run[]) =>
    getInterruptedRuns(runs).filter((run) => isBy(run, accountId) && !isOfLaterVersion(run));
  if (getOpen(await read()).length === 0) return [];
  const held = await ports.lock.acquire(NO_ORGANIZATION);
  if ("heldBy" in held) return [];
  try {
    const settled: Run[] = [];
    for (const open of getOpen(await read())) {
      const run = await settleRun(open, ports);
      if (getUnsettledSteps(run).length === 0) await endRun(run, "left", ports);
      settled.push(run);
    }
    return settled;
  } finally {
    await held.release();
  }
}

function isBy({ caller }: Run, accountId: string): boolean {
  return parseArn(caller)?.accountId === accountId;
}
