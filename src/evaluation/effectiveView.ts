import { countRange } from "./access/summary";
import type { ActionUniverse, ServiceRange } from "./access/universe";
import type { AccessMatrix } from "./access/matrix";
import type { AccessProfile } from "./access/profile";
import { listReasons, type Reason } from "./reasons";

/** How much of a service SCPs and RCPs leave. */
export type ServiceOutcome =
  /** Nothing stands in the way of any action. */
  | "full"
  /** Some actions are free and others are not. */
  | "part"
  /** Every action is denied. */
  | "none"
  /** No action is free; some or all depend on the request. */
  | "conditional"
  /** What could not be read would tell. */
  | "unknown";

export interface ServiceView {
  readonly prefix: string;
  readonly name: string;
  readonly outcome: ServiceOutcome;
  readonly total: number;
  readonly allowed: number;
  readonly denied: number;
  readonly conditional: number;
  readonly unknown: number;
  /** Why not all are free, as many actions as each reason concerns here. */
  readonly lines: readonly { readonly reason: Reason; readonly count: number }[];
}

/** The ceiling of an account, or of any account right below a root or OU: every service, in the catalogue's order. */
export interface EffectiveView {
  readonly targetId: string;
  /** Neither SCPs nor RCPs are asked: the management account. */
  readonly isExempt: boolean;
  readonly services: readonly ServiceView[];
}

export function createEffectiveView(matrix: AccessMatrix, targetId: string): EffectiveView {
  const { universe, hierarchy } = matrix;
  const profile = matrix.getProfile(targetId);
  const reasons = listReasons(matrix, targetId);
  return {
    targetId,
    isExempt: hierarchy.getMembership(targetId).kind === "management",
    services: universe.services.map((service) => viewService(service, profile, reasons)),
  };
}

/** Counts by target and service, for a table of many targets. */
export function createAccessTable(
  matrix: AccessMatrix,
  targetIds: readonly string[],
): readonly { readonly targetId: string; readonly outcomes: readonly ServiceOutcome[] }[] {
  const rows = new Map<AccessProfile, readonly ServiceOutcome[]>();
  return targetIds.map((targetId) => {
    const profile = matrix.getProfile(targetId);
    const outcomes = rows.get(profile) ?? listOutcomes(matrix.universe, profile);
    rows.set(profile, outcomes);
    return { targetId, outcomes };
  });
}

function listOutcomes(universe: ActionUniverse, profile: AccessProfile): readonly ServiceOutcome[] {
  return universe.services.map((service) => findOutcome(count(service, profile)));
}

function viewService(service: ServiceRange, profile: AccessProfile, reasons: readonly Reason[]): ServiceView {
  const { prefix, name, start, end } = service;
  const counts = count(service, profile);
  const lines = reasons.flatMap((reason) => {
    const found = countRange(reason.actions, start, end);
    return found > 0 ? [{ reason, count: found }] : [];
  });
  return { prefix, name, outcome: findOutcome(counts), ...counts, lines };
}

type Counts = Pick<ServiceView, "total" | "allowed" | "denied" | "conditional" | "unknown">;

function count({ start, end }: ServiceRange, profile: AccessProfile): Counts {
  const total = end - start;
  const denied = countRange(profile.explicitDeny, start, end) + countRange(profile.implicitDeny, start, end);
  const conditional = countRange(profile.conditional, start, end);
  const unknown = countRange(profile.unknown, start, end);
  return { total, allowed: total - denied - conditional - unknown, denied, conditional, unknown };
}

function findOutcome({ total, allowed, denied, conditional, unknown }: Counts): ServiceOutcome {
  if (allowed === total) return "full";
  if (denied === total) return "none";
  if (allowed > 0) return "part";
  return unknown > 0 && conditional === 0 ? "unknown" : "conditional";
}
