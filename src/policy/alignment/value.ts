/** A policy's text as values that can be put in another order, each with the comments that belong to it. */
import type { Node } from "jsonc-parser";
import { findComments } from "../comments";
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
  /** Only of a member. */
  readonly name?: string;
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
  // A placeholder without quotes has no value but its text.
  return { kind: "scalar", text: written, key: written.startsWith('"') ? JSON.stringify(node.value) : written };
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
      ...(key && { name: String(key.value) }),
      value: toValue(text, comments, value),
      before,
      after: [],
    });
    at = getSpan(value).end;
  }
  take(end - 1);
  return { kind: node.type === "array" ? "list" : "object", entries, end: before };
}

interface Comment {
  readonly text: string;
  /** As what was read before it. */
  readonly isOnSameLine: boolean;
}

function readComments(text: string, comments: readonly Span[], from: number, to: number): readonly Comment[] {
  return comments
    .filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end }) => ({
      text: text.slice(start, end).trimEnd(),
      isOnSameLine: !/[\r\n]/.test(text.slice(from, start)),
    }));
}
