/**
 * Where runs are recorded, and the locks that keep them apart: what was done at one place stands in the record of no
 * other, though the organization has the same id there. The demo's id is that of every sandbox that serves TechCorp.
 */
import type { RecordedEntry, RunJournal } from "../../changes/journal";
import type { VisibleRunLock } from "../../changes/lock";
import { isAws } from "../../engine/endpoints";
import type { Session } from "./session";
import { getEndpointHost } from "./sessionText";

/** The journal of runs, and the lock that keeps them apart. */
export interface Runs {
  readonly journal: RunJournal;
  readonly lock: VisibleRunLock;
}

/** What was changed at AWS, and what elsewhere. */
export interface AllRuns {
  readonly aws: Runs;
  readonly elsewhere: Runs;
}

/** `name`: of the connection, as its runs are recorded. A copy's id is no other's, since it is marked. */
export function getRuns(
  { aws, elsewhere }: AllRuns,
  { role, customEndpoint, name }: Pick<Session, "role" | "customEndpoint" | "name">,
): Runs {
  if (role === "demo") return placeRuns(elsewhere, "demo", name);
  if (role === "copy") return elsewhere;
  if (customEndpoint === undefined || isAws(customEndpoint)) return aws;
  return placeRuns(elsewhere, getEndpointHost(customEndpoint), name);
}

/**
 * The runs of one place. Earlier versions recorded those of all places together: of these, the ones that were run
 * through a connection of this name, and those of which nobody can tell that any more, are read with them.
 */
function placeRuns({ journal, lock }: Runs, place: string, name: string): Runs {
  const toPlaced = (organizationId: string) => `${organizationId}@${place}`;
  const readEarlier = async (organizationId: string, own: readonly RecordedEntry[]) => {
    const entries = await journal.read(organizationId);
    const ids = new Set(own.map(({ runId }) => runId));
    const others = new Set<string>();
    for (const entry of entries) {
      if (entry.entry === "run" && entry.connection !== name && !ids.has(entry.runId)) others.add(entry.runId);
    }
    return entries.filter(({ runId }) => !others.has(runId));
  };
  return {
    journal: {
      append: (organizationId, entry) => journal.append(toPlaced(organizationId), entry),
      async read(organizationId) {
        const own = await journal.read(toPlaced(organizationId));
        return [...(await readEarlier(organizationId, own)), ...own];
      },
      async forget(organizationId, runIds) {
        const own = await journal.read(toPlaced(organizationId));
        const earlier = await readEarlier(organizationId, own);
        if (earlier.some(({ runId }) => runIds.has(runId))) await journal.forget(organizationId, runIds);
        await journal.forget(toPlaced(organizationId), runIds);
      },
    },
    lock: {
      acquire: (organizationId) => lock.acquire(toPlaced(organizationId)),
      isTaken: (organizationId) => lock.isTaken(toPlaced(organizationId)),
    },
  };
}
