import { OrganizationError } from "../organization/errors";
import type { Cursor } from "../organization/ports";

export interface Page {
  readonly NextToken?: string | undefined;
}

/**
 * The items of a paged list, page by page as they are asked for. An empty page may have others behind it: only a page
 * without a token is the last (Organizations API Reference, each `List…`). A cursor says where to begin, and is moved on
 * as soon as the items before it have been taken.
 */
export async function* getItems<Output extends Page, Item>(
  operation: string,
  fetchPage: (nextToken: string | undefined) => Promise<Output>,
  getPage: (output: Output) => readonly Item[] | undefined,
  cursor: Cursor = {},
): AsyncGenerator<Item, void, undefined> {
  let token = cursor.token;
  do {
    const output = await fetchPage(token);
    yield* getPage(output) ?? [];
    const next = output.NextToken || undefined;
    if (next !== undefined && next === token) {
      throw new OrganizationError("unsupported", `${operation}: The endpoint repeats the same page`, { operation });
    }
    token = next;
    cursor.token = next;
  } while (token !== undefined);
}
