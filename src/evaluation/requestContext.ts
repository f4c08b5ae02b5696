import { ABSENT, type ContextValue, present, type RequestContext, UNKNOWN } from "../policy/matching/context";
import type { Hierarchy } from "./hierarchy";
import type { Principal } from "./principal";
import type { EvaluationRequest } from "./request";

/** Condition keys: those that the request lists, those that follow from it, and a rule for the rest. */
export function createRequestContext(
  request: EvaluationRequest,
  principal: Principal,
  hierarchy: Hierarchy,
): RequestContext {
  const known = new Map<string, ContextValue>();
  for (const [key, value] of Object.entries(request.context)) {
    known.set(key.toLowerCase(), typeof value === "string" ? present(value) : present(...value));
  }
  const others = request.absentContext ? ABSENT : UNKNOWN;
  const resourceAccountId = request.resourceAccountId ?? request.accountId;
  const derive = (key: string): ContextValue | undefined => {
    if (key.startsWith("aws:principal")) return derivePrincipalKey(key, principal, hierarchy);
    if (SOURCE_KEYS.has(key)) return principal.kind === "service" ? undefined : ABSENT;
    return deriveResourceKey(key, resourceAccountId, hierarchy);
  };
  const add = (key: string): ContextValue => {
    const value = derive(key) ?? others;
    known.set(key, value);
    return value;
  };
  return { get: (key) => known.get(key) ?? add(key) };
}

/** Whom a service calls for: in requests alone that an AWS service makes as itself. */
const SOURCE_KEYS = new Set(["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"]);

/** IAM User Guide, AWS global condition context keys: the availability of each key. */
function derivePrincipalKey(key: string, principal: Principal, hierarchy: Hierarchy): ContextValue | undefined {
  const isIdentity = principal.kind === "identity";
  switch (key) {
    case "aws:principalarn":
      if (isIdentity) return principal.arn;
      return principal.kind === "anonymous" ? ABSENT : undefined;
    case "aws:principalaccount":
      if (!isIdentity) return principal.kind === "anonymous" ? present("anonymous") : undefined;
      return present(principal.accountId);
    case "aws:principalorgid":
      return isIdentity ? getOrganizationId(principal.accountId, hierarchy) : ABSENT;
    case "aws:principalorgpaths":
      return isIdentity ? getOrganizationPaths(principal.accountId, hierarchy) : ABSENT;
    case "aws:principalisawsservice":
      return principal.kind === "anonymous" ? ABSENT : present(String(!isIdentity));
    case "aws:principalservicename":
      return principal.kind === "service" ? present(principal.name) : ABSENT;
    case "aws:principalservicenameslist":
      // A service has more names than the one that is given.
      return principal.kind === "service" ? undefined : ABSENT;
    default:
      return undefined;
  }
}

function deriveResourceKey(key: string, accountId: string, hierarchy: Hierarchy): ContextValue | undefined {
  switch (key) {
    case "aws:resourceaccount":
      return present(accountId);
    case "aws:resourceorgid":
      return getOrganizationId(accountId, hierarchy);
    case "aws:resourceorgpaths":
      return getOrganizationPaths(accountId, hierarchy);
    default:
      return undefined;
  }
}

function getOrganizationId(accountId: string, hierarchy: Hierarchy): ContextValue {
  switch (hierarchy.getMembership(accountId).kind) {
    case "management":
    case "member":
      return present(hierarchy.organizationId);
    case "outside":
      return { kind: "elsewhere", organizationId: hierarchy.organizationId };
    case "unknown":
      return UNKNOWN;
  }
}

function getOrganizationPaths(accountId: string, hierarchy: Hierarchy): ContextValue {
  const { kind } = hierarchy.getMembership(accountId);
  if (kind === "outside") return { kind: "elsewhere", organizationId: hierarchy.organizationId };
  const path = hierarchy.getOrganizationPath(accountId);
  return path === undefined ? UNKNOWN : present(path);
}
