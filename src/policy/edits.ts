/**
 * Edits of a policy's text that keep its own layout: a list written in one line stays in one line. (jsonc-parser's
 * `modify` lays out anew every line that it touches, the whole of a minified policy included.)
 */
import type { Node } from "jsonc-parser";
import type { TextEdit } from "./language";
import { getSpan } from "./tree";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** How a text is laid out. */
export interface Layout {
  /** One level of indentation. */
  readonly unit: string;
  readonly eol: string;
  readonly colon: ": " | ":";
}

/** Writes something at a place; `indent` is that of its line, `undefined` where everything stands in one line. */
export type Render = (indent: string | undefined, layout: Layout) => string;

export function getLayout(text: string): Layout {
  // Many edits of one text follow each other.
  if (text !== known.text) known = { text, layout: readLayout(text) };
  return known.layout;
}

let known: { readonly text: string; readonly layout: Layout } = { text: "", layout: readLayout("") };

function readLayout(text: string): Layout {
  return {
    unit: /^[ \t]+(?=[^\s])/m.exec(text)?.[0].replace(/^\t+$/, "\t") ?? "  ",
    eol: text.includes("\r\n") ? "\r\n" : "\n",
    colon: /":\S/.test(text) && !/": /.test(text) ? ":" : ": ",
  };
}

/** Writes a value, as a member where it has a name. */
export function renderJson(value: Json, name?: string): Render {
  return (indent, layout) => {
    const text = indent === undefined ? renderLine(value, layout) : renderBlock(value, indent, layout);
    return name === undefined ? text : JSON.stringify(name) + layout.colon + text;
  };
}

/** Writes what stands in the text already, moved to a new indentation. */
export function renderNode(text: string, node: Node): Render {
  const { start, end } = getSpan(node);
  const before = getIndent(text, start);
  return (indent) => {
    const own = text.slice(start, end);
    return indent === undefined ? own : own.replaceAll(`\n${before}`, `\n${indent}`);
  };
}

/** Writes an object of members, over lines unless `isLine`. */
export function renderObject(members: readonly Render[], isLine: boolean): Render {
  return (indent, layout) => {
    const inner = indent === undefined || isLine ? undefined : indent + layout.unit;
    const written = members.map((member) => member(inner, layout));
    if (inner === undefined) return `{${written.join(`,${layout.colon.slice(1)}`)}}`;
    return `{${layout.eol}${inner}${written.join(`,${layout.eol}${inner}`)}${layout.eol}${indent}}`;
  };
}

/** Puts new children before the child of that index; an index beyond the last appends. */
export function insertChildren(text: string, parent: Node, index: number, renders: readonly Render[]): TextEdit {
  const layout = getLayout(text);
  const children = parent.children ?? [];
  const first = children[0];
  if (!first) return fillEmpty(text, parent, renders, layout);
  const next = index < children.length ? children[index] : undefined;
  const lead = getGap(text, first);
  const isBlock = lead.includes("\n");
  const indent = isBlock ? lead.slice(lead.lastIndexOf("\n") + 1) : undefined;
  const gap = isBlock ? lead : children[1] ? getGap(text, children[1]) : layout.colon.slice(1);
  const written = renders.map((render) => render(indent, layout));
  if (next) return insertAt(next.offset, written.map((item) => `${item},${gap}`).join(""));
  return insertAt(getSpan(children.at(-1) ?? first).end, written.map((item) => `,${gap}${item}`).join(""));
}

/** Takes children out of their object or list, with the commas that were theirs. */
export function removeChildren(parent: Node, removed: readonly Node[]): readonly TextEdit[] {
  const children = parent.children ?? [];
  const edits: TextEdit[] = [];
  for (let from = 0; from < children.length; from++) {
    if (!isRemoved(from)) continue;
    let to = from;
    while (isRemoved(to + 1)) to++;
    edits.push({ span: getRun(parent, from, to), newText: "" });
    from = to;
  }
  return edits;

  function isRemoved(at: number): boolean {
    const child = children[at];
    return child !== undefined && removed.includes(child);
  }
}

export function replaceNode(text: string, node: Node, render: Render): TextEdit {
  const isBlock = text.includes("\n");
  const newText = render(isBlock ? getIndent(text, node.offset) : undefined, getLayout(text));
  return { span: getSpan(node), newText };
}

export function insertAt(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}

/** Applies edits that do not overlap; of those at one place the last stands first. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let from = 0;
  for (const { span, newText } of edits.toReversed().sort((a, b) => a.span.start - b.span.start)) {
    result += text.slice(from, span.start) + newText;
    from = span.end;
  }
  return result + text.slice(from);
}

/** The smallest single edit that turns one text into the other; none for equal texts. */
export function diffTexts(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [{ span: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) }];
}

function getRun(parent: Node, from: number, to: number): { readonly start: number; readonly end: number } {
  const children = parent.children ?? [];
  const [before, first, last, after] = [children[from - 1], children[from], children[to], children[to + 1]];
  const { start, end } = getSpan(parent);
  if (!first || !last) return { start, end: start };
  if (before) return { start: getSpan(before).end, end: getSpan(last).end };
  return after ? { start: first.offset, end: after.offset } : { start: start + 1, end: end - 1 };
}

function fillEmpty(text: string, parent: Node, renders: readonly Render[], layout: Layout): TextEdit {
  const { start, end } = getSpan(parent);
  const span = { start: start + 1, end: end - 1 };
  if (!text.includes("\n")) {
    const separator = `,${layout.colon.slice(1)}`;
    return { span, newText: renders.map((render) => render(undefined, layout)).join(separator) };
  }
  const outer = getIndent(text, start);
  const indent = outer + layout.unit;
  const lines = renders.map((render) => layout.eol + indent + render(indent, layout));
  return { span, newText: `${lines.join(",")}${layout.eol}${outer}` };
}

function renderLine(value: Json, layout: Layout): string {
  const space = layout.colon.slice(1);
  if (isList(value)) return `[${value.map((item) => renderLine(item, layout)).join(`,${space}`)}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, item]) => JSON.stringify(name) + layout.colon + renderLine(item, layout),
  );
  return `{${members.join(`,${space}`)}}`;
}

function renderBlock(value: Json, indent: string, layout: Layout): string {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return JSON.stringify(value);
  const inner = indent + layout.unit;
  const items = isList(value)
    ? value.map((item) => renderBlock(item, inner, layout))
    : Object.entries(value).map(
        ([name, item]) => JSON.stringify(name) + layout.colon + renderBlock(item, inner, layout),
      );
  const [open, close] = isList(value) ? "[]" : "{}";
  return `${open}${layout.eol}${inner}${items.join(`,${layout.eol}${inner}`)}${layout.eol}${indent}${close}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Writes a value in place of another: a list in one line stays in one. */
export function renderLike(text: string, before: Node | undefined, value: Json, name?: string): Render {
  const isLine = before?.type === "array" && isOneLine(text, before);
  const render = renderJson(value, name);
  return (indent, layout) => render(isLine ? undefined : indent, layout);
}

export function isOneLine(text: string, node: Node): boolean {
  return !text.slice(node.offset, getSpan(node).end).includes("\n");
}

/** The white space right before a node. */
function getGap(text: string, { offset }: Node): string {
  let start = offset;
  while (start > 0 && /\s/.test(text.charAt(start - 1))) start--;
  return text.slice(start, offset);
}

/** The white space at the start of the line that an offset stands in. */
export function getIndent(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}
