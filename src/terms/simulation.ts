/** AWS's own judgement of SCPs (IAM API Reference, SimulateCustomPolicy). */

/** Value types of a condition key (IAM API Reference, ContextEntry). */
export type ContextEntryType = `${"string" | "numeric" | "boolean" | "ip" | "binary" | "date"}${"" | "List"}`;

export interface ContextEntry {
  readonly key: string;
  readonly type: ContextEntryType;
  readonly values: readonly string[];
}

/** A request under a hierarchy of SCPs, attached or not. */
export interface SimulationQuestion {
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN; without one AWS takes `*`. */
  readonly resource?: string;
  /** Texts of the SCPs, root first, account last; a level may have none. */
  readonly levels: readonly (readonly string[])[];
  /** AWS takes keys that are not listed as absent. */
  readonly context: readonly ContextEntry[];
}

export type SimulatedDecision = "allowed" | "explicitDeny" | "implicitDeny";

export interface SimulationAnswer {
  /** With an identity policy that allows everything. */
  readonly decision: SimulatedDecision;
  /** What the SCPs alone come to; absent where AWS does not evaluate SCPs for the action's resources. */
  readonly allowedByOrganizations?: boolean;
}
