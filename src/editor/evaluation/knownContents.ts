/**
 * The organization as far as it is known, for the judge: made on need, and kept until the store knows other things. The
 * judge knows by the very object what it was told already.
 */
import type { OrganizationContents } from "../../organization/model";
import { toContents } from "../../organization/toContents";
import type { OrganizationStore, StorePart } from "../../organization/store";
import { type Disposable, Emitter, type Event } from "../../terms/event";
import type { Connections, Session } from "../connection/session";

export interface KnownContents extends Disposable {
  /** `undefined` until the connected organization and its roots are known. While all is being read, a moment behind. */
  get(session: Session): OrganizationContents | undefined;
  /** The same, with the last answer in it. */
  getLatest(session: Session): OrganizationContents | undefined;
  /** Not for each answer while all is being read, but soon after. */
  readonly onDidChange: Event<void>;
}

/** Milliseconds in which further answers are waited for before anyone judges anew. */
const CALM = 400;
/** Of a large organization, gathering all that is known takes so small a part of the time at most: one in twenty. */
const SHARE = 20;

export function createKnownContents(connections: Connections): KnownContents {
  const changes = new Emitter<void>();
  let listening: Disposable | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStale = false;
  let cost = 0;
  let known: { readonly store: OrganizationStore; readonly contents: OrganizationContents } | undefined;

  function tell(): void {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        if (isStale) known = undefined;
        changes.fire();
      },
      Math.max(CALM, SHARE * cost),
    );
  }

  function follow(): void {
    listening?.dispose();
    known = undefined;
    listening = connections.getSession()?.store.onDidChange(({ parts }) => {
      if (!parts.some(isJudged)) return;
      isStale = true;
      tell();
    });
    tell();
  }

  function get({ store }: Session): OrganizationContents | undefined {
    if (known?.store === store) return known.contents;
    const start = performance.now();
    const contents = toContents(store, new Date().toISOString());
    cost = performance.now() - start;
    isStale = false;
    known = contents && { store, contents };
    return contents;
  }

  follow();
  const connection = connections.onDidChange(follow);
  return {
    onDidChange: changes.event,
    get,
    getLatest(session) {
      if (isStale) known = undefined;
      return get(session);
    },
    dispose() {
      clearTimeout(timer);
      connection.dispose();
      listening?.dispose();
      changes.dispose();
    },
  };
}

const UNJUDGED: ReadonlySet<StorePart["part"]> = new Set([
  ...(["tags", "handshakes", "receivedHandshakes", "effective", "delegatedServices", "alternateContacts"] as const),
]);

function isJudged({ part }: StorePart): boolean {
  return !UNJUDGED.has(part);
}
