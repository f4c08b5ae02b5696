/**
 * Keeps a text that others wrote from being markup: names, tags and e-mails are theirs to choose. What only looks like
 * markup at the beginning of a line, or beside what is escaped here, stays readable.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]|<>~&]/g, "\\$&")
    .replaceAll("://", "\\://")
    .replaceAll(/\s+/g, " ");
}

/** A name or pattern as code, where it can stand there; else escaped. */
export function toMarkdownCode(text: string): string {
  return /^[^`\s]+$/.test(text) ? `\`${text}\`` : escapeMarkdown(text);
}
