import { loadEverything } from "../../organization/loading/loadEverything";
import type { OrganizationStore, Target } from "../../organization/store";
import { wait } from "../loading/wait";
import { getTargetFacts } from "../targets";

/** The name of a root, OU or account, reading the tree where it has not been seen; its id where it is not found. */
export async function loadTargetName(store: OrganizationStore, id: string): Promise<string> {
  if (!store.getTarget(id)) await loadTargets(store);
  const target = store.getTarget(id);
  return target ? getTargetFacts(target).name : id;
}

/** Every root, OU and account, in the order of the tree; rejects when one of them cannot be read. */
export async function loadTargets(store: OrganizationStore): Promise<readonly Target[]> {
  const { error, stopped } = await loadEverything(store, { scope: "structure", signal: NEVER, wait });
  const failure = stopped ?? error;
  if (failure) throw failure;
  const collectBelow = (parentId: string): readonly Target[] => {
    const { organizationalUnits = [], accounts = [] } = store.getChildren(parentId) ?? {};
    return [
      ...organizationalUnits.flatMap((organizationalUnit): readonly Target[] => [
        { kind: "organizationalUnit", organizationalUnit },
        ...collectBelow(organizationalUnit.id),
      ]),
      ...accounts.map((account): Target => ({ kind: "account", account })),
    ];
  };
  return (store.getRoots() ?? []).flatMap((root) => [{ kind: "root", root }, ...collectBelow(root.id)]);
}

/** It ends with the store. */
const NEVER = new AbortController().signal;
