/** Parts of the editor with a bundle of their own, which load with their first use. */
import { inTurn } from "../organization/turns";
import type { Disposable } from "../terms/event";

export interface Part<T> extends Disposable {
  /** The part, which all who ask share; after a failure the next one tries again. */
  load(): Promise<T>;
}

/** `read` imports the bundle, `open` makes of it what there is once for a window. */
export function createPart<M, T extends Disposable>(
  read: () => Promise<M>,
  open: (bundle: M) => T | Promise<T>,
): Part<T> {
  let loading: Promise<T> | undefined;
  let opened: T | undefined;
  let isDisposed = false;

  async function begin(): Promise<T> {
    try {
      opened = await open(await inTurn(read));
      if (isDisposed) opened.dispose();
      return opened;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  }

  return {
    load: () => (loading ??= begin()),
    dispose() {
      isDisposed = true;
      opened?.dispose();
    },
  };
}
