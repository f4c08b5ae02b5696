import { getNamesFromStore } from "../../engine/organizationNames";
import type { OrganizationStore, StorePart } from "../../organization/store";
import type { OrganizationNames } from "../../policy/organizationNames";
import { type Disposable, Emitter, type Event } from "../../terms/event";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Connections } from "../connection/session";

/** The names of the connected organization, for the language. */
export interface KnownOrganization extends Disposable {
  /** What is known now; `undefined` without a connection. The first call starts to load what is missing. */
  getNames(): OrganizationNames | undefined;
  /** Another connection, or other names. */
  readonly onDidChange: Event<void>;
}

/** Texts are read at two a second at most, so that only so many are read for the sake of the roles in them. */
const MAX_TEXTS = 40;

const NAMED: ReadonlySet<StorePart["part"]> = new Set([
  "organization",
  "roots",
  "children",
  "accounts",
  "policies",
  "policy",
]);

export function createKnownOrganization(connections: Connections): KnownOrganization {
  const changes = new Emitter<void>();
  let names: OrganizationNames | undefined;
  let listening: Disposable | undefined;
  let asked: OrganizationStore | undefined;

  function follow(): void {
    listening?.dispose();
    names = undefined;
    asked = undefined;
    listening = connections.getSession()?.store.onDidChange(({ parts }) => {
      if (!parts.some(({ part }) => NAMED.has(part))) return;
      names = undefined;
      // A refresh made it absent: read it again for whoever asks next.
      if (asked?.getState({ part: "accounts" }).state === "absent") asked = undefined;
      changes.fire();
    });
  }

  follow();
  const connection = connections.onDidChange(() => {
    follow();
    changes.fire();
  });
  return {
    onDidChange: changes.event,
    getNames() {
      const store = connections.getSession()?.store;
      if (!store) return undefined;
      if (asked !== store) {
        asked = store;
        void loadNames(store);
      }
      return (names ??= getNamesFromStore(store));
    },
    dispose() {
      connection.dispose();
      listening?.dispose();
      changes.dispose();
    },
  };
}

/** What cannot be read stays unknown here; the views say so. */
async function loadNames(store: OrganizationStore): Promise<void> {
  // One sweep over the accounts spares a listing for each OU.
  await store.loadAccounts().catch(() => undefined);
  await loadParents(store).catch(() => undefined);
  const lists = await Promise.allSettled(
    [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY].map((type) => store.loadPolicies(type)),
  );
  const policies = lists.flatMap((list) => (list.status === "fulfilled" ? list.value : []));
  for (const { id } of policies.filter(({ awsManaged }) => !awsManaged).slice(0, MAX_TEXTS)) {
    await store.loadPolicy(id).catch(() => undefined);
  }
}

async function loadParents(store: OrganizationStore): Promise<void> {
  const loadBelow = async (parentId: string): Promise<void> => {
    const { organizationalUnits } = await store.loadChildren(parentId);
    await Promise.all(organizationalUnits.map(({ id }) => loadBelow(id)));
  };
  await Promise.all((await store.loadRoots()).map(({ id }) => loadBelow(id)));
}
