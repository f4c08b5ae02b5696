import { findComments } from "./comments";
import type { PolicyDocument } from "./document";
import { computeOnce } from "./memo";
import { escapeText } from "./snippets/render";
import type { TextEdit } from "./language";

interface KeepOptions {
  /** The new texts are snippets. */
  readonly isSnippet?: boolean;
  /** A text that is written elsewhere. */
  readonly moved?: string;
}

/**
 * The edits with the comments that they would take away: what somebody wrote about one entry of a list outlives a change
 * of the whole list, behind it. An edit that takes away comments alone is meant to.
 */
export function keepComments(
  document: PolicyDocument,
  edits: readonly TextEdit[],
  { isSnippet = false, moved = "" }: KeepOptions = {},
): readonly TextEdit[] {
  const { text } = document;
  const comments = getComments(document);
  if (comments.length === 0) return edits;
  return edits.map((edit) => {
    const { span, newText } = edit;
    const inside = comments.filter(({ start, end }) => span.start <= start && end <= span.end);
    let rest = text.slice(span.start, span.end);
    for (const { start, end } of inside) rest = rest.replace(text.slice(start, end), "");
    if (inside.length === 0 || rest.trim() === "") return edit;
    const lost = inside
      .map(({ start, end }) => text.slice(start, end))
      .filter((comment) => !newText.includes(comment) && !moved.includes(comment));
    const kept = lost.map((comment) => (isSnippet ? escapeText(toBlock(comment)) : toBlock(comment))).join(" ");
    const before = newText === "" ? text.slice(0, span.start) : newText;
    const after = /[\s,]/.test(text.charAt(span.end)) || kept === "" ? "" : " ";
    return { span, newText: newText + (/\s$/.test(before) || kept === "" ? "" : " ") + kept + after };
  });
}

const getComments = computeOnce(({ text }: PolicyDocument) => (/\/[/*]/.test(text) ? findComments(text) : []));

/** What follows on the line of a comment of one line would be part of it. */
function toBlock(comment: string): string {
  return comment.startsWith("/*") ? comment : `/* ${comment.slice(2).replaceAll("*/", "* /").trim()} */`;
}
