/** Runs a plan: step by step, each recorded before and after, and never past what is not understood. */
import type { CallerIdentity } from "../organization/model";
import { getRoleOfCaller } from "./caller";
import type { JournalEntry, RunEnd, RunJournal, StepRecord } from "./journal";
import { leavesOpen } from "./leaveOut";
import { fillInNewIds } from "./newIds";
import type { Plan, PlannedStep } from "./plan";
import type { ChangeReads } from "./reads";
import { addEntry, getCreated, getUnsettledSteps, type Run } from "./runs";
import type { StepKind } from "./step";
import { performStep, toStepError, type PerformPorts } from "./performStep";
import { type Difference, type JudgedState, JudgedStateWatch } from "./judgedState";
import type { HeldLock, RunLock } from "./lock";
import type { ChangeWrites } from "./writes";

export interface RunPorts {
  readonly reads: ChangeReads;
  readonly writes: ChangeWrites;
  readonly journal: RunJournal;
  readonly lock: RunLock;
  /** ISO 8601, to the millisecond; rises. */
  readonly now: () => string;
  readonly wait: (milliseconds: number) => Promise<void>;
}

export interface RunOptions {
  readonly runId: string;
  /** Who confirmed the plan. */
  readonly caller: CallerIdentity;
  /** Through what: a profile, an endpoint, the demo. */
  readonly connection: string;
  /** Asked between two steps; a write under way is never called back. */
  readonly isCancelled?: () => boolean;
  readonly onProgress?: (planned: PlannedStep, record: StepRecord | undefined) => void;
  /** What to do after a step that did not succeed; by default the run stops. */
  readonly onFailure?: (planned: PlannedStep, record: StepRecord, run: Run) => Promise<"retry" | "goOn" | "stop">;
  /** Whether to go on with the next wave; by default it does. */
  readonly onWave?: (wave: number, run: Run) => Promise<boolean>;
  /** What the plan was judged by: what is another by now stops the run before the first step that it decides over. */
  readonly judged?: JudgedState;
}

export type RunResult =
  /** Nothing was sent. */
  | {
      readonly state: "refused";
      readonly reason: "caller" | "organization" | "journal" | "locked" | "unreadable";
      readonly found: string;
    }
  | {
      readonly state: "ended";
      readonly run: Run;
      readonly how: RunEnd;
      /** Something happened that could not be recorded; the run stopped there. */
      readonly journalError?: string;
      /** Why it was not gone on with, where nobody chose to stop. */
      readonly halted?: Halt;
    };

/** Who or what answers is another than the plan was made for, or could not be found out. */
interface Other {
  readonly reason: "caller" | "organization" | "unreadable";
  readonly found: string;
}

/** `lock`: another took it over meanwhile. `found`: who or what is there instead. */
export type Halt = Other | Difference | { readonly reason: "lock"; readonly found: string };

/** Never throws for what a port reports. */
export async function runPlan(plan: Plan, ports: RunPorts, options: RunOptions): Promise<RunResult> {
  const held = await ports.lock.acquire(plan.organizationId).catch((error: unknown) => ({ problem: toText(error) }));
  if ("problem" in held) return { state: "refused", reason: "journal", found: held.problem };
  if ("heldBy" in held) return { state: "refused", reason: "locked", found: held.heldBy };
  try {
    const refused = await verify(plan, ports.reads, options.caller);
    return refused ? { state: "refused", ...refused } : await new PlanRun(plan, ports, options, held).run();
  } finally {
    // A lock that stays behind is given up with this process; what was done is told in any case.
    await held.release().catch(() => undefined);
  }
}

/** What an account without an organization can do. */
const LONE: ReadonlySet<StepKind> = new Set(["createOrganization", "acceptHandshake", "declineHandshake"]);

/** Whether caller and organization are those that the plan was made for (read again, past any store). */
async function verify(plan: Plan, reads: ChangeReads, caller: CallerIdentity): Promise<Other | undefined> {
  try {
    const isNew = plan.organizationId === "";
    if (isNew && !plan.steps.every(({ step }) => LONE.has(step.kind))) {
      return { reason: "organization", found: (await reads.describeOrganization()).id };
    }
    const [found, organization] = await Promise.all([
      reads.getCallerIdentity(),
      isNew ? undefined : reads.describeOrganization(),
    ]);
    const planner = plan.callerArn ?? found.arn;
    const isOther = (arn: string) => getRoleOfCaller(found.arn) !== getRoleOfCaller(arn);
    if (found.accountId !== caller.accountId || isOther(caller.arn) || isOther(planner)) {
      return { reason: "caller", found: found.arn };
    }
    if (organization && organization.id !== plan.organizationId) {
      return { reason: "organization", found: organization.id };
    }
    return undefined;
  } catch (error) {
    return { reason: "unreadable", found: toStepError(error).message };
  }
}

/** Marks that the journal cannot be written, so that nothing more may be sent. */
class JournalFailure extends Error {}

/** Marks that another has taken over the lock, so that nothing more may be sent. */
class LockLost extends Error {}

class PlanRun {
  readonly #plan: Plan;
  readonly #ports: RunPorts;
  readonly #options: RunOptions;
  readonly #lock: HeldLock;
  readonly #watch: JudgedStateWatch | undefined;
  #run: Run | undefined;
  #halted: Halt | undefined;

