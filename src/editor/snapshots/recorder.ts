/** Reads the whole of a connected organization, and keeps a snapshot whenever that was done. */
import { getUnfinishedPlace, type SnapshotArchive } from "../../organization/snapshot/archive";
import { loadTags } from "../../organization/loadTags";
import { toContents } from "../../organization/toContents";
import { nextTurn } from "../../organization/turns";
import type { Disposable } from "../../terms/event";
import type { Connections, Session } from "../connection/session";

export interface RecorderPorts {
  readonly connections: Connections;
  readonly archive: SnapshotArchive;
  /** How many to keep of each organization; 0 keeps none and takes none. */
  readonly getNumberToKeep: () => number;
  readonly log: (line: string) => void;
}

/** Milliseconds without a new answer after which what was read is kept: tags and changes come in bursts. */
const REST = 3_000;

/** Milliseconds between two times that what a first reading has brought is kept. */
const INTERVAL = 30_000;

/** Tags take a request for each root, OU, account and policy: of larger organizations they are read for an export. */
const MAX_TAGGED = 500;

export function createRecorder({ connections, archive, getNumberToKeep, log }: RecorderPorts): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let interval: NodeJS.Timeout | undefined;
  let subscriptions: readonly Disposable[] = [];
  let last: Promise<unknown> = Promise.resolve();

  /** Only what was read since the connection was opened, and all of it. */
  async function record({ snapshotPlace, store, loading }: Session): Promise<void> {
    if (snapshotPlace === undefined || loading.getState().state !== "done" || store.getSeededAt() !== undefined) return;
    if (store.countKnownTargets() <= MAX_TAGGED) await loadTags(store);
    const contents = toContents(store, new Date().toISOString(), { isStrict: true });
    if (!contents) return;
    // Putting it together was long enough.
    await nextTurn();
    await archive.save(snapshotPlace, contents, getNumberToKeep());
    await archive.clear(getUnfinishedPlace(snapshotPlace));
  }

  /** Large organizations take minutes: what a first reading has brought outlives the window. */
  async function recordUnfinished({ snapshotPlace, store, loading }: Session): Promise<void> {
    if (snapshotPlace === undefined || loading.getState().state === "done") return;
    if ((await archive.list(snapshotPlace)).length > 0) return;
    const contents = toContents(store, new Date().toISOString(), { isStrict: true });
    if (contents) await archive.save(getUnfinishedPlace(snapshotPlace), contents, 1);
  }

  /** Whoever wants none kept has none kept, those of before neither. */
  async function forget({ snapshotPlace }: Session): Promise<void> {
    if (snapshotPlace === undefined) return;
    for (const place of [snapshotPlace, getUnfinishedPlace(snapshotPlace)]) await archive.clear(place);
  }

  function queue(work: () => Promise<void>): void {
    last = last.then(work).catch((error: unknown) => log(`A snapshot could not be kept: ${String(error)}`));
  }

  function stop(): void {
    clearTimeout(timer);
    clearTimeout(interval);
    interval = undefined;
    for (const subscription of subscriptions) subscription.dispose();
    subscriptions = [];
  }

  function plan(session: Session): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (getNumberToKeep() === 0) return queue(() => forget(session));
      if (session.loading.getState().state === "idle") void session.loading.start();
      queue(() => record(session));
    }, REST);
    interval ??= setTimeout(() => {
      interval = undefined;
      if (getNumberToKeep() > 0) queue(() => recordUnfinished(session));
    }, INTERVAL);
  }

  function follow(): void {
    stop();
    const state = connections.getState();
    if (state.state !== "connected" || state.session.snapshotPlace === undefined) return;
    const { session } = state;
    const planFor = () => plan(session);
    subscriptions = [session.store.onDidChange(planFor), session.loading.onDidChange(planFor)];
    planFor();
  }

  const listening = connections.onDidChange(follow);
  follow();
  return {
    dispose() {
      stop();
      listening.dispose();
    },
  };
}
