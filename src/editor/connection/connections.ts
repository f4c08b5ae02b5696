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
  /** Rejects with an `OrganizationError` only. */
  readonly open: (choice: ConnectionChoice) => Promise<OpenSession>;
  /** Keeps the choice for the next start; `undefined` forgets it. */
  readonly remember: (choice: ConnectionChoice | undefined) => Promise<void>;
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

  /** Everybody drops the old session before it is closed. */
  async function setState(next: ConnectionState, session?: OpenSession): Promise<void> {
    const before = current;
    current = session;
    state = next;
    changesSwitch.setSession(session?.session);
    changes.fire(next);
    await before?.close();
  }

  return {
    onDidChange: changes.event,
    onDidChangeCanChange: changesSwitch.onDidChange,
    getState: () => state,
    getSession: () => current?.session,
    canChange: () => changesSwitch.isOn(),
    setChangesEnabled: (enabled) => changesSwitch.set(enabled),

    async connect(choice) {
      const mine = ++attempt;
      await setState({ state: "connecting", choice });
      if (mine !== attempt) return;
      let opened: OpenSession;
      try {
        opened = await ports.open(choice);
      } catch (error) {
        if (mine === attempt) await setState({ state: "failed", choice, error: error as OrganizationError });
        return;
      }
      if (mine !== attempt) {
        await opened.close();
        return;
      }
      await setState({ state: "connected", session: opened.session }, opened);
      await ports.remember(choice);
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
      void current?.close();
      current = undefined;
    },
  };
}
