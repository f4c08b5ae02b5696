/**
 * Whether a text holds a gap that someone fills in later: `<my-org-id>`, `{{ region }}`, Terraform's `${var.region}`
 * or `%{ if … }`, `REPLACE_ME`. Policy variables look the same (`${aws:username}`); where one may stand, both are fine.
 */
export function hasPlaceholder(text: string): boolean {
  return /<[^<>\s][^<>]*>|\{\{.*?\}\}|\$\{[^}]*\}|%\{[^}]*\}|\bREPLACE_?ME\b/i.test(text);
}
