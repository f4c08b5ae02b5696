import type { MatchRequest } from "../policy/matching/policy";
import { isOpen, type Need } from "../policy/matching/truth";
import { type PolicyType, RESOURCE_CONTROL_POLICY } from "../terms/policyTypes";
import type { AttachedStatement, Level } from "./level";
import type { Answer, LevelFinding, OpenCondition, StatementRef } from "./verdict";

/** What a level says, and what would tell more. */
export interface LevelJudgement {
  readonly finding: LevelFinding;
  readonly level: Level;
  readonly deny: EffectJudgement;
  readonly allow: EffectJudgement;
}

/** What all statements of one effect come to: one that matches is enough. */
interface EffectJudgement {
  readonly answer: Answer;
  /** The first statement that matches; else the first that might. */
  readonly by?: StatementRef;
  readonly openConditions: readonly OpenCondition[];
  /** Why nothing in the request would tell. */
  readonly undecidable?: string;
}

/** AWS keeps RCPFullAWSAccess attached everywhere, whether a file lists it or not, so RCPs never lack an Allow. */
const ALLOWED: EffectJudgement = { answer: "yes", openConditions: [] };

export function judgeLevel(level: Level, type: PolicyType, request: MatchRequest): LevelJudgement {
  const deny = judgeEffect(level, "Deny", request);
  const allow = type === RESOURCE_CONTROL_POLICY ? ALLOWED : judgeEffect(level, "Allow", request);
  const finding: LevelFinding = {
    targetId: level.targetId,
    denied: deny.answer,
    ...(deny.by && { deniedBy: deny.by }),
    allowed: allow.answer,
    ...(allow.by && { allowedBy: allow.by }),
  };
  return { finding, level, deny, allow };
}

function judgeEffect(level: Level, effect: "Allow" | "Deny", request: MatchRequest): EffectJudgement {
  const openConditions: OpenCondition[] = [];
  let by: StatementRef | undefined;
  let undecidable: string | undefined;
  for (const attached of level.getStatements(request.action)[effect]) {
    const truth = attached.statement.matchRest(request);
    if (truth === false) continue;
    const ref = refer(level, attached);
    if (!isOpen(truth)) return { answer: "yes", by: ref, openConditions: [] };
    by ??= ref;
    for (const need of truth.needs) {
      if (need.kind === "undecidable") undecidable ??= need.reason;
      else openConditions.push({ ...ref, effect, ...describeNeed(need) });
    }
  }
  undecidable ??= level.gap;
  const answer = undecidable !== undefined ? "unknown" : by ? "perhaps" : "no";
  return { answer, ...(by && { by }), openConditions, ...(undecidable !== undefined && { undecidable }) };
}

function refer({ targetId }: Level, { policyId, statement }: AttachedStatement): StatementRef {
  const { sid, index } = statement;
  return { targetId, policyId, ...(sid !== undefined && { sid }), statement: index };
}

function describeNeed(
  need: Exclude<Need, { kind: "undecidable" }>,
): Pick<OpenCondition, "key" | "operator" | "values"> {
  if (need.kind === "resource") return { key: "resource", values: need.patterns };
  const { key, operator, values } = need;
  return { key, ...(operator !== undefined && { operator }), ...(values && { values }) };
}
