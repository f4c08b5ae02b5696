/**
 * Gaps that someone fills in later: `<my-org-id>`, `{{ region }}`, `{region}`, `[ROLE_NAME]`, Terraform's `${var.region}`
 * or `%{ if … }`, Jinja's `{% if … %}`, `REPLACE_ME`, none longer than a name; and the `o-orgid` of AWS's samples. Policy variables look the same (`${aws:username}`); where one may stand, both are fine.
 */
const GAP =
  /<[^<>\s][^<>]{0,200}>|\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|[$%]\{[^}]{0,200}\}|\{[A-Za-z][\w -]{0,200}\}|\[[A-Z][A-Z0-9_ -]{0,200}\]|\b(?:REPLACE_?ME|replace_?me)\b|\bo-orgid\b|\uE000/;

/** What every gap has; most texts have none of it, and this is asked of all of them. */
const SIGN = /[<{[\uE000]|place|o-orgid/i;

export function hasPlaceholder(text: string): boolean {
  return SIGN.test(text) && GAP.test(text);
}
