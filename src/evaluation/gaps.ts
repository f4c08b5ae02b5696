import type { Gap, OrganizationContents } from "../organization/model";
import { getIdKind, getTargetKind } from "../terms/ids";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../terms/policyTypes";

/** Reads that no SCP or RCP decision rests on. */
const IRRELEVANT = new Set([
  ...["DescribeEffectivePolicy", "ListAccountsWithInvalidEffectivePolicy", "ListEffectivePolicyValidationErrors"],
  ...["DescribeHandshake", "ListHandshakesForAccount", "ListHandshakesForOrganization", "ListTagsForResource"],
  ...["DescribeCreateAccountStatus", "ListCreateAccountStatus", "DescribeResourcePolicy"],
  ...["ListAWSServiceAccessForOrganization", "ListDelegatedAdministrators", "ListDelegatedServicesForAccount"],
]);

/** Reads that tell where accounts lie: they matter for an account that was not found. */
const STRUCTURE = new Set([
  ...["ListRoots", "ListParents", "ListChildren", "ListOrganizationalUnitsForParent", "ListAccountsForParent"],
  ...["ListAccounts", "DescribeOrganizationalUnit", "DescribeAccount"],
]);

const AUTHORIZATION_TYPES: readonly PolicyType[] = [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY];

/** What could not be read, sorted by what it leaves unknown. Each answer is the reason in words. */
export class Gaps {
  /** Why an account that the file does not show may be a member all the same. */
  readonly structure: string | undefined;
  readonly #everywhere = new Map<PolicyType, string>();
  readonly #byResource = new Map<string, string>();

  constructor({ gaps = [], policies }: OrganizationContents) {
    const typeOf = new Map(policies.map((policy) => [policy.id, policy.type]));
    const relevant = gaps.filter((gap) => !IRRELEVANT.has(gap.operation));
    const structural = relevant.find((gap) => STRUCTURE.has(gap.operation));
    this.structure = structural && describe(structural);
    for (const gap of relevant) if (!STRUCTURE.has(gap.operation)) this.#add(gap, typeOf);
  }

  /** What is unknown of a type's policies at a root, OU or account, or of a policy itself. */
  find(id: string, type: PolicyType): string | undefined {
    return this.#byResource.get(`${type}/${id}`);
  }

  /** Whether anything is unknown of the policies of a root, OU or account. */
  isAbout(id: string): boolean {
    return this.#byResource.size > 0 && AUTHORIZATION_TYPES.some((type) => this.find(id, type) !== undefined);
  }

  /** What is unknown of a policy type as a whole. */
  findForType(type: PolicyType): string | undefined {
    return this.#everywhere.get(type);
  }

  /** A resource is an id, a policy type or both, in whatever order: an ARN will do. */
  #add(gap: Gap, typeOf: ReadonlyMap<string, PolicyType>): void {
    const words = gap.resource?.split(/[^\w-]+/) ?? [];
    const id = words.findLast((word) => getTargetKind(word) !== undefined || getIdKind(word) === "policy");
    const named = words.find((word) => word.endsWith("_POLICY")) ?? typeOf.get(id ?? "");
    for (const type of named === undefined ? AUTHORIZATION_TYPES : [named]) {
      // Where a policy is attached could be anywhere.
      if (id === undefined || gap.operation === "ListTargetsForPolicy") this.#everywhere.set(type, describe(gap));
      else this.#byResource.set(`${type}/${id}`, describe(gap));
    }
  }
}

function describe({ operation, resource, reason }: Gap): string {
  return `${operation}${resource === undefined ? "" : ` of ${resource}`} could not be read (${reason})`;
}
