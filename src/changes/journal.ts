/**
 * The journal of runs: append-only, one line for each thing that happened, flushed before and after each write. What a
 * run did is what its lines say; see `runs.ts`.
 */
import type { OrganizationErrorKind } from "../organization/errors";
import type { Plan } from "./plan";
import type { Step } from "./step";

/** An error as the journal keeps it. */
export interface StepError {
  readonly kind: OrganizationErrorKind;
  readonly message: string;
  readonly awsName?: string;
  /** AWS's code, such as `MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED`. */
  readonly reason?: string;
}

export type StepRecord =
  /** About to be sent: whether it was is not known until the next line. `step` has all ids filled in. */
  | { readonly state: "sending"; readonly step: Step; readonly attached?: readonly string[] }
  /** AWS accepted it and carries it out. */
  | { readonly state: "underWay"; readonly token: string }
  | { readonly state: "done"; readonly created?: string }
  /** The organization was so before; nothing was sent. */
  | { readonly state: "alreadySo"; readonly created?: string }
  /** Found out after an interruption: it never took effect. */
  | { readonly state: "notSent" }
  | { readonly state: "failed"; readonly error: StepError }
  /** Somebody else changed the same; nothing was sent. */
  | { readonly state: "conflict"; readonly found: string }
  /** It was sent; whether it took effect could not be found out. */
  | { readonly state: "unknown"; readonly error: StepError };

export type StepState = StepRecord["state"];

/** `left`: a person chose to leave an interrupted run as it is. */
export type RunEnd = "complete" | "stopped" | "cancelled" | "left";

export type JournalEntry = { readonly runId: string; readonly at: string } & (
  | {
      readonly entry: "run";
      /** The ARN that signs, and through what: a profile, an endpoint, the demo. */
      readonly caller: string;
      readonly connection: string;
      readonly plan: Plan;
    }
  | { readonly entry: "step"; readonly stepId: string; readonly record: StepRecord }
  | { readonly entry: "end"; readonly how: RunEnd }
);

/** A line of a form that this version does not know: no more is told of it than whose it is. */
export interface LaterEntry {
  readonly entry: "later";
  readonly runId: string;
  readonly at: string;
  /** Where it is the beginning of a run. */
  readonly title?: string;
}

/** A line that cannot be read, and is kept as it is: the disk, or somebody's hand, has changed it. */
export interface DamagedEntry {
  readonly entry: "damaged";
  /** As far as can be told; else one of its own. */
  readonly runId: string;
  /** About. */
  readonly at: string;
  /** Where it seems to be the beginning of a run. */
  readonly title?: string;
}

export type RecordedEntry = JournalEntry | LaterEntry | DamagedEntry;

/** Where runs are recorded. `append` resolves once the line is on the disk, and rejects when it is not. */
export interface RunJournal {
  append(organizationId: string, entry: JournalEntry): Promise<void>;
  /** Oldest first. */
  read(organizationId: string): Promise<readonly RecordedEntry[]>;
  /** Drops the lines of these runs, but none that is damaged. For who holds the lock, so that nobody appends meanwhile. */
  forget(organizationId: string, runIds: ReadonlySet<string>): Promise<void>;
}
