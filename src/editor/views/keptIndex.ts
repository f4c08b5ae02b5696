/** The names of an organization, kept for a while: putting them together anew for each answer of a load would take all of the time. */
import type { FindIndex } from "../commands/findIndex";
import type { OrganizationStore } from "../../organization/store";
import type { Disposable } from "../../terms/event";

/** Milliseconds for which an index is good enough at least. */
const REST = 500;
/** Putting one together takes so small a part of the time at most: one in twenty. */
const SHARE = 20;

export interface KeptIndex extends Disposable {
  get(store: OrganizationStore): FindIndex;
  /** Something has changed: the index is given up a moment later, and `onDidExpire` called. */
  touch(): void;
  /** Another organization. */
  clear(): void;
}

export function createKeptIndex(create: (store: OrganizationStore) => FindIndex, onDidExpire: () => void): KeptIndex {
  let index: FindIndex | undefined;
  let cost = 0;
  let timer: NodeJS.Timeout | undefined;

  function clear(): void {
    clearTimeout(timer);
    timer = undefined;
    index = undefined;
  }

  return {
    get(store) {
      if (index) return index;
      const start = performance.now();
      index = create(store);
      cost = performance.now() - start;
      return index;
    },
    touch() {
      if (!index) return;
      timer ??= setTimeout(
        () => {
          clear();
          onDidExpire();
        },
        Math.max(REST, SHARE * cost),
      );
    },
    clear,
    dispose: clear,
  };
}
