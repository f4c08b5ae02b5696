import { OrganizationError } from "../organization/errors";
import type { Cursor } from "../organization/ports";

export interface Page {
  readonly NextToken?: string | undefined;
}

/** With ten on a page, as many as ten of the largest organizations have accounts. */
const MAX_PAGES = 50_000;

/**
 * The items of a paged list, page by page as they are asked for. An empty page may have others behind it: only a page
 * without a token is the last (Organizations API Reference, each `List…`). A cursor says where to begin, and is moved on
 * as soon as the items before it have been taken. A list that names a token twice, or has no end, is none.
 */
export async function* getItems<Output extends Page, Item>(
  operation: string,
  fetchPage: (nextToken: string | undefined) => Promise<Output>,
  getPage: (output: Output) => readonly Item[] | undefined,
  cursor: Cursor = {},
): AsyncGenerator<Item, void, undefined> {
  let token = cursor.token;
  const seen = new Set<string | undefined>([token]);
  do {
    const output = await fetchPage(token);
    yield* getPage(output) ?? [];
    const next = output.NextToken || undefined;
    if (next !== undefined && (seen.has(next) || seen.size >= MAX_PAGES)) {
      const what = seen.has(next) ? "repeats the same page" : `has more than ${MAX_PAGES} pages`;
      throw new OrganizationError("malformed", `${operation}: The endpoint ${what}`, { operation });
    }
    seen.add(next);
    token = next;
    cursor.token = next;
  } while (token !== undefined);
}
