/** What a view shows of an organization: which rows there are, without VS Code's tree. */
import type { OrganizationStore, StorePart } from "../../organization/store";
import type { Known } from "./description";
import { createFailed, type Element } from "./elements";

/** The organization as a view sees it. */
export interface ViewedOrganization {
  readonly store: OrganizationStore;
  /** A demo or local endpoint: asking costs nobody's request quota. */
  readonly isLocal: boolean;
}

export interface TreeSource {
  /** The rows below `parent`, the top ones without. What cannot be read is a row; it does not reject. */
  loadChildren(organization: ViewedOrganization, parent: Element | undefined): Promise<readonly Element[]>;
  /** What the row and those below it are made from. */
  getParts(element: Element, known: Known): readonly StorePart[];
  /** What the top rows are made from. */
  getTopParts(): readonly StorePart[];
}

/**
 * The rows, or one row that says that `part` could not be read. What failed is not asked for again until a refresh or
 * Retry: a row is drawn anew whenever its part changes, a failure included.
 */
export async function loadOrFail(
  store: OrganizationStore,
  parent: Element | undefined,
  part: StorePart,
  load: () => Promise<readonly Element[]>,
): Promise<readonly Element[]> {
  if (store.getState(part).state === "failed") return [createFailed(parent, part)];
  try {
    return await load();
  } catch {
    // The reason stands in the store's state of the part, where the row reads it.
    return [createFailed(parent, part)];
  }
}
