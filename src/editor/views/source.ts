/** What a view shows of an organization: which rows there are, without VS Code's tree. */
import type { OrganizationStore, StorePart } from "../../organization/store";
import type { Known } from "./description";
import { createFailed, type Element } from "./elements";
import { loadQuietly } from "./loadPart";

/** The organization as a view sees it. */
export interface ViewedOrganization {
  readonly store: OrganizationStore;
  /** A demo or local endpoint: asking costs nobody's request quota. */
  readonly isLocal: boolean;
  /** The caller is no management account: what its account was sent is shown too. */
  readonly isMember: boolean;
}

export interface TreeSource {
  /** The rows below `parent`, the top ones without. What cannot be read is a row; it does not reject. */
  loadChildren(organization: ViewedOrganization, parent: Element | undefined): Promise<readonly Element[]>;
  /** What the row and those below it are made from. */
  getParts(element: Element, known: Known): readonly StorePart[];
  /** Whether the top rows are made from this, where telling which rows there are would take as long as making them. */
  isTopPart?(part: StorePart): boolean;
  /** What top rows there are: all are drawn anew only when it is another. */
  getTop?(known: Known): string;
}

/** How a part is answered: at once from what is known, stale or not, and by reading. */
export interface PartAnswer<T> {
  readonly known: T | undefined;
  readonly load: () => Promise<T>;
}

/**
 * The rows of an answer, or one row that says that `part` could not be read. What is known is shown at once and read
 * again behind the rows when it is stale. What failed is not asked for again until a refresh or Retry: a row is drawn
 * anew whenever its part changes, a failure included.
 */
export async function loadRows<T>(
  store: OrganizationStore,
  parent: Element | undefined,
  part: StorePart,
  { known, load }: PartAnswer<T>,
  toRows: (answer: T) => readonly Element[] | Promise<readonly Element[]>,
): Promise<readonly Element[]> {
  const failed = store.getState(part).state === "failed" ? [createFailed(parent, part)] : [];
  if (known !== undefined) {
    loadQuietly(store, [part]);
    return [...failed, ...(await toRows(known))];
  }
  if (failed.length > 0) return failed;
  try {
    return await toRows(await load());
  } catch {
    // The reason stands in the store's state of the part, where the row reads it.
    return [createFailed(parent, part)];
  }
}