  constructor(plan: Plan, ports: RunPorts, options: RunOptions, lock: HeldLock) {
    this.#plan = plan;
    this.#ports = ports;
    this.#options = options;
    this.#lock = lock;
    this.#watch = options.judged && new JudgedStateWatch(options.judged, ports.reads);
  }

  async run(): Promise<RunResult> {
    const { caller, connection } = this.#options;
    try {
      await this.#append({ entry: "run", caller: caller.arn, connection, plan: this.#plan });
    } catch (error) {
      return { state: "refused", reason: "journal", found: toText(error) };
    }
    try {
      const how = await this.#runSteps().catch((error: unknown): RunEnd => {
        if (!(error instanceof LockLost)) throw error;
        this.#halted = { reason: "lock", found: "another window" };
        return "stopped";
      });
      await this.#append({ entry: "end", how });
      return { state: "ended", run: this.#getRun(), how, ...(this.#halted && { halted: this.#halted }) };
    } catch (error) {
      if (!(error instanceof JournalFailure)) throw error;
      return { state: "ended", run: this.#getRun(), how: "stopped", journalError: error.message };
    }
  }

  async #runSteps(): Promise<RunEnd> {
    const { isCancelled = () => false, onWave, onFailure } = this.#options;
    let wave = this.#plan.steps[0]?.wave ?? 0;
    let how: RunEnd = "complete";
    for (const planned of this.#plan.steps) {
      if (isCancelled()) return "cancelled";
      if (planned.wave !== wave) {
        wave = planned.wave;
        if (!((await onWave?.(wave, this.#getRun())) ?? true)) return "stopped";
        // The halt may have lasted: the credentials may be another's by now.
        this.#halted = await verify(this.#plan, this.#ports.reads, this.#options.caller);
        if (this.#halted) return "stopped";
        this.#watch?.forget();
      }
      for (;;) {
        // While it halted or asked, changes may have been switched off.
        if (isCancelled()) return "cancelled";
        this.#halted = await this.#watch?.compare(planned.id);
        if (this.#halted) return "stopped";
        await this.#demandLock();
        const record = this.#isLeftOpen(planned) ? undefined : await this.#runStep(planned);
        if (!record) {
          how = "stopped";
          break;
        }
        if (record.state === "done" || record.state === "alreadySo") break;
        if (record.state === "underWay" || isCancelled()) return "cancelled";
        const decision = (await onFailure?.(planned, record, this.#getRun())) ?? "stop";
        this.#watch?.forget();
        if (decision === "stop") return "stopped";
        if (decision === "retry") continue;
        how = "stopped";
        break;
      }
    }
    return how;
  }

  /** Whether it takes away what a step that was not done was to put in its place. */
  #isLeftOpen({ step }: PlannedStep): boolean {
    return this.#getRun().steps.some(({ planned, record }) => {
      const isMissing = record !== undefined && record.state !== "done" && record.state !== "alreadySo";
      return isMissing && leavesOpen(step, planned.step);
    });
  }

  /** `undefined` when it needs what an earlier step failed to create. */
  async #runStep(planned: PlannedStep): Promise<StepRecord | undefined> {
    const { isCancelled = () => false, onProgress } = this.#options;
    const run = this.#getRun();
    const created = getCreated(run);
    const step = fillInNewIds(planned.step, created);
    if (!step) return undefined;
    onProgress?.(planned, undefined);
    const { reads, writes, wait } = this.#ports;
    const ports: PerformPorts = {
      reads,
      writes,
      wait,
      isCancelled,
      context: { taken: new Set(created.values()) },
      mayBeSent: getUnsettledSteps(run).some((one) => one.planned.id === planned.id),
      record: async (next) => {
        // Reads and pauses may have lasted, as while the machine slept.
        if (next.state === "sending") await this.#demandLock();
        await this.#append({ entry: "step", stepId: planned.id, record: next });
      },
    };
    const record = await performStep(step, ports);
    if (record.state === "done" || record.state === "alreadySo") this.#watch?.note(step);
    onProgress?.(planned, record);
    return record;
  }

  async #demandLock(): Promise<void> {
    if (!(await this.#lock.isHeld().catch(() => false))) throw new LockLost();
  }

  #getRun(): Run {
    if (!this.#run) throw new Error("A run begins with its plan.");
    return this.#run;
  }

  async #append(
    entry:
      | Omit<Extract<JournalEntry, { entry: "run" }>, "runId" | "at">
      | Omit<Extract<JournalEntry, { entry: "step" }>, "runId" | "at">
      | Omit<Extract<JournalEntry, { entry: "end" }>, "runId" | "at">,
  ): Promise<void> {
    const line: JournalEntry = { ...entry, runId: this.#options.runId, at: this.#ports.now() };
    // What happened is told to the person even where the disk did not take it; what has not happened is not.
    const isIntent = entry.entry === "run" || (entry.entry === "step" && entry.record.state === "sending");
    if (!isIntent) this.#run = addEntry(this.#run, line);
    try {
      await this.#ports.journal.append(this.#plan.organizationId, line);
    } catch (error) {
      throw new JournalFailure(toText(error));
    }
    if (isIntent) this.#run = addEntry(this.#run, line);
  }
}

function toText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
