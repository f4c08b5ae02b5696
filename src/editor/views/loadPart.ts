import type { Priority } from "../../organization/ports";
import type { OrganizationStore, StorePart } from "../../organization/store";

/** Asks the store for a part, whichever it is. */
export function loadPart(store: OrganizationStore, part: StorePart, priority?: Priority): Promise<unknown> {
  switch (part.part) {
    case "organization":
      return store.loadOrganization(priority);
    case "roots":
      return store.loadRoots(priority);
    case "organizationalUnits":
      return store.loadOrganizationalUnits(part.parentId, priority);
    case "children":
      return store.loadChildren(part.parentId, priority);
    case "accounts":
      return store.loadAccounts(priority);
    case "policies":
      return store.loadPolicies(part.type, priority);
    case "policy":
      return store.loadPolicy(part.policyId, priority);
    case "targets":
      return store.loadTargets(part.policyId, priority);
    case "attached":
      return store.loadAttached(part.targetId, part.type, priority);
    case "effective":
      return store.loadEffectivePolicy(part.accountId, part.type);
    case "tags":
      return store.loadTags(part.resourceId, priority);
    case "handshakes":
      return store.loadHandshakes(priority);
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

/** Loads what is absent, while somebody looks: the store tells of answers and failures, and the rows show them. */
export function loadQuietly(store: OrganizationStore, parts: readonly StorePart[]): void {
  for (const part of parts) {
    if (store.getState(part).state === "absent") void loadPart(store, part, "shown").catch(() => undefined);
  }
}
