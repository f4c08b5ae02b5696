/** After an interruption: finds out what became of the steps whose outcome no line of the journal tells. */
import type { RunEnd, StepRecord } from "./journal";
import { isOfLaterVersion } from "./laterVersion";
import { settleStep } from "./performStep";
import type { RunPorts } from "./runPlan";
import { getCreated, getInterruptedRuns, getUnsettledSteps, readRuns, type Run } from "./runs";

type SettlePorts = Pick<RunPorts, "reads" | "writes" | "journal" | "now" | "wait">;

/**
 * The run with what was found out, which is recorded too. What cannot be read stays `unknown`. For who holds the lock:
 * what another window has recorded of `known` meanwhile is read first, and holds.
 */
export async function settleRun(known: Run, ports: SettlePorts, isCancelled = () => false): Promise<Run> {
  const { organizationId } = known.plan;
  const read = async () =>
    readRuns(await ports.journal.read(organizationId), organizationId).find(({ id }) => id === known.id);
  const run = (await read()) ?? known;
  if (isOfLaterVersion(run)) return run;
  const taken = new Set(getCreated(run).values());
  for (const { planned, step, record } of getUnsettledSteps(run)) {
    const append = (next: StepRecord) =>
      ports.journal.append(organizationId, {
        entry: "step",
        runId: run.id,
        stepId: planned.id,
        at: ports.now(),
        record: next,
      });
    const settled = await settleStep(step, record?.state === "underWay" ? record.token : undefined, {
      reads: ports.reads,
      writes: ports.writes,
      wait: ports.wait,
      isCancelled,
      context: { taken },
      mayBeSent: true,
      record: append,
    });
    await append(settled);
    if (settled.state === "done" && settled.created !== undefined) taken.add(settled.created);
  }
  return (await read()) ?? run;
}

export function endRun(run: Run, how: RunEnd, { journal, now }: Pick<RunPorts, "journal" | "now">): Promise<void> {
  return journal.append(run.plan.organizationId, { entry: "end", runId: run.id, at: now(), how });
}

/** `decided`: somebody finished it, took it back or let it be meanwhile. */
export type Left = { readonly state: "left" | "decided" } | { readonly state: "locked"; readonly heldBy: string };

/** Closes an interrupted run that a person leaves as it is, unless another window is at work on the organization. */
export async function leaveRun(run: Run, ports: Pick<RunPorts, "journal" | "lock" | "now">): Promise<Left> {
  const { organizationId } = run.plan;
  const held = await ports.lock.acquire(organizationId);
  if ("heldBy" in held) return { state: "locked", heldBy: held.heldBy };
  try {
    const runs = readRuns(await ports.journal.read(organizationId), organizationId);
    if (!getInterruptedRuns(runs).some(({ id }) => id === run.id)) return { state: "decided" };
    await endRun(run, "left", ports);
    return { state: "left" };
  } finally {
    await held.release();
  }
}
