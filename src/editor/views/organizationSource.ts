import type { Handshake } from "../../organization/model";
import type { OrganizationStore, StorePart } from "../../organization/store";
import { getPolicyTypeFacts, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Known } from "./description";
import { createFailed, createHandshake, createInvitations, createTarget, type Element } from "./elements";
import { loadQuietly } from "./loadPart";
import { loadRows, type TreeSource, type ViewedOrganization } from "./source";

const HANDSHAKES = { part: "handshakes" } as const;
const ROOTS = { part: "roots" } as const;

/** Roots, OUs before accounts, each by name, and the open invitations beside the roots. */
export const organizationSource: TreeSource = {
  async loadChildren(organization, parent) {
    if (!parent) return loadTop(organization);
    if (parent.kind === "target") return loadBelow(organization.store, parent, parent.targetId);
    if (parent.kind === "invitations") {
      const { store } = organization;
      const answer = { known: store.getHandshakes(), load: () => store.loadHandshakes() };
      return loadRows(store, parent, HANDSHAKES, answer, (handshakes) =>
        getOpenInvitations(handshakes).map(({ id }) => createHandshake(parent, id)),
      );
    }
    return [];
  },

  getParts(element) {
    if (element.kind === "target") return getTargetParts(element.targetId);
    return element.kind === "invitations" ? [HANDSHAKES] : [];
  },

  isTopPart: ({ part }) => part === "roots",
  // One invitation more or less draws its own row anew, not the whole tree.
  getTop: (known) =>
    getInvitations(known)
      .map(({ id }) => id)
      .join(),
};

function getTargetParts(targetId: string): readonly StorePart[] {
  return [
    { part: "children", parentId: targetId },
    { part: "attached", targetId, type: SERVICE_CONTROL_POLICY },
    { part: "targets", policyId: FULL_ACCESS },
  ];
}

const FULL_ACCESS = getPolicyTypeFacts(SERVICE_CONTROL_POLICY).fullAccess ?? "p-FullAWSAccess";

async function loadTop({ store, isLocal }: ViewedOrganization): Promise<readonly Element[]> {
  const answer = { known: store.getRoots(), load: () => store.loadRoots() };
  const rows = await loadRows(store, undefined, ROOTS, answer, (roots) =>
    roots.map((root) => createTarget(undefined, "root", root.id)),
  );
  loadQuietly(store, [HANDSHAKES]);
  if (isLocal && store.getEnabledPolicyTypes().includes(SERVICE_CONTROL_POLICY)) {
    loadQuietly(store, [{ part: "targets", policyId: FULL_ACCESS }]);
  }
  return [...rows, ...getInvitations(store)];
}

/** Nothing while they are under way and none are open: most organizations have none. */
function getInvitations(store: Known): readonly Element[] {
  const handshakes = store.getHandshakes();
  if (handshakes) return getOpenInvitations(handshakes).length > 0 ? [createInvitations()] : [];
  return store.getState(HANDSHAKES).state === "failed" ? [createFailed(undefined, HANDSHAKES, "handshakes")] : [];
}

export function getOpenInvitations(handshakes: readonly Handshake[]): readonly Handshake[] {
  return handshakes.filter(({ action, state }) => action === "INVITE" && (state === "OPEN" || state === "REQUESTED"));
}

async function loadBelow(store: OrganizationStore, parent: Element, parentId: string): Promise<readonly Element[]> {
  const answer = { known: store.getChildren(parentId), load: () => store.loadChildren(parentId) };
  return loadRows(store, parent, { part: "children", parentId }, answer, ({ organizationalUnits, accounts }) => [
    ...organizationalUnits.map((unit) => createTarget(parent, "organizationalUnit", unit.id)),
    ...accounts.map((account) => createTarget(parent, "account", account.id)),
  ]);
}
