import type { OrganizationStore, StorePart } from "../../organization/store";

/** Asks the store for a part, whichever it is. */
export function loadPart(store: OrganizationStore, part: StorePart): Promise<unknown> {
  switch (part.part) {
    case "organization":
      return store.loadOrganization();
    case "roots":
      return store.loadRoots();
    case "organizationalUnits":
      return store.loadOrganizationalUnits(part.parentId);
    case "children":
      return store.loadChildren(part.parentId);
    case "accounts":
      return store.loadAccounts();
    case "policies":
      return store.loadPolicies(part.type);
    case "policy":
      return store.loadPolicy(part.policyId);
    case "targets":
      return store.loadTargets(part.policyId);
    case "attached":
      return store.loadAttached(part.targetId, part.type);
    case "effective":
      return store.loadEffectivePolicy(part.accountId, part.type);
    case "tags":
      return store.loadTags(part.resourceId);
    case "handshakes":
      return store.loadHandshakes();
    case "receivedHandshakes":
      return store.loadReceivedHandshakes();
    case "alternateContacts":
      return store.loadAlternateContacts(part.accountId);
    case "delegatedServices":
      return store.loadDelegatedServices(part.accountId);
  }
}

/**
 * Whether any of these has an answer, or may get one. Whoever reads again what changes leaves alone what failed, which
 * changes with each refusal: only a person, or a refresh, has it asked for again.
 */
export function mayBeRead(store: OrganizationStore, parts: readonly StorePart[]): boolean {
  return parts.some((part) => store.getState(part).state !== "failed");
}

/** Loads what is absent, in the background: the store tells of answers and failures, and the rows show them. */
export function loadQuietly(store: OrganizationStore, parts: readonly StorePart[]): void {
  for (const part of parts) {
    if (store.getState(part).state === "absent") void loadPart(store, part).catch(() => undefined);
  }
}
