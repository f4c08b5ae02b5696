import type { Session } from "../connection/session";

/** Reads anew what is on the screen, and after it the rest, if that had been needed: also where its reading stopped. */
export function readAgain({ store, loading }: Pick<Session, "store" | "loading">): void {
  store.refresh();
  if (loading.getState().state !== "idle") void loading.start();
}
