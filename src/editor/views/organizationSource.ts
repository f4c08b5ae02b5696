import { isOpen } from "../../changes/openHandshake";
import type { Handshake, OrganizationalUnit } from "../../organization/model";
import type { OrganizationStore, StorePart } from "../../organization/store";
import { getPolicyTypeFacts, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Known } from "./description";
import {
  createFailed,
  createHandshake,
  createInvitations,
  createLoading,
  createTarget,
  type Element,
} from "./elements";
import { getOpenInvitations } from "./handshakeWords";
import { loadQuietly } from "./loadPart";
import { loadRows, type TreeSource, type ViewedOrganization } from "./source";

const HANDSHAKES = { part: "handshakes" } as const;
const RECEIVED = { part: "receivedHandshakes" } as const;
const ROOTS = { part: "roots" } as const;

/** Roots, OUs before accounts, each by name, and the open invitations beside the roots. */
export const organizationSource: TreeSource = {
  async loadChildren(organization, parent) {
    if (!parent) return loadTop(organization);
    if (parent.kind === "target") return loadBelow(organization.store, parent, parent.targetId);
    if (parent.kind === "invitations") {
      const { store } = organization;
      const create = (handshakes: readonly Handshake[]) => handshakes.map(({ id }) => createHandshake(parent, id));
      return parent.areReceived
        ? loadRows(
            ...([store, parent, RECEIVED] as const),
            { known: store.getReceivedHandshakes(), load: () => store.loadReceivedHandshakes() },
            (handshakes) => create(handshakes.filter(isOpen)),
          )
        : loadRows(
            ...([store, parent, HANDSHAKES] as const),
            { known: store.getHandshakes(), load: () => store.loadHandshakes() },
            (handshakes) => create(getOpenInvitations(handshakes)),
          );
    }
    return [];
  },

  getParts(element) {
    if (element.kind === "target") return getTargetParts(element.targetId);
    if (element.kind !== "invitations") return [];
    return [element.areReceived ? RECEIVED : HANDSHAKES];
  },

  // One invitation more or less draws its own row anew, not the whole tree. Marks hang on the types that are enabled.
  getTop: (known) =>
    JSON.stringify([
      known.getState(ROOTS).state === "failed",
      (known.getRoots() ?? []).map(({ id, name }) => [id, name]),
      known.getEnabledPolicyTypes(),
      [...getInvitations(known), ...getReceived(known)].map(({ id }) => id),
    ]),
};

function getTargetParts(targetId: string): readonly StorePart[] {
  return [
    { part: "children", parentId: targetId },
    { part: "attached", targetId, type: SERVICE_CONTROL_POLICY },
    { part: "targets", policyId: FULL_ACCESS },
  ];
}

const FULL_ACCESS = getPolicyTypeFacts(SERVICE_CONTROL_POLICY).fullAccess ?? "p-FullAWSAccess";

async function loadTop({ store, isLocal, isMember }: ViewedOrganization): Promise<readonly Element[]> {
  const answer = { known: store.getRoots(), load: () => store.loadRoots() };
  const rows = await loadRows(store, undefined, ROOTS, answer, (roots) =>
    roots.map((root) => createTarget(undefined, "root", root.id)),
  );
  loadQuietly(store, isMember ? [HANDSHAKES, RECEIVED] : [HANDSHAKES]);
  if (isLocal && store.getEnabledPolicyTypes().includes(SERVICE_CONTROL_POLICY)) {
    loadQuietly(store, [{ part: "targets", policyId: FULL_ACCESS }]);
  }
  return [...rows, ...getInvitations(store), ...(isMember ? getReceived(store) : [])];
}

/** Nothing while they are under way and none are open: most organizations have none. */
function getInvitations(store: Known): readonly Element[] {
  const failed =
    store.getState(HANDSHAKES).state === "failed" ? [createFailed(undefined, HANDSHAKES, "handshakes")] : [];
  const areOpen = getOpenInvitations(store.getHandshakes() ?? []).length > 0;
  return areOpen ? [...failed, createInvitations(false)] : failed;
}

/** Invitations by other organizations, and requests of this one that the account has to agree to. */
function getReceived(store: Known): readonly Element[] {
  const failed = store.getState(RECEIVED).state === "failed" ? [createFailed(undefined, RECEIVED, "received")] : [];
  return store.getReceivedHandshakes()?.some(isOpen) ? [...failed, createInvitations(true)] : failed;
}

async function loadBelow(store: OrganizationStore, parent: Element, parentId: string): Promise<readonly Element[]> {
  const part = { part: "children", parentId } as const;
  const known = store.getChildren(parentId);
  const toRows = (units: readonly OrganizationalUnit[] = []) =>
    units.map((unit) => createTarget(parent, "organizationalUnit", unit.id));
  const answer = { known, load: () => store.loadChildren(parentId) };
  const all = loadRows(store, parent, part, answer, ({ organizationalUnits, accounts }) => [
    ...toRows(organizationalUnits),
    ...accounts.map((account) => createTarget(parent, "account", account.id)),
  ]);
  if (known) return all;
  const rows = await Promise.race([all, loadUnits(store, parentId)]);
  if (!rows) return [...toRows(store.getOrganizationalUnits(parentId)), createLoading(parent, part)];
  // Whoever may not list accounts may list OUs all the same.
  return rows.some(({ kind }) => kind === "failed")
    ? [...toRows(store.getOrganizationalUnits(parentId)), ...rows]
    : rows;
}

/**
 * Ends once the OUs are known and the accounts are late: thousands of them take minutes at AWS's rates. When they are
 * there their part changes, and the rows with it.
 */
async function loadUnits(store: OrganizationStore, parentId: string): Promise<undefined> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const part = { part: "children", parentId } as const;
  const isLate = () => store.getState(part).state === "loading";
  if (isLate()) await store.loadOrganizationalUnits(parentId).catch(() => undefined);
  return isLate() ? undefined : new Promise(() => undefined);
}

/** Milliseconds in which most organizations answer. */
const PATIENCE = 600;
