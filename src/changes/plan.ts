/** What is to be written, in order, before any of it is sent. */
import type { Step } from "./step";

export interface PlannedStep {
  /** Unique in its plan: `1`, `2`, … */
  readonly id: string;
  readonly step: Step;
  /** Counted from 0, never falling; the run halts between two waves until it is told to go on. */
  readonly wave: number;
}

export interface Plan {
  /** What the person asked for, in a line. */
  readonly title: string;
  readonly organizationId: string;
  /** The ARN that planned it: only the same principal may run it. `undefined`: whoever checks it first. */
  readonly callerArn?: string;
  /** ISO 8601. */
  readonly plannedAt: string;
  readonly steps: readonly PlannedStep[];
  /** Why, or the number of a ticket; free text. */
  readonly reason?: string;
  /** Id of the run that this plan takes back, or finishes. */
  readonly undoes?: string;
  readonly continues?: string;
  /** Of what it was to do, something was left out. */
  readonly isPartial?: true;
}

/** Numbers the steps; all in one wave. */
export function numberSteps(steps: readonly Step[]): readonly PlannedStep[] {
  return steps.map((step, index) => ({ id: String(index + 1), step, wave: 0 }));
}
