/** Reading the tolerant tree: what is broken or missing reads as absent, never as an error. */
import type { Node } from "jsonc-parser";
import type { Span } from "./language";

/** A member of an object. `value` is absent where nothing follows the colon. */
export interface Member {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | undefined;
}

export function getSpan(node: Node): Span {
  return { start: node.offset, end: node.offset + Math.max(node.length, 0) };
}

/** The inside of a string's quotes; the whole span for any other node. */
export function getInnerSpan(node: Node): Span {
  const { start, end } = getSpan(node);
  return node.type === "string" && end - start >= 2 ? { start: start + 1, end: end - 1 } : { start, end };
}

/** All members in order, duplicates included; none for what is no object. */
export function getMembers(node: Node | undefined): readonly Member[] {
  if (node?.type !== "object") return [];
  const members: Member[] = [];
  for (const property of node.children ?? []) {
    const key = property.children?.[0];
    if (key && typeof key.value === "string") members.push({ name: key.value, key, value: property.children?.[1] });
  }
  return members;
}

export function getItems(node: Node | undefined): readonly Node[] {
  return node?.type === "array" ? (node.children ?? []) : [];
}

/** A value written alone or as a list: its items either way. */
export function getListed(node: Node | undefined): readonly Node[] {
  if (!node) return [];
  return node.type === "array" ? (node.children ?? []) : [node];
}

export function getString(node: Node | undefined): string | undefined {
  return node?.type === "string" && typeof node.value === "string" ? node.value : undefined;
}

/** The strings of a value written alone or as a list. */
export function getStringNodes(node: Node | undefined): readonly Node[] {
  return getListed(node).filter((item) => item.type === "string");
}

export function contains(span: Span, offset: number): boolean {
  return offset >= span.start && offset <= span.end;
}

/** The innermost node that touches an offset, without recursion. */
export function findNode(root: Node | undefined, offset: number): Node | undefined {
  let node = root;
  while (node) {
    const inner: Node | undefined = node.children?.find((child) => contains(getSpan(child), offset));
    if (!inner) return contains(getSpan(node), offset) ? node : undefined;
    node = inner;
  }
  return undefined;
}
