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
  readonly #viewpoint: Viewpoint;
  readonly #hierarchy: Hierarchy;
  readonly #accountId: string | undefined;
  /** Made on first need: most accounts' policies ask for nothing of their own. */
  #carried: Carried | undefined;

  /** Without an account, its keys are unknown: the view of all accounts below a target. */
  constructor(viewpoint: Viewpoint, hierarchy: Hierarchy, accountId: string | undefined) {
    this.#viewpoint = viewpoint;
    this.#hierarchy = hierarchy;
    this.#accountId = accountId;
  }

  get organizationId(): string {
    return this.#hierarchy.organizationId;
  }

  get principal(): Principal {
    return this.#getCarried().principal;
  }

  get context(): RequestContext {
    return this.#getCarried().context;
  }

  /** What the requests of all accounts have in common. */
  get ofAll(): AccountView {
    return this.#accountId === undefined ? this : new AccountView(this.#viewpoint, this.#hierarchy, undefined);
  }

  /** Whether the value of a key, in lower case, differs from account to account. */
  hangsOnAccount(key: string): boolean {
    return ACCOUNT_KEYS.has(key) || (key === PRINCIPAL_ARN && this.#viewpoint.principal !== undefined);
  }

  #getCarried(): Carried {
    if (this.#carried) return this.#carried;
    const [viewpoint, hierarchy, accountId] = [this.#viewpoint, this.#hierarchy, this.#accountId];
    const request = createViewpointRequest(viewpoint, accountId ?? "", "");
    const principal = getPrincipal(request);
    const own = createRequestContext(request, principal, hierarchy);
    const get = (key: string) => {
      if (accountId !== undefined || isListed(request, key)) return own.get(key);
      if (ORGANIZATION_KEYS.has(key)) return present(hierarchy.organizationId);
      if (!this.hangsOnAccount(key)) return own.get(key);
      return key === PRINCIPAL_ARN
        ? ({ kind: "shape", patterns: [`arn:aws:iam::${ANY_ACCOUNT}:${viewpoint.principal}`] } as const)
        : UNKNOWN;
    };
    this.#carried = { principal, context: { get } };
    return this.#carried;
  }
}

interface Carried {
  readonly principal: Principal;
  readonly context: RequestContext;
}

const PRINCIPAL_ARN = "aws:principalarn";
/** The shape of an account's id. */
const ANY_ACCOUNT = "?".repeat(12);

function isListed({ context }: EvaluationRequest, key: string): boolean {
  return Object.keys(context).some((name) => name.toLowerCase() === key);
}
