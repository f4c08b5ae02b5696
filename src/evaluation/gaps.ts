import type { Gap, OrganizationContents } from "../organization/model";
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

/** What could not be read, sorted by what it leaves unknown. Each answer is the reason in words. */
export class Gaps {
  /** Why an account that the file does not show may be a member all the same. */
  readonly structure: string | undefined;
  readonly #everywhere = new Map<PolicyType, string>();
  readonly #byResource = new Map<string, string>();

  constructor({ gaps = [], policies }: OrganizationContents) {
    let structure: string | undefined;
    for (const gap of gaps) {
      if (IRRELEVANT.has(gap.operation)) continue;
      if (STRUCTURE.has(gap.operation)) structure ??= describe(gap);
      else this.#add(gap, policies.find((policy) => policy.id === gap.resource)?.type);
    }
    this.structure = structure;
  }

  /** What is unknown of a root, OU, account or policy itself. */
  find(id: string): string | undefined {
    return this.#byResource.get(id);
  }

  /** What is unknown of a policy type as a whole. */
  findForType(type: PolicyType): string | undefined {
    return this.#everywhere.get(type);
  }

  #add(gap: Gap, policyType: PolicyType | undefined): void {
    const { operation, resource } = gap;
    const isType = resource === SERVICE_CONTROL_POLICY || resource === RESOURCE_CONTROL_POLICY;
    if (resource !== undefined && !isType && operation !== "ListTargetsForPolicy") {
      this.#byResource.set(resource, describe(gap));
      return;
    }
    const onlyType = isType ? resource : policyType;
    for (const type of onlyType === undefined ? [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY] : [onlyType]) {
      this.#everywhere.set(type, describe(gap));
    }
  }
}

function describe({ operation, resource, reason }: Gap): string {
  return `${operation}${resource === undefined ? "" : ` of ${resource}`} could not be read (${reason})`;
}
