/** Statements written again with other values for some of their elements. */
import { isOneLine, type Json, type Render, renderLike, renderNode, renderObject } from "./edits";
import type { Statement } from "./statements";

/** A name that is not taken yet, with a number behind it where it must be; it is taken from then on. */
export function takeName(wanted: string, taken: Set<string | undefined>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
  taken.add(name);
  return name;
}

/** The statement with other values for some of its elements. */
export function renderCopy(text: string, { node, members }: Statement, replaced: ReadonlyMap<string, Json>): Render {
  const renders = members.flatMap(({ name, key, value: before }) => {
    const value = replaced.get(name);
    if (value !== undefined) return [renderLike(text, before, value, name)];
    return key.parent ? [renderNode(text, key.parent)] : [];
  });
  return renderObject(renders, isOneLine(text, node));
}

/** Entries of a list one after the other, without its brackets. */
export function renderRow(entries: readonly Render[]): Render {
  return (indent, layout) => {
    const separator = indent === undefined ? `,${layout.colon.slice(1)}` : `,${layout.eol}${indent}`;
    return entries.map((render) => render(indent, layout)).join(separator);
  };
}
