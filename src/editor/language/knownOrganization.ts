import { TAG_POLICY } from "../../engine/knownTags";
import { getNamesFromStore } from "../../engine/organizationNames";
import { getTaggableIds } from "../../organization/loadTags";
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

const MAX_TAG_POLICIES = 10;

/** A request tells of the tags of a hundred. */
const MAX_TAGGED = 500;

/** Milliseconds in which further answers are waited for before names are put together anew: a load brings hundreds. */
const CALM = 400;

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
  let timer: NodeJS.Timeout | undefined;
  let asked: OrganizationStore | undefined;

  function follow(): void {
    listening?.dispose();
    names = undefined;
    asked = undefined;
    listening = connections.getSession()?.store.onDidChange(({ parts }) => {
      // They are suggested, and nothing that is shown already rests on them.
      if (parts.some(({ part }) => part === "tags")) names = undefined;
      if (!parts.some(({ part }) => NAMED.has(part))) return;
      // A refresh made it absent: read it again for whoever asks next.
      if (asked?.getState({ part: "accounts" }).state === "absent") asked = undefined;
      timer ??= setTimeout(tell, CALM);
    });
  }

  /** Until then the same names stand, so that what rests on them is not looked at again for each answer. */
  function tell(): void {
    clearTimeout(timer);
    timer = undefined;
    names = undefined;
    changes.fire();
  }

  follow();
  const connection = connections.onDidChange(() => {
    follow();
    tell();
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
      clearTimeout(timer);
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
  await loadTagNames(store);
}

/** Tag policies, which say most, and then the tags that are in use, where a few requests tell of all. */
async function loadTagNames(store: OrganizationStore): Promise<void> {
  if (store.getEnabledPolicyTypes().includes(TAG_POLICY)) {
    const policies = await store.loadPolicies(TAG_POLICY).catch(() => []);
    for (const { id } of policies.slice(0, MAX_TAG_POLICIES)) await store.loadPolicy(id).catch(() => undefined);
  }
  if (store.countKnownTargets() > MAX_TAGGED) return;
  const unknown = getTaggableIds(store).filter(
    (resourceId) => store.getState({ part: "tags", resourceId }).state === "absent",
  );
  if (unknown.length > 0) await store.loadTagged(unknown).catch(() => undefined);
}

async function loadParents(store: OrganizationStore): Promise<void> {
  const loadBelow = async (parentId: string): Promise<void> => {
    const { organizationalUnits } = await store.loadChildren(parentId);
    await Promise.all(organizationalUnits.map(({ id }) => loadBelow(id)));
  };
  await Promise.all((await store.loadRoots()).map(({ id }) => loadBelow(id)));
}
