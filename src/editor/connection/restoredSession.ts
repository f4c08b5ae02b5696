/** What was last seen of a connection, to be shown before AWS has answered. */
import { getUnfinishedPlace, type SnapshotArchive } from "../../organization/snapshot/archive";
import type { OrganizationContents } from "../../organization/model";
import type { RememberedConnection, SeenSession } from "./choiceMemory";
import type { ConnectionChoice, Session } from "./session";
import { createShownSession } from "./shownSession";

/** The session as its newest snapshot shows it, or as far as a first reading had come; `undefined` without either. */
export async function restoreSession(
  choice: ConnectionChoice,
  seen: SeenSession,
  archive: SnapshotArchive,
): Promise<Session | undefined> {
  const { snapshotPlace } = seen;
  for (const place of [snapshotPlace, getUnfinishedPlace(snapshotPlace)]) {
    const [newest] = await archive.list(place);
    if (newest) return showSnapshot(choice, seen, await archive.load(place, newest.id), newest.seenAt);
  }
  return undefined;
}

function showSnapshot(
  choice: ConnectionChoice,
  seen: SeenSession,
  contents: OrganizationContents,
  takenAt: string,
): Session | undefined {
  if (contents.organization.id !== seen.organizationId) return undefined;
  return createShownSession({ ...seen, choice }, { ...contents, takenAt });
}

/** What makes nothing to wait for is not restored: demo, copies and files are on this machine. */
export function toRemembered(session: Session): RememberedConnection {
  const { choice, name, organizationId, caller, role, partition, customEndpoint, snapshotPlace } = session;
  if (snapshotPlace === undefined || role === "demo") return { choice };
  const facts = { name, organizationId, caller, role, partition, snapshotPlace };
  return { choice, seen: { ...facts, customEndpoint } };
}
