import { isOrganizationError } from "./errors";
import type { PolicyTarget } from "./model";
import type { Cursor, PolicyReader, RequestOptions } from "./ports";
import type { Unfinished } from "./store";

interface OpenList {
  readonly generation: number;
  /** By id: what is attached meanwhile may come twice. */
  readonly targets: Map<string, PolicyTarget>;
  readonly cursor: Cursor;
}

/**
 * Lists of a policy's targets that go on at the page where they broke off: that of FullAWSAccess has hundreds. One whose
 * token AWS no longer takes begins again.
 */
export class TargetLists {
  readonly #reader: Pick<PolicyReader, "listTargetsForPolicy">;
  readonly #open = new Map<string, OpenList>();

  constructor(reader: Pick<PolicyReader, "listTargetsForPolicy">) {
    this.#reader = reader;
  }

  /** `generation`: of the store's answer; a list of an older one is not gone on with. */
  async load(policyId: string, generation: number, options: RequestOptions): Promise<readonly PolicyTarget[]> {
    const list = this.#getOpen(policyId, generation);
    const { signal } = options;
    const listing = {
      ...(signal && { signal }),
      cursor: list.cursor,
      get priority() {
        return options.priority ?? "screen";
      },
    };
    try {
      for await (const target of this.#reader.listTargetsForPolicy(policyId, listing)) {
        list.targets.set(target.targetId, target);
      }
    } catch (error) {
      if (!isOrganizationError(error, "invalid") || list.cursor.token === undefined) throw error;
      this.#close(policyId, list);
      return this.load(policyId, generation, options);
    }
    this.#close(policyId, list);
    return [...list.targets.values()];
  }

  /** How far a list has come; `undefined` before its first page and after its end. */
  getProgress(policyId: string): Unfinished<PolicyTarget> | undefined {
    const list = this.#open.get(policyId);
    const nextToken = list?.cursor.token;
    return list && nextToken !== undefined ? { items: [...list.targets.values()], nextToken } : undefined;
  }

  /** Goes on where another list broke off. */
  resume(policyId: string, generation: number, { items, nextToken }: Unfinished<PolicyTarget>): void {
    const targets = new Map(items.map((target) => [target.targetId, target]));
    this.#open.set(policyId, { generation, targets, cursor: { token: nextToken } });
  }

  #getOpen(policyId: string, generation: number): OpenList {
    let list = this.#open.get(policyId);
    if (list?.generation !== generation) {
      list = { generation, targets: new Map(), cursor: {} };
      this.#open.set(policyId, list);
    }
    return list;
  }

  #close(policyId: string, list: OpenList): void {
    if (this.#open.get(policyId) === list) this.#open.delete(policyId);
  }
}
