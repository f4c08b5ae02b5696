import type { MatchRequest } from "../policy/matching/policy";
import { getPolicyTypeFacts, type PolicyType } from "../terms/policyTypes";
import type { Hierarchy } from "./hierarchy";
import { judgeLevel, type LevelJudgement } from "./judgement";
import type { Level } from "./level";
import type { LegFinding, OpenCondition, StatementRef, VerdictKind } from "./verdict";

/** A level, and the statement there, if one decided. */
type Place = Partial<StatementRef> & { readonly targetId: string };

/** What the policies of one type say, with the place that decided. */
export interface Leg extends LegFinding {
  readonly at?: Place;
  readonly openConditions: readonly OpenCondition[];
}

/** A leg that no policy was asked for. */
export function settle(policyType: PolicyType, verdict: VerdictKind, reason: string, accountId?: string): Leg {
  return { policyType, verdict, reason, levels: [], openConditions: [], ...(accountId !== undefined && { accountId }) };
}

/** Asks the policies of a type on the way from the root to an account (SCP evaluation; RCP evaluation). */
export function judgeAccount(hierarchy: Hierarchy, accountId: string, type: PolicyType, request: MatchRequest): Leg {
  const { short } = getPolicyTypeFacts(type);
  const enabled = hierarchy.isEnabled(type);
  if (enabled === false)
    return settle(type, "allowed", `${short}s are not enabled, so they restrict nothing.`, accountId);
  if (enabled !== true) return settle(type, "unknown", `Unknown, because ${enabled.reason}.`, accountId);
  const path = hierarchy.getPath(accountId);
  if ("reason" in path) return settle(type, "unknown", `Unknown, because ${path.reason}.`, accountId);
  const judgements = path.map((targetId) => judgeLevel(hierarchy.getLevel(targetId, type), type, request));
  const levels = judgements.map((judgement) => judgement.finding);
  return { policyType: type, accountId, levels, ...decide(judgements, short) };
}

type Decision = Pick<Leg, "verdict" | "reason" | "openConditions"> & { readonly at?: Place };

/**
 * Any Deny wins; then each level needs an Allow.
 * What is sure comes before what is not: a Deny holds whatever else could not be told.
 */
function decide(judgements: readonly LevelJudgement[], short: string): Decision {
  const denying = judgements.find(({ deny }) => deny.answer === "yes");
  if (denying?.deny.by) {
    const { by } = denying.deny;
    const reason = `Denied by ${nameStatement(by, denying.level, short)}, attached to ${nameTarget(denying.level)}.`;
    return { verdict: "explicitDeny", at: by, reason, openConditions: [] };
  }
  const closed = judgements.find(({ allow }) => allow.answer === "no");
  if (closed) {
    const reason = `Denied because no ${short} attached to ${nameTarget(closed.level)} allows it.`;
    return { verdict: "implicitDeny", at: { targetId: closed.level.targetId }, reason, openConditions: [] };
  }
  const isClear = judgements.every(({ deny, allow }) => deny.answer === "no" && allow.answer === "yes");
  if (isClear) return { verdict: "allowed", reason: `No ${short} stands in the way.`, openConditions: [] };
  const effects = judgements.flatMap(({ level, deny, allow }) => [
    { level, ...deny },
    { level, ...allow },
  ]);
  const unclear = effects.find((effect) => effect.answer === "unknown");
  if (unclear) {
    const reason = `Unknown at ${nameTarget(unclear.level)}, because ${unclear.undecidable ?? "it could not be read"}.`;
    return { verdict: "unknown", at: unclear.by ?? { targetId: unclear.level.targetId }, reason, openConditions: [] };
  }
  const openConditions = effects.flatMap((effect) => effect.openConditions);
  const keys = listKeys(openConditions);
  const first = effects.find((effect) => effect.answer === "perhaps");
  if (!first?.by) return { verdict: "conditional", reason: `Depends on ${keys}.`, openConditions };
  const where = `${nameStatement(first.by, first.level, short)}, attached to ${nameTarget(first.level)}`;
  return { verdict: "conditional", at: first.by, reason: `Depends on ${keys}, first in ${where}.`, openConditions };
}

/** The keys of conditions, each once whatever its case. */
export function getKeys(conditions: readonly OpenCondition[]): readonly string[] {
  return [...new Map(conditions.map(({ key }) => [key.toLowerCase(), key])).values()];
}

function listKeys(conditions: readonly OpenCondition[]): string {
  return getKeys(conditions)
    .map((key) => (key === "resource" ? "the resource" : key))
    .join(", ");
}

function nameStatement({ policyId, sid, statement }: StatementRef, level: Level, short: string): string {
  const name = level.policies.find((policy) => policy.id === policyId)?.name ?? policyId;
  return `${sid === undefined ? `statement ${statement + 1}` : `statement ${sid}`} of the ${short} ${name} (${policyId})`;
}

function nameTarget({ name, targetId }: Level): string {
  return name === targetId ? targetId : `${name} (${targetId})`;
}
