import type { Node } from "jsonc-parser";
import { hasPlaceholder } from "../placeholder";
import { getMembers, getSpan } from "../tree";
import type { Finding, Rule } from "./rule";

export const duplicateKey: Rule = {
  code: "duplicate-key",
  title: "Key written twice",
  severity: "error",
  reach: "json",
  messages: ["{key} is written twice in this object; only one of them counts."],
  why: "JSON readers keep one of two equal keys and drop the other without a word: a second `Statement` or a second `StringEquals` makes half of a guardrail vanish. Condition keys that differ in case alone are the same key.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Action":"ec2:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["s3:*","ec2:*"],"Resource":"*"}}',
  source: "org_troubleshoot_policies",
  *check({ document, outline }) {
    if (!document.root) return;
    const conditionBlocks = new Set(
      outline.statements.flatMap((statement) =>
        getMembers(statement.get("Condition")?.value).map(({ value }) => value),
      ),
    );
    const found: Finding[] = [];
    findDuplicates(document.root, (node) => conditionBlocks.has(node), found);
    yield* found;
  },
};

/** Collects instead of yielding: this walks every node of every text. */
function findDuplicates(node: Node, ignoresCase: (node: Node) => boolean, found: Finding[]): void {
  if (!node.children) return;
  if (node.type === "object" && node.children.length > 1) {
    const seen = new Set<string>();
    for (const { name, key } of getMembers(node)) {
      const folded = ignoresCase(node) ? name.toLowerCase() : name;
      if (seen.has(folded) && !hasPlaceholder(name)) found.push({ span: getSpan(key), data: { key: name } });
      seen.add(folded);
    }
  }
  for (const child of node.children) if (child.children) findDuplicates(child, ignoresCase, found);
}
