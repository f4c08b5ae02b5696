import { visit } from "jsonc-parser";
import { skipString } from "./depth";
import type { Span } from "./language";

export interface MaskedText {
  /** Comments are white space, so that what stands in them is neither a quote nor a missing comma. */
  readonly text: string;
  /** Whether an offset lies in a comment; right behind a block comment is outside of it, behind a line's is not. */
  readonly isInComment: (offset: number) => boolean;
}

export function maskComments(text: string): MaskedText {
  const comments = /\/[/*]/.test(text) ? findComments(text) : [];
  return {
    text: blankSpans(text, comments),
    isInComment: (offset) =>
      comments.some(({ start, end }) => {
        const isOpenEnded = text.startsWith("//", start) || !text.endsWith("*/", end) || end - start < 4;
        return offset > start && (offset < end || (offset === end && isOpenEnded));
      }),
  };
}

/** Every comment, in order. */
export function findComments(text: string): readonly Span[] {
  const spans: Span[] = [];
  visit(text, { onComment: (start, length) => spans.push({ start, end: start + length }) });
  return spans;
}

/** Puts white space of the same length in place of pieces of a text. */
export function blankSpans(text: string, spans: readonly Span[]): string {
  let blanked = "";
  let from = 0;
  for (const { start, end } of spans) {
    blanked += text.slice(from, start) + text.slice(start, end).replace(/[^\r\n]/g, " ");
    from = end;
  }
  return from === 0 ? text : blanked + text.slice(from);
}

const FOREIGN = /#|<!--|--/;

/** What begins a comment in other languages; neither may begin anything in JSON. `#{` is a gap of some templates. */
const MARK = /#(?!\{)|<!--|--(?=\s)/y;

/** The comments of YAML, Terraform, SQL and HTML that stand outside of texts and of comments with slashes. */
export function findForeignComments(text: string): readonly Span[] {
  if (!FOREIGN.test(text)) return [];
  const spans: Span[] = [];
  for (let at = 0; at < text.length; ) {
    const next = skipToken(text, at);
    if (next !== undefined) {
      at = next;
      continue;
    }
    const mark = getMark(text, at);
    if (mark === "") {
      at++;
      continue;
    }
    const end = mark === "<!--" ? findAfter(text, "-->", at) : findLineEnd(text, at);
    spans.push({ start: at, end: at + text.slice(at, end).trimEnd().length });
    at = end;
  }
  return spans;
}

/** With what a foreign comment begins at an offset; empty where none does. */
export function getMark(text: string, at: number): string {
  MARK.lastIndex = at;
  return MARK.exec(text)?.[0] ?? "";
}

/** Where the string or the comment with slashes ends that begins at an offset. */
function skipToken(text: string, at: number): number | undefined {
  if (text[at] === '"') return skipString(text, at) + 1;
  if (text.startsWith("//", at)) return findLineEnd(text, at);
  return text.startsWith("/*", at) ? findAfter(text, "*/", at + 2) : undefined;
}

function findLineEnd(text: string, at: number): number {
  const end = text.slice(at).search(/[\r\n]/);
  return end < 0 ? text.length : at + end;
}

function findAfter(text: string, mark: string, at: number): number {
  const found = text.indexOf(mark, at);
  return found < 0 ? text.length : found + mark.length;
}
