import type { OrganizationContents } from "../organization/model";
import { parseAction } from "../policy/matching/actions";
import type { MatchRequest } from "../policy/matching/policy";
import type { RequestResource } from "../policy/matching/resources";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import { type Exemption, findRcpExemption, findScpExemption } from "./exemptions";
import { Hierarchy } from "./hierarchy";
import type { Membership } from "./places";
import { getKeys, judgeAccount, type Leg, settle } from "./leg";
import { getPrincipal, type Principal } from "./principal";
import { judgeGrants } from "./grants/grants";
import type { EvaluationRequest, RequestPolicies } from "./request";
import { createRequestContext } from "./requestContext";
import type { AccessFinding, LegFinding, Verdict, VerdictKind } from "./verdict";

/** What the evaluator asks of a catalogue of actions; `Catalogue` of the policy language is one. */
export interface ActionLookup {
  getAction(name: string): { readonly resourceTypes: readonly unknown[] } | undefined;
}

export interface Evaluator {
  /** What the SCPs and RCPs of the organization say to a request. */
  evaluate(request: EvaluationRequest): Verdict;
}

/** Prepares an organization for any number of questions. Without a catalogue, more answers depend on the resource. */
export function createEvaluator(contents: OrganizationContents, actions?: ActionLookup): Evaluator {
  const hierarchy = new Hierarchy(contents);
  return { evaluate: (request) => evaluate(request, hierarchy, actions) };
}

/** A request with what follows from it. */
export interface Question {
  readonly request: EvaluationRequest;
  readonly principal: Principal;
  readonly match: MatchRequest;
  /** Whether the action has resource types; `undefined`: not known. */
  readonly hasResource: boolean | undefined;
  readonly hierarchy: Hierarchy;
}

function evaluate(request: EvaluationRequest, hierarchy: Hierarchy, actions: ActionLookup | undefined): Verdict {
  const question = prepareQuestion(request, hierarchy, actions);
  if (question) {
    const verdict = combine(request.id, [askScps(question), askRcps(question)]);
    return request.policies ? { ...verdict, access: askGrants(question, request.policies, verdict) } : verdict;
  }
  const reason = `The name of one action is needed, not ${request.action}.`;
  return { id: request.id, verdict: "unknown", reason, legs: [] };
}

/** `undefined` where the request names no single action. */
export function prepareQuestion(
  request: EvaluationRequest,
  hierarchy: Hierarchy,
  actions?: ActionLookup,
): Question | undefined {
  const action = parseAction(request.action);
  if (!action) return undefined;
  const principal = getPrincipal(request);
  const types = actions?.getAction(request.action)?.resourceTypes.length;
  const hasResource = types === undefined ? undefined : types > 0;
  const resource = readResource(request.resource, hasResource);
  const context = createRequestContext(request, principal, hierarchy);
  return { request, principal, match: { action, resource, context }, hasResource, hierarchy };
}

function readResource(resource: string | undefined, hasResource: boolean | undefined): RequestResource {
  if (hasResource === false && (resource === undefined || resource === "*")) return { kind: "exact", arn: "*" };
  if (resource === undefined) return { kind: "unknown" };
  if (resource === "*") return hasResource ? { kind: "unknown" } : { kind: "exact", arn: "*" };
  return /[*?]/.test(resource) ? { kind: "some", pattern: resource } : { kind: "exact", arn: resource };
}

/** The SCPs of the principal's account. */
function askScps(question: Question): Leg {
  const { request, principal, match, hierarchy } = question;
  const ask = (accountId: string) =>
    askAccount(question, accountId, SERVICE_CONTROL_POLICY, (membership) =>
      findScpExemption(match.action, principal, membership, match.context),
    );
  const own = principal.kind === "identity" ? principal.accountId : request.accountId;
  const isContradiction = own !== request.accountId && hierarchy.getMembership(own).kind !== "outside";
  if (!isContradiction) return ask(own);
  const doubt = `The principal belongs to account ${own}, the request says ${request.accountId}, and their SCPs differ.`;
  return agree(ask(own), ask(request.accountId), "unknown", doubt);
}

