import type { OrganizationStore, Target } from "../../organization/store";
import { getTargetFacts } from "../targets";

/** The name of a root, OU or account, reading the tree where it has not been seen; its id where it is not found. */
export async function loadTargetName(store: OrganizationStore, id: string): Promise<string> {
  if (!store.getTarget(id)) await loadTargets(store);
  const target = store.getTarget(id);
  return target ? getTargetFacts(target).name : id;
}

/** Every root, OU and account, level by level, in the order of the tree. */
export async function loadTargets(store: OrganizationStore): Promise<readonly Target[]> {
  const loadBelow = async (parentId: string): Promise<readonly Target[]> => {
    const { organizationalUnits, accounts } = await store.loadChildren(parentId);
    const units = organizationalUnits.map(
      async (organizationalUnit): Promise<readonly Target[]> => [
        { kind: "organizationalUnit", organizationalUnit },
        ...(await loadBelow(organizationalUnit.id)),
      ],
    );
    return [...(await Promise.all(units)).flat(), ...accounts.map((account): Target => ({ kind: "account", account }))];
  };
  const roots = await store.loadRoots();
  const lists = await Promise.all(
    roots.map(async (root): Promise<readonly Target[]> => [{ kind: "root", root }, ...(await loadBelow(root.id))]),
  );
  return lists.flat();
}
