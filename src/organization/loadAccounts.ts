import { isOrganizationError } from "./errors";
import type { Account, Root } from "./model";
import type { PlacedAccount } from "./placedAccount";
import type { Cursor, ListedAccount, RequestOptions, StructureReader } from "./ports";
import { STEP } from "./steps";
import type { Children, Unfinished } from "./store";
import { nextTurn, runInTurns } from "./turns";

/** Where all accounts are found. */
interface AccountSources {
  readonly reader: Pick<StructureReader, "listAccounts">;
  readonly loadRoots: (options: RequestOptions) => Promise<readonly Root[]>;
  readonly loadChildren: (parentId: string, options: RequestOptions) => Promise<Children>;
  /** Told of each account that the sweep shows, page by page. */
  readonly onPlace: (placed: PlacedAccount) => void;
  /** What lies above a root or OU, nearest first; `undefined` when that is not known up to a root. */
  readonly getAncestorIds: (id: string) => readonly string[] | undefined;
}

/**
 * Every account with its place: one sweep where the endpoint says where each account lies, else parent by parent. An
 * endpoint that does not say so is recognised by the first account. A sweep that broke off goes on where it stood, so
 * that an expired sign-in at page 400 costs one page; one whose token AWS no longer takes begins again.
 */
export class AccountSweep {
  readonly #sources: AccountSources;
  #generation: number | undefined;
  /** By id: one that moves while it is listed may come twice, and its last place counts. */
  #accounts = new Map<string, Account>();
  #cursor: Cursor = {};
  /** Ids by themselves: cut out of a path, each would keep the whole path in memory. */
  #ids = new Map<string, string>();
  /** Of a sweep before this one, of which nobody has been told yet. */
  #untold: readonly Account[] = [];

  constructor(sources: AccountSources) {
    this.#sources = sources;
  }

  /** `generation`: of the store's answer; a sweep of an older one is not gone on with. */
  async load(generation: number, options: RequestOptions): Promise<readonly Account[]> {
    if (this.#generation !== generation) this.#begin(generation);
    try {
      return (await this.#sweep(options)) ?? (await this.#walk(options));
    } catch (error) {
      if (isOrganizationError(error, "denied", "unsupported") && error.operation === "ListAccounts") {
        return await this.#walk(options).catch(() => Promise.reject(error));
      }
      if (!isOrganizationError(error, "invalid") || this.#cursor.token === undefined) throw error;
      this.#begin(generation);
      return this.load(generation, options);
    }
  }

  /** How far it has come; `undefined` before it has begun and after its end. */
  get progress(): Unfinished<Account> | undefined {
    const { token } = this.#cursor;
    return token === undefined ? undefined : { items: [...this.#accounts.values()], nextToken: token };
  }

  /** Goes on where another one broke off. */
  resume(generation: number, { items, nextToken }: Unfinished<Account>): void {
    this.#begin(generation);
    for (const account of items) this.#accounts.set(account.id, account);
    this.#cursor = { token: nextToken };
    this.#untold = items;
  }

  #begin(generation: number | undefined): void {
    this.#generation = generation;
    this.#accounts = new Map();
    this.#cursor = {};
    this.#ids = new Map();
    this.#untold = [];
  }

  /** Whoever follows the sweep hears of what the one before it had found. */
  *#tell(): Generator<void, void> {
    const untold = this.#untold;
    this.#untold = [];
    for (const [at, account] of untold.entries()) {
      if (at % STEP === 0) yield;
      const above = this.#sources.getAncestorIds(account.parentId);
      if (above) this.#sources.onPlace({ account, ancestorIds: [...above.toReversed(), account.parentId] });
    }
  }

  async #sweep(options: RequestOptions): Promise<readonly Account[] | undefined> {
    const { signal } = options;
    if (this.#untold.length > 0) {
      await nextTurn();
      await runInTurns(this.#tell());
    }
    const listing = {
      ...(signal && { signal }),
      cursor: this.#cursor,
      get priority() {
        return options.priority ?? "background";
      },
    };
    for await (const listed of this.#sources.reader.listAccounts(listing)) {
      const account = this.#place(listed);
      if (!account) return undefined;
      this.#accounts.set(account.id, account);
    }
    const accounts = [...this.#accounts.values()];
    this.#begin(undefined);
    return accounts;
  }

  #place({ ancestorIds = [], ...listed }: ListedAccount): Account | undefined {
    const parentId = listed.parentId ?? ancestorIds.at(-1);
    if (parentId === undefined) return undefined;
    const account = { ...listed, parentId: this.#intern(parentId) };
    this.#sources.onPlace({ account, ancestorIds: ancestorIds.map((id) => this.#intern(id)) });
    return account;
  }

  #intern(id: string): string {
    let own = this.#ids.get(id);
    if (own === undefined) {
      own = id.split("").join("");
      this.#ids.set(own, own);
    }
    return own;
  }

  async #walk(options: RequestOptions): Promise<readonly Account[]> {
    this.#begin(undefined);
    const { loadRoots, loadChildren } = this.#sources;
    // By id, as in a sweep: one that moves meanwhile may be in two lists, and the one answered last counts.
    const found = new Map<string, Account>();
    const collect = async (parentId: string): Promise<void> => {
      const { organizationalUnits, accounts } = await loadChildren(parentId, options);
      for (const account of accounts) found.set(account.id, account);
      await Promise.all(organizationalUnits.map((unit) => collect(unit.id)));
    };
    await Promise.all((await loadRoots(options)).map((root) => collect(root.id)));
    return [...found.values()];
  }
}