/** The RCPs of the resource's account. */
function askRcps(question: Question): Leg {
  const { request, principal, match, hasResource } = question;
  const ask = (accountId: string) =>
    askAccount(question, accountId, RESOURCE_CONTROL_POLICY, (membership) =>
      findRcpExemption(match.action, match.resource, principal, membership, match.context),
    );
  const resourceAccountId = request.resourceAccountId ?? request.accountId;
  const leg = ask(resourceAccountId);
  const isSurelyOwners = hasResource ?? match.resource.kind !== "unknown";
  if (isSurelyOwners || principal.kind !== "identity" || principal.accountId === resourceAccountId) return leg;
  const doubt =
    "Depends on whose RCPs count for an action without a resource, the caller's or the resource account's: AWS's pages differ.";
  return agree(leg, ask(principal.accountId), "conditional", doubt);
}

function askAccount(
  { match, hierarchy }: Question,
  accountId: string,
  type: PolicyType,
  findExemption: (membership: Membership) => Exemption | undefined,
): Leg {
  const membership = hierarchy.getMembership(accountId);
  const exemption = findExemption(membership);
  if (exemption && exemption.key === undefined) return settle(type, "notSubject", exemption.reason);
  if (membership.kind === "unknown")
    return settle(type, "unknown", `Unknown, because ${membership.reason}.`, accountId);
  const leg = judgeAccount(hierarchy, accountId, type, match);
  // An exemption that hangs on a key matters only where the policies deny.
  if (exemption?.key === undefined || leg.verdict === "allowed" || leg.verdict === "unknown") return leg;
  const reason = `Depends on ${exemption.key}: ${exemption.reason} Else: ${leg.reason}`;
  return { ...leg, verdict: "conditional", reason, openConditions: [...leg.openConditions, { key: exemption.key }] };
}

function askGrants(
  { request, principal, match }: Question,
  policies: RequestPolicies,
  verdict: Verdict,
): AccessFinding {
  const own = principal.kind === "identity" ? principal.accountId : request.accountId;
  const isCrossAccount = own !== (request.resourceAccountId ?? request.accountId);
  const arn = typeof request.principal === "string" ? request.principal : undefined;
  return judgeGrants(policies, { match, principal, arn, isCrossAccount }, verdict);
}

/** The answer where two accounts could be meant: theirs, if it is one and the same. */
function agree(first: Leg, second: Leg, otherwise: VerdictKind, doubt: string): Leg {
  const isClear = (leg: Leg) => leg.verdict === "notSubject" || leg.verdict === "allowed";
  if (first.verdict === second.verdict || (isClear(first) && isClear(second))) return first;
  if (first.verdict === "unknown" || second.verdict === "unknown") return first.verdict === "unknown" ? first : second;
  const { at: _, ...leg } = first;
  const openConditions = [...first.openConditions, ...second.openConditions];
  return { ...leg, verdict: otherwise, reason: doubt, openConditions };
}

/** What decides, strongest first. */
const PRECEDENCE: readonly VerdictKind[] = ["explicitDeny", "implicitDeny", "unknown", "conditional", "allowed"];

function combine(id: string, legs: readonly Leg[]): Verdict {
  const kind = PRECEDENCE.find((verdict) => legs.some((leg) => leg.verdict === verdict)) ?? "notSubject";
  const deciding = legs.find((leg) => leg.verdict === kind);
  const findings = legs.map(toFinding);
  if (kind === "allowed") return { id, verdict: kind, reason: "Not blocked by SCPs or RCPs.", legs: findings };
  if (kind === "notSubject")
    return { id, verdict: kind, reason: legs.map((leg) => leg.reason).join(" "), legs: findings };
  const openConditions = kind === "conditional" ? legs.flatMap((leg) => leg.openConditions) : [];
  const keys = getKeys(openConditions);
  return {
    id,
    verdict: kind,
    ...(deciding && { policyType: deciding.policyType, ...deciding.at }),
    ...(keys.length > 0 && { missingContext: keys }),
    reason: deciding?.reason ?? "",
    ...(openConditions.length > 0 && { openConditions }),
    legs: findings,
  };
}

function toFinding({ policyType, accountId, verdict, reason, levels }: Leg): LegFinding {
  return { policyType, ...(accountId !== undefined && { accountId }), verdict, reason, levels };
}
