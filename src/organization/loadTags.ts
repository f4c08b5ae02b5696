import type { OrganizationStore } from "./store";

/** Requests under way at once where nothing paces them. */
const LANES = 16;

export interface LoadTagsOptions {
  readonly onProgress?: (done: number, all: number) => void;
  /** Asks for nothing more once it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Reads the tags of every root, OU, account and policy known: a hundred at once where the endpoint can, else a request
 * for each. What cannot be read is passed over; the store knows why, and it is not asked for again until a refresh.
 */
export async function loadTags(store: OrganizationStore, options: LoadTagsOptions = {}): Promise<void> {
  const waiting = getTaggableIds(store);
  const all = waiting.length;
  let done = 0;
  const isUnknown = (id: string) => store.getState({ part: "tags", resourceId: id }).state === "absent";
  // Whatever stands in the way, a missing permission say: each can be asked for by itself.
  if (waiting.some(isUnknown)) await store.loadTagged(waiting).catch(() => undefined);
  async function work(): Promise<void> {
    for (let id = waiting.shift(); id !== undefined && !options.signal?.aborted; id = waiting.shift()) {
      const isRefused = store.getState({ part: "tags", resourceId: id }).state === "failed";
      if (!isRefused) await store.loadTags(id, "background").catch(() => undefined);
      options.onProgress?.(++done, all);
    }
  }
  await Promise.all(Array.from({ length: LANES }, work));
}

/** Every root, OU, account and policy known that can have tags. */
export function getTaggableIds(store: OrganizationStore): string[] {
  const targets = store.getKnownTargets().map((target) => {
    if (target.kind === "root") return target.root.id;
    return target.kind === "account" ? target.account.id : target.organizationalUnit.id;
  });
  const policies = store.getEnabledPolicyTypes().flatMap((type) => store.getPolicies(type) ?? []);
  // AWS's own policies cannot be tagged.
  const own = policies.filter((policy) => !policy.awsManaged).map(({ id }) => id);
  return [...targets, ...own];
}
