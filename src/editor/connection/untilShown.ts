import type { Connections } from "./session";

/** Connects, and resolves once what was last seen is shown, nothing is kept of it, or connecting has ended. */
export async function untilShown(connections: Connections, connect: () => Promise<void>): Promise<void> {
  let dispose = () => {};
  const shown = new Promise<void>((resolve) => {
    const subscription = connections.onDidChange((next) => {
      if (next.state !== "connecting" || !next.isRestoring) resolve();
    });
    dispose = () => subscription.dispose();
  });
  try {
    await Promise.race([shown, connect()]);
  } finally {
    dispose();
  }
}
