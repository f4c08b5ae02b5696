import type { Account, OrganizationContents } from "../../organization/model";
import { isOpen } from "../../policy/matching/truth";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { type ActionLookup, createEvaluator, prepareQuestion, type Question } from "../evaluator";
import { Hierarchy } from "../hierarchy";
import { getPrincipal } from "../principal";
import type { EvaluationRequest } from "../request";
import type { StatementRef, Verdict } from "../verdict";
import { findOpening, type Opening } from "./opening";
import type { Denial } from "./parseDenial";

/** A statement that denied, or may have, with the level whose policies it is of. */
export interface Suspect extends StatementRef {
  readonly policyType: PolicyType;
  readonly policyName: string;
  /** With what the message tells, it surely matches; else it hangs on what the message leaves out. */
  readonly isSure: boolean;
}

/** A root, OU or account none of whose SCPs allows the action. */
export interface ClosedLevel {
  readonly policyType: PolicyType;
  readonly targetId: string;
  readonly name: string;
}

export interface DenialExplanation {
  /** The request that the message is about. */
  readonly request: EvaluationRequest;
  /** What the organization, as it is known here, says to it. */
  readonly verdict: Verdict;
  /** Root first; of the policy or type that the message names, where it names one. */
  readonly suspects: readonly Suspect[];
  readonly closed: readonly ClosedLevel[];
  /** The least that would release it; `undefined` where that cannot be told. */
  readonly opening?: Opening;
  /** Why the policies known here do not explain the message. */
  readonly mismatch?: "otherPolicyKind" | "policyUnknown" | "notDenied" | "outside";
}

/** From a message of denied access to the statement that denied. `actions`: as for the evaluator. */
export function explainDenial(
  contents: OrganizationContents,
  denial: Denial,
  actions?: ActionLookup,
): DenialExplanation {
  const request = createRequest(denial);
  const hierarchy = new Hierarchy(contents);
  const verdict = createEvaluator(contents, actions).evaluate(request);
  const question = prepareQuestion(request, hierarchy, actions);
  const found = question ? listSuspects(question, denial, contents) : { suspects: [], closed: [] };
  const mismatch = findMismatch(denial, found, hierarchy, request);
  const opening = mismatch ? undefined : findOpening(contents, request, found, actions);
  return { request, verdict, ...found, ...(opening && { opening }), ...(mismatch && { mismatch }) };
}

function createRequest(denial: Denial): EvaluationRequest {
  const { principal, action, resource, context, isContextComplete } = denial;
  const accountId = principal.split(":")[4] ?? "";
  const owner = resource?.split(":")[4] ?? "";
  return {
    id: "denial",
    accountId,
    principal,
    action,
    ...(resource !== undefined && { resource }),
    ...(/^\d{12}$/.test(owner) && { resourceAccountId: owner }),
    context,
    absentContext: isContextComplete,
  };
}

interface Found {
  readonly suspects: readonly Suspect[];
  readonly closed: readonly ClosedLevel[];
}

function listSuspects(question: Question, denial: Denial, { accounts }: OrganizationContents): Found {
  const legs = [
    { type: SERVICE_CONTROL_POLICY, accountId: question.request.accountId },
    { type: RESOURCE_CONTROL_POLICY, accountId: question.request.resourceAccountId ?? question.request.accountId },
  ].filter(({ type }) => denial.policyType === undefined || denial.policyType === type);
  const all = legs.map(({ type, accountId }) => listOfLeg(question, type, accountId));
  const isNamed = ({ policyId, sid }: Suspect) =>
    (denial.policyId ?? policyId) === policyId && (denial.sid === undefined || denial.sid === sid);
  const own = all.flatMap(({ suspects }) => suspects).filter(isNamed);
  // Whose bucket it is, its ARN does not tell: it may be any member's.
  const isAnyones = denial.policyType === RESOURCE_CONTROL_POLICY && question.request.resourceAccountId === undefined;
  const others = isAnyones && own.length === 0 ? listOfAll(question, accounts).filter(isNamed) : [];
  const named = [...own, ...others];
  const sure = named.filter((suspect) => suspect.isSure);
  return {
    suspects: denial.kind === "implicitDeny" ? [] : sure.length > 0 ? sure : named,
    closed: denial.kind === "explicitDeny" ? [] : all.flatMap(({ closed }) => closed),
  };
}

/** What RCPs of any account may have denied it, each statement at each level once. */
function listOfAll(question: Question, accounts: readonly Account[]): readonly Suspect[] {
  const found = new Map<string, Suspect>();
  for (const { id } of accounts) {
    for (const suspect of listOfLeg(question, RESOURCE_CONTROL_POLICY, id).suspects) {
      const { targetId, policyId, statement } = suspect;
      found.set(`${targetId} ${policyId} ${statement}`, { ...suspect, isSure: false });
    }
  }
  return [...found.values()];
}

function listOfLeg({ hierarchy, match }: Question, policyType: PolicyType, accountId: string): Found {
  const path = hierarchy.getPath(accountId);
  const isAsked = hierarchy.getMembership(accountId).kind === "member" && hierarchy.isEnabled(policyType) === true;
  if ("reason" in path || !isAsked) return { suspects: [], closed: [] };
  const levels = path.map((levelId) => hierarchy.getLevel(levelId, policyType));
  const suspects = levels.flatMap((level) =>
    level.getStatements(match.action).Deny.flatMap(({ policyId, statement }): readonly Suspect[] => {
      const truth = statement.matchRest(match);
      if (truth === false) return [];
      const { sid, index } = statement;
      const policyName = level.policies.find((policy) => policy.id === policyId)?.name ?? policyId;
      const ref = { targetId: level.targetId, policyId, ...(sid !== undefined && { sid }), statement: index };
      return [{ ...ref, policyType, policyName, isSure: !isOpen(truth) }];
    }),
  );
  const closed = levels.filter(
    (level) =>
      policyType === SERVICE_CONTROL_POLICY &&
      level.gap === undefined &&
      level.getStatements(match.action).Allow.every(({ statement }) => statement.matchRest(match) === false),
  );
  return { suspects, closed: closed.map(({ targetId, name }) => ({ policyType, targetId, name })) };
}

function findMismatch(
  denial: Denial,
  { suspects, closed }: Found,
  hierarchy: Hierarchy,
  { resourceAccountId = "" }: EvaluationRequest,
): DenialExplanation["mismatch"] {
  if (denial.policyKind !== undefined && denial.policyType === undefined) return "otherPolicyKind";
  if (suspects.length > 0 || closed.length > 0) return undefined;
  const principal = getPrincipal({ ...EMPTY, principal: denial.principal });
  const owners = [principal.kind === "identity" ? principal.accountId : "", resourceAccountId];
  if (owners.every((id) => hierarchy.getMembership(id).kind === "outside")) return "outside";
  return denial.policyId !== undefined && !hierarchy.hasPolicy(denial.policyId) ? "policyUnknown" : "notDenied";
}

const EMPTY: EvaluationRequest = { id: "", accountId: "", action: "", context: {} };
