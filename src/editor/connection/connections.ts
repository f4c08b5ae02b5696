import type { OrganizationError } from "../../organization/errors";
import { Emitter } from "../../terms/event";
import { ChangesSwitch } from "./changesSwitch";
import type { ConnectionChoice, Connections, ConnectionState, Session } from "./session";

/** A session and how to let go of what it holds. */
export interface OpenSession {
  readonly session: Session;
  close(): Promise<void>;
}

export interface ConnectionPorts {
  /** Rejects with an `OrganizationError` only. `shown`: what is on the screen already. */
  readonly open: (choice: ConnectionChoice, shown: Session | undefined) => Promise<OpenSession>;
  /** Keeps the session's choice for the next start; `undefined` forgets it. */
  readonly remember: (session: Session | undefined) => Promise<void>;
  /** Minutes for which changes stay enabled. */
  readonly getChangesTimeout: () => number;
}

/** One session at a time: what an older attempt still delivers is closed unseen. */
export function createConnections(ports: ConnectionPorts): Connections {
  const changes = new Emitter<ConnectionState>();
  const changesSwitch = new ChangesSwitch(ports.getChangesTimeout);
  let state: ConnectionState = { state: "disconnected" };
  let current: OpenSession | undefined;
  let attempt = 0;

  /** Everybody drops the old session before it is closed. What is only restored cannot be changed. */
  async function setState(next: ConnectionState, session?: OpenSession): Promise<void> {
    const before = current;
    current = session;
    state = next;
    changesSwitch.setSession(next.state === "connected" ? next.session : undefined);
    changes.fire(next);
    if (before !== session) await letGo(before);
  }

  async function show(choice: ConnectionChoice, restore: () => Promise<Session | undefined>, isWanted: () => boolean) {
    // Without a snapshot, or with a damaged one, there is nothing to show before AWS answers.
    const session = await restore().catch(() => undefined);
    if (!session) {
      if (isWanted()) await setState({ state: "connecting", choice, isRestoring: false });
      return undefined;
    }
    const shown = { session, close: async () => session.store.dispose() };
    if (isWanted()) await setState({ state: "restored", choice, session }, shown);
    else await shown.close();
    return shown;
  }

  async function open(choice: ConnectionChoice, shown: OpenSession | undefined, isWanted: () => boolean) {
    let opened: OpenSession;
    try {
      opened = await ports.open(choice, shown?.session);
    } catch (caught) {
      const error = caught as OrganizationError;
      const kept = shown && (await isWhole(shown.session)) ? shown : undefined;
      if (!isWanted()) return;
      if (kept) await setState({ state: "restored", choice, session: kept.session, error }, kept);
      else await setState({ state: "failed", choice, error });
      return;
    }
    if (!isWanted()) {
      await letGo(opened);
      return;
    }
    await setState({ state: "connected", session: opened.session }, opened);
    await ports.remember(opened.session);
  }

  return {
    onDidChange: changes.event,
    onDidChangeCanChange: changesSwitch.onDidChange,
    getState: () => state,
    getSession: () => current?.session,
    canChange: () => changesSwitch.isOn(),
    setChangesEnabled: (enabled) => changesSwitch.set(enabled),

    async connect(choice, restore) {
      const mine = ++attempt;
      const isWanted = () => mine === attempt;
      await setState({ state: "connecting", choice, isRestoring: restore !== undefined });
      if (!isWanted()) return;
      const shown = restore && (await show(choice, restore, isWanted));
      if (isWanted()) await open(choice, shown, isWanted);
    },

    async retry() {
      const before = current;
      if (state.state !== "restored" || !before) return;
      const mine = ++attempt;
      const { choice, session } = state;
      await setState({ state: "restored", choice, session }, before);
      await open(choice, before, () => mine === attempt);
    },

    async disconnect() {
      attempt++;
      await setState({ state: "disconnected" });
      await ports.remember(undefined);
    },

    dispose() {
      attempt++;
      changes.dispose();
      changesSwitch.dispose();
      void letGo(current);
      current = undefined;
    },
  };
}

/** Whether more of a snapshot could be read than its first rows. */
function isWhole({ shown }: Session): Promise<boolean> {
  return Promise.resolve(shown?.read()).then(Boolean, () => false);
}

/** What was looked at before has no say in what comes next, even if it cannot be closed. */
async function letGo(session: OpenSession | undefined): Promise<void> {
  await session?.close().catch(() => undefined);
}
