import { getConditions } from "../statements";
import { getInnerSpan, getListed, getString, getStringNodes } from "../tree";
import { showDeny } from "./examples";
import type { Rule } from "./rule";

/** Signs that word processors and web pages put in place of plain ones, and those that nobody sees. */
const ODD =
  /[\u00a0\u00ad\u2000-\u200f\u2010-\u2015\u2018-\u201f\u2026\u2028-\u202f\u2060-\u2064\u3000\ufeff\uff0a\uff1a]/;

export const lookAlike: Rule = {
  code: "look-alike-character",
  title: "Character that only looks like a plain one",
  severity: "warning",
  reach: "statements",
  messages: ["There is a {name} ({code}) in this text; most likely a plain sign is meant."],
  why: "Text pasted from web pages and word processors brings dashes, quotes and spaces that look like plain ones, or like nothing, and match nothing that AWS knows.",
  bad: showDeny('"Action":"s3:*","Resource":"arn:aws:s3:::team\u2013logs/*"'),
  good: showDeny('"Action":"s3:*","Resource":"arn:aws:s3:::team-logs/*"'),
  source: "reference_policies_grammar",
  *check({ outline }) {
    for (const statement of outline.statements) {
      const nodes = ["Resource", "NotResource"].flatMap((element) => getStringNodes(statement.get(element)?.value));
      for (const { key } of getConditions(statement)) nodes.push(...getListed(key.value));
      for (const node of nodes) {
        const text = getString(node) ?? "";
        const at = text.search(ODD);
        if (at < 0) continue;
        const inner = getInnerSpan(node);
        const isPlain = inner.end - inner.start === text.length;
        const span = isPlain ? { start: inner.start + at, end: inner.start + at + 1 } : inner;
        const point = text.charCodeAt(at);
        yield { span, data: { name: nameOf(point), code: `U+${point.toString(16).toUpperCase().padStart(4, "0")}` } };
      }
    }
  },
};

function nameOf(point: number): string {
  if (point >= 0x2010 && point <= 0x2015) return "dash";
  if (point >= 0x2018 && point <= 0x201f) return "curly quote";
  if (point === 0xff0a || point === 0xff1a || point === 0x2026) return "wide sign";
  if (point === 0xa0 || (point >= 0x2000 && point <= 0x200a) || point === 0x202f || point === 0x3000)
    return "special space";
  return "character that cannot be seen";
}
