/** One step: look, record, send once, and find out what became of it. */
import { isOrganizationError } from "../organization/errors";
import type { StepError, StepRecord } from "./journal";
import type { Followed, Look, LookContext, Operation, Sent } from "./operations/operation";
import { getOperation } from "./operations/table";
import type { ChangeReads } from "./reads";
import type { Step } from "./step";
import type { ChangeWrites } from "./writes";

export interface PerformPorts {
  readonly reads: ChangeReads;
  readonly writes: ChangeWrites;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly isCancelled: () => boolean;
  readonly context: LookContext;
  /** It was sent before, and what became of it is not known: what is in effect now counts as done by it. */
  readonly mayBeSent: boolean;
  /** Rejects when the record is not on the disk. */
  readonly record: (record: StepRecord) => Promise<void>;
}

/** Pauses before it is sent again, after AWS said that it did not take it: too many requests, or another change at work. */
const AGAIN = [1_000, 2_000, 4_000, 8_000, 16_000];
/** Pauses before it is looked again, since reads lag behind writes for some seconds. */
const SETTLING = [0, 1_000, 2_000, 4_000];
const FOLLOWING = [1_000, 2_000, 5_000];
/** Reads in a row that may fail while AWS is at work. */
const MAX_BLIND = 5;
/** Reads in a row that may show nothing of what AWS accepted: about two minutes. */
const MAX_IDLE = 24;
/** How often what is found under way is waited for. */
const MAX_FOUND = 3;

const IDLE = "AWS accepted it, and shows nothing of it so far";

/** Throws only what `record` throws. */
export async function performStep(step: Step, ports: PerformPorts): Promise<StepRecord> {
  const record = await run(step, ports);
  await ports.record(record);
  return record;
}

/** What became of a step that was about to be sent when the run broke off. */
export async function settleStep(step: Step, token: string | undefined, ports: PerformPorts): Promise<StepRecord> {
  const operation = getOperation(step);
  if (token !== undefined) return follow(operation, token, step, ports);
  return settle(operation, step, ports, { state: "notSent" });
}

async function run(step: Step, ports: PerformPorts): Promise<StepRecord> {
  const operation = getOperation(step);
  let found = 0;
  for (let attempt = 0; ; ) {
    let look: Look;
    try {
      look = await operation.look(step, ports.reads, ports.context);
    } catch (error) {
      return { state: "failed", error: toStepError(error) };
    }
    if (look.state === "underWay") {
      const followed = await follow(operation, look.token, step, ports);
      // It may be somebody else's: once it is over, what is there decides.
      const isOver = followed.state === "done" || (followed.state === "failed" && !ports.mayBeSent);
      if (!isOver || ++found > MAX_FOUND) return followed;
      continue;
    }
    if (look.state === "alreadySo" && ports.mayBeSent) return { ...look, state: "done" };
    if (look.state !== "ready") return look;

    const { attached } = look;
    await ports.record({ state: "sending", step, ...(attached !== undefined && { attached }) });
    let sent: Sent;
    try {
      sent = await operation.send(step, ports.writes);
    } catch (error) {
      const pause = AGAIN[attempt++];
      if (pause !== undefined && mayBeSentAgain(error) && !ports.isCancelled()) {
        const refused: StepRecord = { state: "failed", error: toStepError(error) };
        await ports.record(refused);
        await ports.wait(pause);
        if (ports.isCancelled()) return refused;
        continue;
      }
      return isRefusal(error)
        ? explainRefusal(operation, step, ports, error)
        : settle(operation, step, ports, { state: "unknown", error: toStepError(error) });
    }
    if (sent.token !== undefined) return follow(operation, sent.token, step, ports);
    return { state: "done", ...(sent.created !== undefined && { created: sent.created }) };
  }
}

/** AWS refused; that may be because it is so already (a duplicate attachment). */
async function explainRefusal(
  operation: Operation<Step>,
  step: Step,
  { reads, context, mayBeSent }: PerformPorts,
  error: unknown,
): Promise<StepRecord> {
  if (isOrganizationError(error, "conflict", "notFound")) {
    const look = await operation.look(step, reads, context).catch(() => undefined);
    if (look?.state === "alreadySo") return mayBeSent ? { ...look, state: "done" } : look;
  }
  return { state: "failed", error: toStepError(error) };
}

/**
 * The answer was lost: what the organization says decides. `absent` is said where the step is not in effect: of what
 * was just lost on the way, AWS may still take up a part.
 */
async function settle(
  operation: Operation<Step>,
  step: Step,
  ports: PerformPorts,
  absent: StepRecord,
): Promise<StepRecord> {
  let unknown: StepError | undefined;
  for (const pause of SETTLING) {
    if (pause > 0) await ports.wait(pause);
    try {
      const look = await operation.look(step, ports.reads, ports.context);
      unknown = undefined;
      if (look.state === "alreadySo") return { ...look, state: "done" };
      if (look.state === "underWay") {
        const followed = await follow(operation, look.token, step, ports);
        if (followed.state !== "done") return followed;
      }
      if (look.state === "conflict") unknown = { kind: "conflict", message: look.found };
    } catch (error) {
      unknown = toStepError(error);
    }
  }
  return unknown ? { state: "unknown", error: unknown } : absent;
}

async function follow(operation: Operation<Step>, token: string, step: Step, ports: PerformPorts): Promise<StepRecord> {
  const underWay: StepRecord = { state: "underWay", token };
  await ports.record(underWay);
  let blind = 0;
  let idle = 0;
  for (let turn = 0; ; turn++) {
    let followed: Followed | undefined;
    try {
      followed = await operation.follow?.(token, step, ports.reads);
      blind = 0;
    } catch (error) {
      if (++blind >= MAX_BLIND || isOrganizationError(error, "denied", "signedOut")) {
        return { state: "unknown", error: toStepError(error) };
      }
      followed = { state: "underWay" };
    }
    if (!followed) return { state: "done" };
    if (followed.state === "done") return followed;
    if (followed.state === "failed") {
      return { state: "failed", error: { kind: "limit", message: followed.reason, awsName: followed.reason } };
    }
    idle = followed.isIdle ? idle + 1 : 0;
    if (idle >= MAX_IDLE) return { state: "unknown", error: { kind: "unavailable", message: IDLE } };
    if (ports.isCancelled()) return underWay;
    await ports.wait(FOLLOWING[turn] ?? FOLLOWING.at(-1) ?? 0);
  }
}

/** AWS answered that it did not take the write because of others, so that sending it again can do no harm. */
function mayBeSentAgain(error: unknown): boolean {
  if (isOrganizationError(error, "throttled")) return true;
  return (
    isOrganizationError(error, "conflict") &&
    (error.awsName === "ConcurrentModificationException" || error.awsName === "PolicyChangesInProgressException")
  );
}

/** Whether AWS answered with a refusal. A lost answer is none, nor is one that could not be understood. */
function isRefusal(error: unknown): boolean {
  return (
    isOrganizationError(error) && !isOrganizationError(error, "offline", "unavailable", "cancelled", "unsupported")
  );
}

export function toStepError(error: unknown): StepError {
  if (!isOrganizationError(error)) {
    return { kind: "unavailable", message: error instanceof Error ? error.message : String(error) };
  }
  const { kind, message, awsName, reason } = error;
  return { kind, message, ...(awsName !== undefined && { awsName }), ...(reason !== undefined && { reason }) };
}
