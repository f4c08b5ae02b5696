/** Sessions that show an organization as a file or a snapshot holds it, without AWS. */
import { createContentsReader } from "../../organization/contentsReader";
import { createLateReader } from "../../organization/lateReader";
import { createStore } from "../../organization/createStore";
import { OrganizationError } from "../../organization/errors";
import type { OrganizationContents } from "../../organization/model";
import type { OrganizationReader } from "../../organization/ports";
import type { OrganizationStore } from "../../organization/store";
import { createBackgroundLoad } from "../loading/backgroundLoad";
import type { Session, ShownContents } from "./session";

/** What of a session does not follow from what it shows. */
export type ShownFacts = Pick<
  Session,
  "choice" | "name" | "organizationId" | "caller" | "role" | "partition" | "customEndpoint" | "snapshotPlace"
>;

/** Everything in it is known at once, and nothing can be changed. */
export function createShownSession(facts: ShownFacts, contents: OrganizationContents, isUnfinished = false): Session {
  const shown = { takenAt: contents.takenAt, read: async () => contents, isUnfinished };
  return createSession(facts, shown, createContentsReader(contents));
}

/** The same, but with the top of the organization there first. */
export function createLateSession(
  facts: ShownFacts,
  top: OrganizationContents,
  rest: Promise<OrganizationContents>,
  isUnfinished = false,
): Session {
  return createSession(facts, { takenAt: top.takenAt, read: () => rest, isUnfinished }, createLateReader(top, rest));
}

function createSession(facts: ShownFacts, shown: ShownContents, reader: OrganizationReader): Session {
  const store = createStore(reader);
  // Whoever looks is told what cannot be read.
  prime(store).catch(() => undefined);
  return {
    ...facts,
    authority: { kind: "unknown" },
    shown,
    store,
    loading: createBackgroundLoad({ store, share: 1, getRequestCounts: () => [], holdBackground: () => undefined }),
    validator: { validatePolicy: refuse },
    simulator: { simulate: refuse },
    serviceUse: { reportServiceUse: refuse },
  };
}

/** What rows are marked and counted by, which no view asks for; the rest comes when it is looked at. */
async function prime(store: OrganizationStore): Promise<void> {
  const [, roots] = await Promise.all([store.loadOrganization(), store.loadRoots()]);
  await Promise.allSettled([
    ...store.getEnabledPolicyTypes().map((type) => store.loadPolicies(type)),
    ...roots.map(async ({ id }) => {
      const { organizationalUnits } = await store.loadChildren(id);
      await Promise.all(organizationalUnits.map((unit) => store.loadChildren(unit.id)));
    }),
  ]);
}

async function refuse(): Promise<never> {
  throw new OrganizationError(
    "unsupported",
    "This shows what a file or snapshot holds: nothing is asked or sent to AWS",
  );
}
