import { createContentsReader } from "./contentsReader";
import type { OrganizationContents } from "./model";
import type { OrganizationReader } from "./ports";

/**
 * Reads from the contents of an organization of which only the top is there yet: the organization, its roots, and what
 * lies directly in them. Whatever else is asked for waits for the rest, and fails as that does.
 */
export function createLateReader(top: OrganizationContents, rest: Promise<OrganizationContents>): OrganizationReader {
  const first = createContentsReader(top);
  const all = rest.then(createContentsReader);
  // Whoever asks is told.
  all.catch(() => undefined);
  const roots = new Set(top.roots.map(({ id }) => id));
  const at = async (parentId: string) => (roots.has(parentId) ? first : all);
  return {
    describeOrganization: () => first.describeOrganization(),
    listRoots: () => first.listRoots(),
    listOrganizationalUnits: (parentId) => list(at(parentId), (reader) => reader.listOrganizationalUnits(parentId)),
    listChildUnitIds: (parentId) => list(at(parentId), (reader) => reader.listChildUnitIds(parentId)),
    listAccountsForParent: (parentId) => list(at(parentId), (reader) => reader.listAccountsForParent(parentId)),
    listAccounts: () => list(all, (reader) => reader.listAccounts()),
    listPolicies: (type) => list(all, (reader) => reader.listPolicies(type)),
    describePolicy: async (policyId) => (await all).describePolicy(policyId),
    listTargetsForPolicy: (policyId) => list(all, (reader) => reader.listTargetsForPolicy(policyId)),
    listPoliciesForTarget: (targetId, type) => list(all, (reader) => reader.listPoliciesForTarget(targetId, type)),
    describeEffectivePolicy: async (accountId, type) => (await all).describeEffectivePolicy(accountId, type),
    listTags: async (resourceId) => (await all).listTags(resourceId),
    listTagged: () => list(all, (reader) => reader.listTagged()),
    listHandshakes: () => list(all, (reader) => reader.listHandshakes()),
    listReceivedHandshakes: () => list(all, (reader) => reader.listReceivedHandshakes()),
    listDelegatedServices: (accountId) => list(all, (reader) => reader.listDelegatedServices(accountId)),
    listAlternateContacts: (accountId) => list(all, (reader) => reader.listAlternateContacts(accountId)),
  };
}

async function* list<T>(
  reader: Promise<OrganizationReader>,
  read: (reader: OrganizationReader) => AsyncIterable<T>,
): AsyncGenerator<T, void> {
  yield* read(await reader);
}
