import { insertChildren, type Json, type Render, renderJson } from "../edits";
import type { TextEdit } from "../language";
import type { Statement } from "../statements";
import { getMembers } from "../tree";
import type { FixScope } from "./fix";

/** A test to be written: operator, key and value. */
export type NewTest = readonly [operator: string, key: string, value: Json];

/** Further tests of a statement; `undefined` where one of them is there already, or what is there cannot be read. */
export function addTests(
  { document: { text } }: Pick<FixScope, "document">,
  statement: Statement,
  tests: readonly NewTest[],
): readonly TextEdit[] | undefined {
  const operators = new Map<string, { readonly [key: string]: Json }>();
  for (const [operator, key, value] of tests) operators.set(operator, { ...operators.get(operator), [key]: value });
  const condition = statement.get("Condition");
  if (!condition) {
    const written = renderJson(Object.fromEntries(operators), "Condition");
    return [insertChildren(text, statement.node, Infinity, [written])];
  }
  if (condition.value?.type !== "object") return undefined;
  const blocks: Render[] = [];
  const edits: TextEdit[] = [];
  for (const [operator, added] of operators) {
    const block = getMembers(condition.value).find(({ name }) => name === operator);
    if (!block) {
      blocks.push(renderJson(added, operator));
      continue;
    }
    const taken = new Set(getMembers(block.value).map(({ name }) => name.toLowerCase()));
    if (block.value?.type !== "object" || Object.keys(added).some((key) => taken.has(key.toLowerCase())))
      return undefined;
    const keys = Object.entries(added).map(([key, value]) => renderJson(value, key));
    edits.push(insertChildren(text, block.value, Infinity, keys));
  }
  if (blocks.length > 0) edits.push(insertChildren(text, condition.value, Infinity, blocks));
  return edits;
}
