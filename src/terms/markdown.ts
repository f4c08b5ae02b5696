import { toOneLine } from "./oneLine";

/**
 * Keeps a text that others wrote from being markup: names, tags and e-mails are theirs to choose. What only looks like
 * markup at the beginning of a line, or beside what is escaped here, stays readable.
 */
export function escapeMarkdown(text: string): string {
  return toOneLine(text)
    .replaceAll(/[\\`*_[\]|<>~&]/g, "\\$&")
    .replaceAll("://", "\\://")
    .replaceAll(/\s+/g, " ");
}

/** Lines that others wrote as a block of code, whatever back-ticks they hold. */
export function toCodeBlock(lines: readonly string[], language: string): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}

/** A text that others wrote as code, whatever back-ticks it holds: nothing in it is markup, a link or an image. */
export function toCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const line = toOneLine(text).replaceAll(/\s+/g, " ");
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}
