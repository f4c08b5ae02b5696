import { present, type RequestContext, UNKNOWN } from "../../policy/matching/context";
import type { RequestResource } from "../../policy/matching/resources";
import type { Hierarchy } from "../hierarchy";
import { getPrincipal, type Principal } from "../principal";
import type { EvaluationRequest } from "../request";
import { createRequestContext } from "../requestContext";

/** What is taken for known when all actions of all accounts are judged at once. By default nothing is. */
export interface Viewpoint {
  /** A principal that every account is taken to have: `role/Engineer`, `user/eve`, `root`. */
  readonly principal?: string;
  readonly context?: EvaluationRequest["context"];
  /** As in a request: keys that are not listed are absent, not just unknown. */
  readonly absentContext?: boolean;
}

/** The resource of an action that has some, and of one that has none. */
export const RESOURCES: readonly [RequestResource, RequestResource] = [
  { kind: "unknown" },
  { kind: "exact", arn: "*" },
];

/** The request that a viewpoint makes of an account and an action: what the matrix says, the evaluator says to it. */
export function createViewpointRequest(viewpoint: Viewpoint, accountId: string, action: string): EvaluationRequest {
  const { principal, context = {}, absentContext } = viewpoint;
  return {
    id: `${accountId} ${action}`,
    accountId,
    action,
    context,
    ...(principal !== undefined && { principal: `arn:aws:iam::${accountId}:${principal}` }),
    ...(absentContext !== undefined && { absentContext }),
  };
}

/** The keys that follow from the account; that of the organization is the same for all its members. */
const ACCOUNT_KEYS = new Set([
  ...["aws:principalaccount", "aws:principalorgpaths", "aws:resourceaccount", "aws:resourceorgpaths"],
]);

/** Those of the organization, whose members all accounts below a target are. */
const ORGANIZATION_KEYS = new Set(["aws:principalorgid", "aws:resourceorgid"]);

/** What one account's requests carry, worked out when a policy asks. */
export class AccountView {
  readonly principal: Principal;
  readonly context: RequestContext;
  /** Whether a key was asked for that differs from account to account. */
  wasAskedForAccount = false;

  /** Without an account, its keys are unknown: the view of all accounts below a target. */
  constructor(viewpoint: Viewpoint, hierarchy: Hierarchy, accountId: string | undefined) {
    const request = createViewpointRequest(viewpoint, accountId ?? "", "");
    this.principal = getPrincipal(request);
    let context: RequestContext | undefined;
    this.context = {
      get: (key) => {
        context ??= createRequestContext(request, this.principal, hierarchy);
        if (accountId === undefined && ORGANIZATION_KEYS.has(key) && !isListed(request, key)) {
          return present(hierarchy.organizationId);
        }
        const isAccounts = ACCOUNT_KEYS.has(key) || (key === "aws:principalarn" && viewpoint.principal !== undefined);
        if (!isAccounts || isListed(request, key)) return context.get(key);
        this.wasAskedForAccount = true;
        return accountId === undefined ? UNKNOWN : context.get(key);
      },
    };
  }
}

function isListed({ context }: EvaluationRequest, key: string): boolean {
  return Object.keys(context).some((name) => name.toLowerCase() === key);
}
