/** What was last seen of a connection, to be shown before AWS has answered. */
import type { SnapshotArchive } from "../../organization/snapshot/archive";
import type { RememberedConnection, SeenSession } from "./choiceMemory";
import type { ConnectionChoice, Session } from "./session";
import { createShownSession } from "./shownSession";

/** The session as its newest snapshot shows it; `undefined` without one. */
export async function restoreSession(
  choice: ConnectionChoice,
  seen: SeenSession,
  archive: SnapshotArchive,
): Promise<Session | undefined> {
  const [newest] = await archive.list(seen.snapshotPlace);
  if (!newest) return undefined;
  const contents = await archive.load(seen.snapshotPlace, newest.id);
  if (contents.organization.id !== seen.organizationId) return undefined;
  return createShownSession({ ...seen, choice }, { ...contents, takenAt: newest.seenAt });
}

/** What makes nothing to wait for is not restored: demo, copies and files are on this machine. */
export function toRemembered(session: Session): RememberedConnection {
  const { choice, name, organizationId, caller, role, partition, customEndpoint, snapshotPlace } = session;
  if (snapshotPlace === undefined || role === "demo") return { choice };
  const facts = { name, organizationId, caller, role, partition, snapshotPlace };
  return { choice, seen: { ...facts, customEndpoint } };
}
