/** What VS Code passes to a command that is called on rows of a view. */
import type { Element } from "./views/elements";

/** A row that was clicked is not known any more: its tree was just read anew. Nothing else must be taken for it. */
export class LostRows extends Error {
  override readonly name = "LostRows";
}

/** By name: what throws it and what catches it may have been bundled apart. */
export function isLostRows(error: unknown): boolean {
  return error instanceof Error && error.name === "LostRows";
}

/**
 * The rows a command was called on, from its arguments: those selected where the clicked one is among them, else that
 * one. `undefined` where it was called on none.
 */
export function getClickedRows(args: readonly unknown[]): readonly Element[] | undefined {
  const [clicked, selected] = args;
  if (Array.isArray(selected) && selected.length > 0) {
    if (selected.some(isMissing)) throw new LostRows("Some of the rows are not known any more");
    return selected.filter(isElement);
  }
  if (isElement(clicked)) return [clicked];
  if (args.length > 0 && isMissing(clicked)) throw new LostRows("The row is not known any more");
  return args.length === 0 ? undefined : [];
}

/** The arguments of a button in a view's title: it is given the row that has the focus, and nothing where none has. */
export function dropMissing(args: readonly unknown[]): readonly unknown[] {
  return args.filter((arg) => !isMissing(arg));
}

function isElement(value: unknown): value is Element {
  return typeof value === "object" && value !== null && "id" in value && "kind" in value;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}
