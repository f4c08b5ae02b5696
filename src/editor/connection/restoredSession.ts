/** What was last seen of a connection, to be shown before AWS has answered. */
import { getUnfinishedPlace, type NewestSnapshot, type SnapshotArchive } from "../../organization/snapshot/archive";
import type { FirstPaint } from "./firstPaint";
import type { RememberedConnection, SeenSession } from "./choiceMemory";
import type { Seen } from "./openSession";
import type { ConnectionChoice, Session, ShownContents } from "./session";
import { createLateSession, createShownSession } from "./shownSession";

/**
 * Milliseconds for which a reading that was interrupted is gone on with instead of begun anew. Of a large organization it
 * takes longer than that without an interruption.
 */
const FRESH = 15 * 60_000;

/** The session as its newest snapshot shows it, or as far as a first reading had come; `undefined` without either. */
export async function restoreSession(
  choice: ConnectionChoice,
  seen: SeenSession,
  archive: SnapshotArchive,
  firstPaint: FirstPaint,
): Promise<Session | undefined> {
  const { snapshotPlace } = seen;
  for (const place of [snapshotPlace, getUnfinishedPlace(snapshotPlace)]) {
    const newest = await archive.openNewest(place);
    if (newest) return showSnapshot({ ...seen, choice }, newest, place !== snapshotPlace, firstPaint);
  }
  return undefined;
}

/** Its first rows wait for no more than they are made of; what is not among them is read once they stand there. */
async function showSnapshot(
  facts: SeenSession & { readonly choice: ConnectionChoice },
  { entry, top, load }: NewestSnapshot,
  isUnfinished: boolean,
  firstPaint: FirstPaint,
): Promise<Session | undefined> {
  const takenAt = entry.seenAt;
  const first = top ?? (await load());
  if (first.organization.id !== facts.organizationId) return undefined;
  if (!top) return createShownSession(facts, { ...first, takenAt }, isUnfinished);
  const rest = firstPaint()
    .then(load)
    .then((all) => ({ ...all, takenAt }));
  return createLateSession(facts, { ...top, takenAt }, rest, isUnfinished);
}

/** `now`: milliseconds since 1970. */
export async function readSeen(shown: ShownContents, now: number): Promise<Seen> {
  const contents = await shown.read();
  return { contents, isFresh: shown.isUnfinished === true && now - Date.parse(shown.takenAt) < FRESH };
}

/** What makes nothing to wait for is not restored: demo, copies and files are on this machine. */
export function toRemembered(session: Session): RememberedConnection {
  const { choice, name, organizationId, caller, role, partition, customEndpoint, snapshotPlace } = session;
  if (snapshotPlace === undefined || role === "demo") return { choice };
  const facts = { name, organizationId, caller, role, partition, snapshotPlace };
  return { choice, seen: { ...facts, customEndpoint } };
}
