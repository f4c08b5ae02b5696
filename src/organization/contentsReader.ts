import { RCP_FULL_AWS_ACCESS } from "../terms/policyTypes";
import { createBareTarget } from "./bareTarget";
import { OrganizationError } from "./errors";
import type { Account, Gap, OrganizationContents, PolicySummary, PolicyTarget } from "./model";
import type { OrganizationReader } from "./ports";
import { findAnyGap, indexGaps } from "./snapshot/gaps";
import { groupBy, indexById } from "./snapshot/indexes";

/**
 * Reads from the contents of an organization as from AWS. What a gap says could not be read fails with the gap's
 * reason, so that a screen shows it as unknown and not as empty.
 */
export function createContentsReader(contents: OrganizationContents): OrganizationReader {
  // Each takes a while at ten thousand accounts, and the first rows need the least of them.
  const getUnits = once(() => groupBy(contents.organizationalUnits, ({ parentId }) => parentId));
  const getAccounts = once(() => groupBy(contents.accounts, ({ parentId }) => parentId));
  const getPolicies = once(() => indexById(contents.policies));
  const getTargets = once(() => indexById([...contents.roots, ...contents.organizationalUnits, ...contents.accounts]));
  // No list of AWS names it: it is everywhere.
  const getAttachments = once(() => contents.attachments.filter(({ policyId }) => policyId !== RCP_FULL_AWS_ACCESS));
  const getByPolicy = once(() => groupBy(getAttachments(), ({ policyId }) => policyId));
  const getByTarget = once(() => groupBy(getAttachments(), ({ targetId }) => targetId));

  const find = indexGaps(contents.gaps);

  function check(operation: string, ...resources: readonly string[]): void {
    refuse(operation, find(operation, ...resources));
  }

  function refuse(operation: string, gap: Gap | undefined): void {
    if (gap) throw new OrganizationError("unavailable", gap.reason, { operation });
  }

  function toTarget(targetId: string): readonly PolicyTarget[] {
    const bare = createBareTarget(targetId);
    return bare ? [{ ...bare, ...pickFacts(getTargets().get(targetId)) }] : [];
  }

  return {
    async describeOrganization() {
      return contents.organization;
    },
    listRoots: () => list(() => contents.roots),
    listOrganizationalUnits: (parentId) =>
      list(() => {
        check("ListOrganizationalUnitsForParent", parentId);
        return getUnits().get(parentId) ?? [];
      }),
    listChildUnitIds: (parentId) =>
      list(() => {
        check("ListOrganizationalUnitsForParent", parentId);
        return (getUnits().get(parentId) ?? []).map(({ id }) => id);
      }),
    listAccountsForParent: (parentId) =>
      list(() => {
        check("ListAccountsForParent", parentId);
        check("ListAccounts");
        return getAccounts().get(parentId) ?? [];
      }),
    listAccounts: () =>
      list((): readonly Account[] => {
        check("ListAccounts");
        return contents.accounts;
      }),

    listPolicies: (type) =>
      list(() => {
        check("ListPolicies", type);
        return contents.policies.filter((policy) => policy.type === type).map(summarize);
      }),
    async describePolicy(policyId) {
      check("DescribePolicy", policyId);
      const policy = getPolicies().get(policyId);
      if (!policy) throw notFound(`There is no policy ${policyId}`, "DescribePolicy");
      return policy;
    },
    listTargetsForPolicy: (policyId) =>
      list(() => {
        check("ListTargetsForPolicy", policyId);
        return (getByPolicy().get(policyId) ?? []).flatMap(({ targetId }) => toTarget(targetId));
      }),
    listPoliciesForTarget: (targetId, type) =>
      list(() => {
        check("ListPoliciesForTarget", targetId);
        // A policy whose targets were not read may be attached here too.
        refuse("ListTargetsForPolicy", findAnyGap(contents.gaps, ["ListTargetsForPolicy"]));
        return (getByTarget().get(targetId) ?? []).flatMap(({ policyId }) => {
          const policy = getPolicies().get(policyId);
          return policy?.type === type ? [summarize(policy)] : [];
        });
      }),
    async describeEffectivePolicy() {
      throw new OrganizationError("unsupported", "An organization file holds no effective policies", {
        operation: "DescribeEffectivePolicy",
      });
    },

    async listTags(resourceId) {
      check("ListTagsForResource", resourceId);
      return contents.tags[resourceId] ?? {};
    },
    listTagged: () =>
      list(() => {
        check("ListTagsForResource");
        return Object.entries(contents.tags).map(([resourceId, tags]) => ({ resourceId, tags }));
      }),
    listHandshakes: () =>
      list(() => {
        check("ListHandshakesForOrganization");
        return contents.handshakes ?? [];
      }),
    // A file belongs to no account that could have been sent any.
    listReceivedHandshakes: () => list(() => []),
    listAlternateContacts: () =>
      list(() => {
        throw new OrganizationError("unsupported", "An organization file holds no alternate contacts", {
          operation: "GetAlternateContact",
        });
      }),
    listDelegatedServices: (accountId) =>
      list(() => {
        check("ListDelegatedServicesForAccount", accountId);
        return contents.delegatedServices?.[accountId] ?? [];
      }),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Asked when the first item is, as a page of AWS is fetched. */
async function* list<T>(getItems: () => readonly T[]): AsyncGenerator<T, void> {
  yield* getItems();
}

function summarize({ id, arn, name, description, type, awsManaged }: PolicySummary): PolicySummary {
  return { id, arn, name, description, type, awsManaged };
}

function pickFacts(target: { readonly arn: string; readonly name: string } | undefined) {
  return target && { arn: target.arn, name: target.name };
}

function notFound(message: string, operation: string): OrganizationError {
  return new OrganizationError("notFound", message, { operation });
}
