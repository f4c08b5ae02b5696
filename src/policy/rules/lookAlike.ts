import { listLookAlikes } from "../lookAlikes";
import { getConditions } from "../statements";
import { getInnerSpan, getListed, getString, getStringNodes } from "../tree";
import { showDeny } from "./examples";
import type { Rule } from "./rule";

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
      const resources = ["Resource", "NotResource"].flatMap((element) => getStringNodes(statement.get(element)?.value));
      const nodes = [...resources];
      for (const { key } of getConditions(statement)) nodes.push(...getListed(key.value));
      for (const node of nodes) {
        const text = getString(node) ?? "";
        const [sign] = listLookAlikes(text);
        if (sign === undefined) continue;
        const at = text.indexOf(sign);
        const inner = getInnerSpan(node);
        const isPlain = inner.end - inner.start === text.length;
        const span = isPlain ? { start: inner.start + at, end: inner.start + at + 1 } : inner;
        const point = text.charCodeAt(at);
        // AWS refuses a resource that is no ARN.
        const severity = resources.includes(node) && !/^(arn:|\*$)/.test(text) ? "error" : "warning";
        yield {
          span,
          severity,
          data: { name: nameOf(point), code: `U+${point.toString(16).toUpperCase().padStart(4, "0")}` },
        };
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
