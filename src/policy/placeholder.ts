/**
 * Gaps that someone fills in later: `<my-org-id>`, `{{ region }}`, Terraform's `${var.region}` or `%{ if … }`,
 * `REPLACE_ME`. Policy variables look the same (`${aws:username}`); where one may stand, both are fine.
 */
const GAP = /<[^<>\s][^<>]*>|\{\{.*?\}\}|\$\{[^}]*\}|%\{[^}]*\}|\bREPLACE_?ME\b|\uE000/i;

export function hasPlaceholder(text: string): boolean {
  return GAP.test(text);
}

/** A gap without quotes, where JSON wants a value or a name. */
const BARE_GAP = /<[\w][^<>"\n]*>|\{\{[^{}"\n]*\}\}|\$\{[^}\n]*\}/y;

/**
 * Puts a string of the same length in place of each gap that has no quotes, so that a template parses as the policy it
 * will be. The string is made of a private-use character, which {@link hasPlaceholder} knows.
 */
export function maskBareGaps(text: string): string {
  if (!/<\w|\{\{|\$\{/.test(text)) return text;
  let masked = "";
  let from = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString && character === "\\") at++;
    else if (character === '"') inString = !inString;
    else if (character === "\n") inString = false;
    else if (!inString && (character === "<" || character === "{" || character === "$")) {
      BARE_GAP.lastIndex = at;
      const gap = BARE_GAP.exec(text)?.[0];
      if (!gap) continue;
      masked += `${text.slice(from, at)}"${"\uE000".repeat(gap.length - 2)}"`;
      at += gap.length - 1;
      from = at + 1;
    }
  }
  return masked + text.slice(from);
}
