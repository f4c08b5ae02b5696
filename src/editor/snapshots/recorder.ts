/** Keeps a snapshot of the connected organization whenever all of it was read anew. */
import type { OrganizationContents } from "../../organization/model";
import type { SnapshotArchive } from "../../organization/snapshot/archive";
import { NOT_READ, toContents } from "../../organization/toContents";
import type { Disposable } from "../../terms/event";
import type { Connections, Session } from "../connection/session";

export interface RecorderPorts {
  readonly connections: Connections;
  readonly archive: SnapshotArchive;
  /** How many to keep of each organization; 0 keeps none and takes none. */
  readonly getNumberToKeep: () => number;
  readonly log: (line: string) => void;
}

/** Milliseconds without a new answer after which an organization counts as read. */
const REST = 3_000;

export function createRecorder({ connections, archive, getNumberToKeep, log }: RecorderPorts): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let store: Disposable | undefined;

  async function record({ snapshotPlace, store: known }: Session): Promise<void> {
    const keep = getNumberToKeep();
    if (snapshotPlace === undefined || keep === 0 || known.getSeededAt() !== undefined) return;
    const contents = toContents(known, new Date().toISOString());
    if (contents && isComplete(contents)) await archive.save(snapshotPlace, contents, keep);
  }

  function follow(): void {
    clearTimeout(timer);
    store?.dispose();
    const state = connections.getState();
    if (state.state !== "connected") return;
    const { session } = state;
    store = session.store.onDidChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        record(session).catch((error: unknown) => log(`A snapshot could not be kept: ${String(error)}`));
      }, REST);
    });
  }

  const subscription = connections.onDidChange(follow);
  follow();
  return {
    dispose() {
      clearTimeout(timer);
      store?.dispose();
      subscription.dispose();
    },
  };
}

/** Whether nothing waits to be read but tags, which take a request for each thing. What was refused is not waited for. */
function isComplete({ gaps = [] }: OrganizationContents): boolean {
  return gaps.every(({ operation, reason }) => reason !== NOT_READ || operation === "ListTagsForResource");
}
