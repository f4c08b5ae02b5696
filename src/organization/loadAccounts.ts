import type { Account, Root } from "./model";
import type { ListedAccount, RequestOptions, StructureReader } from "./ports";
import type { Children } from "./store";

/** Where all accounts are found. */
interface AccountSources {
  readonly reader: Pick<StructureReader, "listAccounts">;
  readonly loadRoots: () => Promise<readonly Root[]>;
  readonly loadChildren: (parentId: string) => Promise<Children>;
  /** Told of what the sweep shows of the tree: that an OU lies in a root or OU. */
  readonly setParent: (id: string, parentId: string) => void;
}

/**
 * Every account with its place: one sweep where the endpoint says where each account lies, else parent by parent.
 * An endpoint that does not say so is recognised by the first account.
 */
export async function loadAccounts(sources: AccountSources, options: RequestOptions): Promise<readonly Account[]> {
  return (await sweep(sources, options)) ?? walk(sources);
}

async function sweep(sources: AccountSources, options: RequestOptions): Promise<readonly Account[] | undefined> {
  const accounts: Account[] = [];
  for await (const listed of sources.reader.listAccounts(options)) {
    const account = place(listed, sources);
    if (!account) return undefined;
    accounts.push(account);
  }
  return accounts;
}

function place({ ancestorIds = [], ...listed }: ListedAccount, { setParent }: AccountSources): Account | undefined {
  const parentId = listed.parentId ?? ancestorIds.at(-1);
  if (parentId === undefined) return undefined;
  ancestorIds.slice(1).forEach((id, index) => {
    setParent(id, ancestorIds[index] ?? parentId);
  });
  return { ...listed, parentId };
}

async function walk({ loadRoots, loadChildren }: AccountSources): Promise<readonly Account[]> {
  const collect = async (parentId: string): Promise<readonly Account[]> => {
    const { organizationalUnits, accounts } = await loadChildren(parentId);
    const below = await Promise.all(organizationalUnits.map((unit) => collect(unit.id)));
    return [...accounts, ...below.flat()];
  };
  return (await Promise.all((await loadRoots()).map((root) => collect(root.id)))).flat();
}
