/** A policy's text as values that can be put in another order, each with the comments that belong to it. */
import type { Node } from "jsonc-parser";
import { findComments } from "../comments";
import { decodeString } from "../decodeString";
import type { PolicyDocument } from "../document";
import { isComplete } from "../faults";
import type { Span } from "../language";
import { getSpan } from "../tree";

export type Value =
  /** `text` as written; `key` tells equal values however they are escaped. */
  { readonly kind: "scalar"; readonly text: string; readonly key: string } | Container;

export interface Container {
  readonly kind: "list" | "object";
  readonly entries: readonly Entry[];
  /** Comments behind the last entry. */
  readonly end: readonly string[];
}

/** An item of a list, or a member of an object. */
export interface Entry {
  /** Only of a member: what its name says, and the name as written. */
  readonly name?: string;
  readonly label?: string;
  readonly value: Value;
  /** Comments on lines of their own before it. */
  readonly before: readonly string[];
  /** Comments behind it on its line. */
  readonly after: readonly string[];
}

/** The whole text: comments may stand before and behind the value. */
export function readValue(document: PolicyDocument): Entry | undefined {
  const { root, text } = document;
  if (!root || !document.isPlain || document.faults.some((fault) => !isComplete(fault))) return undefined;
  const comments = /\/[/*]/.test(text) ? findComments(text) : [];
  const { start, end } = getSpan(root);
  const read = (from: number, to: number) => readComments(text, comments, from, to);
  return {
    value: toValue(text, comments, root),
    before: read(0, start).map(({ text: comment }) => comment),
    after: read(end, text.length).map(({ text: comment }) => comment),
  };
}

function toValue(text: string, comments: readonly Span[], node: Node): Value {
  if (node.type === "array" || node.type === "object") return toContainer(text, comments, node);
  const { start, end } = getSpan(node);
  const written = text.slice(start, end);
  // Of a template's gap the text alone is known: what stands in its place in the tree may stand for any.
  const value = decodeString(written);
  return { kind: "scalar", text: written, key: value === undefined ? written : JSON.stringify(value) };
}

function toContainer(text: string, comments: readonly Span[], node: Node): Container {
  const children = node.children ?? [];
  const { end } = getSpan(node);
  const entries: Entry[] = [];
  let at = node.offset + 1;
  let before: readonly string[] = [];
  const take = (to: number): void => {
    const found = readComments(text, comments, at, to);
    const last = entries.at(-1);
    const isTail = (comment: Comment) => last !== undefined && comment.isOnSameLine;
    if (last) {
      const after = [...last.after, ...found.filter(isTail).map((comment) => comment.text)];
      entries[entries.length - 1] = { ...last, after };
    }
    before = found.filter((comment) => !isTail(comment)).map((comment) => comment.text);
  };
  for (const child of children) {
    const [key, value] = node.type === "object" ? [child.children?.[0], child.children?.[1]] : [undefined, child];
    if (!value) continue;
    // Comments between a name and its value go before the member.
    take(value.offset);
    entries.push({
      ...(key && readName(text, key)),
      value: toValue(text, comments, value),
      before,
      after: [],
    });
    at = getSpan(value).end;
  }
  take(end - 1);
  return { kind: node.type === "array" ? "list" : "object", entries, end: before };
}

function readName(text: string, key: Node): { readonly name: string; readonly label: string } {
  const { start, end } = getSpan(key);
  const label = text.slice(start, end);
  return { name: decodeString(label) ?? label, label };
}

interface Comment {
  readonly text: string;
  /** As what was read before it. */
  readonly isOnSameLine: boolean;
}

function readComments(text: string, comments: readonly Span[], from: number, to: number): readonly Comment[] {
  const found: Comment[] = [];
  for (let index = findFirst(comments, from); index < comments.length; index++) {
    const comment = comments[index];
    if (!comment || comment.end > to) break;
    found.push({
      text: text.slice(comment.start, comment.end).trimEnd(),
      isOnSameLine: !/[\r\n]/.test(text.slice(from, comment.start)),
    });
  }
  return found;
}

/** The index of the first comment that begins at an offset or behind it. */
function findFirst(comments: readonly Span[], from: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
