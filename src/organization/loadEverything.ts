import type { OrganizationStore } from "./store";

export interface LoadOptions {
  /** A request for each root, OU, account and policy. */
  readonly tags: boolean;
  /** Told after each answer how many parts were asked for so far and how many are known to be wanted. */
  readonly onProgress?: (done: number, wanted: number) => void;
  /** Asks for nothing more once it is aborted. */
  readonly signal?: AbortSignal;
}

/** Requests under way at once where nothing paces them. */
const LANES = 16;

type Task = () => Promise<unknown>;

/**
 * Reads everything that an organization file holds and that is not known yet. What cannot be read is passed over: the
 * store knows why, and `toContents` names it as a gap. Rejects when the organization or its roots cannot be read.
 */
export async function loadEverything(store: OrganizationStore, options: LoadOptions): Promise<void> {
  let done = 0;
  let wanted = 0;
  /** In turn by lanes. */
  async function run(tasks: readonly Task[]): Promise<void> {
    wanted += tasks.length;
    const waiting = [...tasks];
    const work = async (): Promise<void> => {
      for (let task = waiting.shift(); task && !options.signal?.aborted; task = waiting.shift()) {
        await task().catch(() => undefined);
        options.onProgress?.(++done, wanted);
      }
    };
    await Promise.all(Array.from({ length: LANES }, work));
  }
  async function loadUnits(parentIds: readonly string[]): Promise<readonly string[]> {
    if (parentIds.length === 0) return [];
    const found: string[] = [];
    await run(
      parentIds.map((parentId) => async () => {
        found.push(...(await store.loadOrganizationalUnits(parentId, "background")).map(({ id }) => id));
      }),
    );
    return [...found, ...(await loadUnits(found))];
  }

  const [, roots] = await Promise.all([store.loadOrganization(), store.loadRoots()]);
  const rootIds = roots.map(({ id }) => id);
  let unitIds: readonly string[] = [];
  const types = store.getEnabledPolicyTypes();
  await Promise.all([
    run([() => store.loadAccounts("background"), () => store.loadHandshakes("background")]),
    run(types.map((type) => () => store.loadPolicies(type, "background"))),
    loadUnits(rootIds).then((ids) => {
      unitIds = ids;
    }),
  ]);
  const policies = types.flatMap((type) => store.getPolicies(type) ?? []);
  await run([
    ...policies.map(
      ({ id }) =>
        () =>
          store.loadTargets(id, "background"),
    ),
    ...policies.map(
      ({ id }) =>
        () =>
          store.loadPolicy(id, "background"),
    ),
  ]);
  if (!options.tags) return;
  const own = policies.filter((policy) => !policy.awsManaged).map(({ id }) => id);
  const accountIds = (store.getAccounts() ?? []).map(({ id }) => id);
  await run([...rootIds, ...unitIds, ...own, ...accountIds].map((id) => () => store.loadTags(id, "background")));
}
