/** Keeps a text that others wrote from being markup: names, tags and e-mails are theirs to choose. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+!|<>~&:]/g, "\\$&").replaceAll(/\s+/g, " ");
}
