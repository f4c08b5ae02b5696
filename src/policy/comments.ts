import { visit } from "jsonc-parser";
import type { Span } from "./language";

export interface MaskedText {
  /** Comments are white space, so that what stands in them is neither a quote nor a missing comma. */
  readonly text: string;
  /** Whether an offset lies in a comment; right behind a block comment is outside of it, behind a line's is not. */
  readonly isInComment: (offset: number) => boolean;
}

export function maskComments(text: string): MaskedText {
  const comments = /\/[/*]/.test(text) ? findComments(text) : [];
  let masked = "";
  let from = 0;
  for (const { start, end } of comments) {
    masked += text.slice(from, start) + text.slice(start, end).replace(/[^\r\n]/g, " ");
    from = end;
  }
  return {
    text: masked + text.slice(from),
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
