import type { Account, OrganizationalUnit, OrganizationContents, Root } from "../organization/model";
import { Gaps } from "./gaps";

/** Where an account stands to the organization. */
export type Membership =
  | { readonly kind: "management" }
  | { readonly kind: "member" }
  | { readonly kind: "outside" }
  | { readonly kind: "unknown"; readonly reason: string };

/** Root first, account last; or why that is not known. */
export type Path = readonly string[] | { readonly reason: string };

/** Accounts of one parent to which the same is attached: judged alike, unless a condition asks for the account. */
export interface Kin {
  readonly accounts: readonly Account[];
}

/** Who lies where, and what is attached to whom: all but what policies say, so that it outlasts an edit of one. */
export class Places {
  readonly #contents: OrganizationContents;
  readonly #gaps: Gaps;
  readonly #nodes: ReadonlyMap<string, Root | OrganizationalUnit | Account>;
  readonly #rootIds: ReadonlySet<string>;
  readonly #attached = new Map<string, string[]>();
  readonly #described = new Map<string, string>();
  readonly #paths = new Map<string, Path>();
  #kin: readonly Kin[] | undefined;
  #kinOf: ReadonlyMap<string, Kin> = new Map();

  constructor(contents: OrganizationContents) {
    const { roots, organizationalUnits, accounts, attachments } = contents;
    this.#contents = contents;
    this.#gaps = new Gaps(contents);
    this.#nodes = new Map([...roots, ...organizationalUnits, ...accounts].map((node) => [node.id, node]));
    this.#rootIds = new Set(roots.map((root) => root.id));
    for (const { policyId, targetId } of attachments) {
      const ids = this.#attached.get(targetId) ?? [];
      this.#attached.set(targetId, ids);
      if (!ids.includes(policyId)) ids.push(policyId);
    }
  }

  /** Whether they are the places of an organization too: it has the very same lists. */
  areOf({ organization, roots, organizationalUnits, accounts, attachments, gaps }: OrganizationContents): boolean {
    const own = this.#contents;
    return (
      own.organization === organization &&
      own.roots === roots &&
      own.organizationalUnits === organizationalUnits &&
      own.accounts === accounts &&
      own.attachments === attachments &&
      own.gaps === gaps
    );
  }

  getName(targetId: string): string | undefined {
    return this.#nodes.get(targetId)?.name;
  }

  getMembership(accountId: string): Membership {
    if (accountId === this.#contents.organization.masterAccountId) return { kind: "management" };
    if (this.#nodes.has(accountId)) return { kind: "member" };
    const reason = this.#gaps.structure;
    return reason === undefined ? { kind: "outside" } : { kind: "unknown", reason };
  }

  getPath(id: string): Path {
    const known = this.#paths.get(id);
    if (known) return known;
    const path = this.#findPath(id);
    this.#paths.set(id, path);
    return path;
  }

  /** Ids of the policies of all types that are attached right here. */
  getAttached(targetId: string): readonly string[] {
    return this.#attached.get(targetId) ?? [];
  }

  /** The same as one text. */
  describeAttached(targetId: string): string {
    const known = this.#described.get(targetId);
    if (known !== undefined) return known;
    const text = this.getAttached(targetId).join(" ");
    this.#described.set(targetId, text);
    return text;
  }

  /** Every account once, those that come first in the file first. */
  get kin(): readonly Kin[] {
    return this.#kin ?? this.#sort();
  }

  /** `undefined` for what is no account. */
  getKin(accountId: string): Kin | undefined {
    if (!this.#kin) this.#sort();
    return this.#kinOf.get(accountId);
  }

  #sort(): readonly Kin[] {
    const groups = new Map<string, { readonly accounts: Account[] }>();
    const kinOf = new Map<string, Kin>();
    for (const account of this.#contents.accounts) {
      const key = this.#isAlone(account.id) ? account.id : `${account.parentId} ${this.describeAttached(account.id)}`;
      const group = groups.get(key) ?? { accounts: [] };
      groups.set(key, group);
      group.accounts.push(account);
      kinOf.set(account.id, group);
    }
    this.#kinOf = kinOf;
    this.#kin = [...groups.values()];
    return this.#kin;
  }

  #isAlone(accountId: string): boolean {
    return accountId === this.#contents.organization.masterAccountId || this.#gaps.isAbout(accountId);
  }

  #findPath(id: string): Path {
    const node = this.#nodes.get(id);
    if (!node) return { reason: this.#gaps.structure ?? `the parent ${id} is not in the file` };
    if (this.#rootIds.has(id)) return [id];
    // Stands for the path while it is looked for, so that a circle of parents ends.
    this.#paths.set(id, { reason: this.#gaps.structure ?? `the place of ${id} is not in the file` });
    const above = "parentId" in node ? this.getPath(node.parentId) : [];
    return "reason" in above ? above : [...above, id];
  }
}
