/**
 * Gaps that someone fills in later: `<my-org-id>`, `{{ region }}`, `{region}`, `[ROLE_NAME]`, Terraform's `${var.region}`
 * or `%{ if … }`, `REPLACE_ME`, none longer than a name. Policy variables look the same (`${aws:username}`); where one may stand, both are fine.
 */
const GAP =
  /<[^<>\s][^<>]{0,200}>|\{\{.{0,200}?\}\}|[$%]\{[^}]{0,200}\}|\{[A-Za-z][\w -]{0,200}\}|\[[A-Z][A-Z0-9_ -]{0,200}\]|\b(?:REPLACE_?ME|replace_?me)\b|\uE000/;

/** What every gap has; most texts have none of it, and this is asked of all of them. */
const SIGN = /[<{[\uE000]|place/i;

export function hasPlaceholder(text: string): boolean {
  return SIGN.test(text) && GAP.test(text);
}

/** A gap without quotes, where JSON wants a value or a name. */
const BARE_GAP = /<[\w][^<>"\n]{0,200}>|\{\{[^{}"\n]{0,200}\}\}|\$\{[^}\n]{0,200}\}/y;

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
