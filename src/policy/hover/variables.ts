import type { Node } from "jsonc-parser";
import { toCode } from "../../terms/markdown";
import type { Catalogue } from "../catalogue";
import type { Hover } from "../language";
import { contains, getInnerSpan } from "../tree";
import { LITERAL_VARIABLES } from "../variables";
import { describeKey } from "./conditions";

/** The policy variable under the pointer: the key that it stands for. */
export function hoverVariable(node: Node, offset: number, catalogue: Catalogue): Hover | undefined {
  const text = String(node.value);
  const inner = getInnerSpan(node);
  // An escape shifts what follows it.
  if (inner.end - inner.start !== text.length) return undefined;
  for (const { 0: variable, 1: inside = "", index } of text.matchAll(/\$\{([^{}]{1,200})\}/g)) {
    const span = { start: inner.start + index, end: inner.start + index + variable.length };
    if (!contains(span, offset)) continue;
    const literal = LITERAL_VARIABLES.find(({ name }) => name === inside);
    const [key = "", fallback] = inside.split(",", 2).map((part) => part.trim());
    const markdown = literal?.summary ?? describeKey(key, catalogue);
    if (markdown === undefined) return undefined;
    const or = fallback === undefined ? "." : `, or ${toCode(fallback)} where the request lacks it.`;
    return { span, markdown: literal ? markdown : `Filled in from the request${or}\n\n${markdown}` };
  }
  return undefined;
}
