/** Refactorings of whole statements. */
import type { Node } from "jsonc-parser";
import { type Json, removeChildren, renderLike, replaceNode } from "../edits";
import { formatJson } from "../format";
import { mergeTwo, readStatementText, type StatementText } from "../minify/statementText";
import { renderCopy, renderRow, takeName } from "../statementCopies";
import { getListed, getSpan, getString } from "../tree";
import { readPatterns } from "./actions";
import { createRefactoring, type Refactorer } from "./refactoring";

/** One statement for each service of its actions. */
export const splitByService: Refactorer = function* ({ statement, document, outline }) {
  const member = statement?.get("Action");
  const patterns = readPatterns(member);
  if (!statement || !patterns || statement.node.parent?.type !== "array" || patterns.includes("*")) return;
  const groups = groupByService(patterns);
  if (groups.size < 2) return;
  const count = groups.size;
  const split = createRefactoring("rewrite", "Split into {count} statements, one for each service", { count }, () => {
    const { text } = document;
    const sid = getString(statement.get("Sid")?.value);
    const taken = new Set(outline.statements.map((other) => getString(other.get("Sid")?.value)));
    const copies = Array.from(groups, ([prefix, entries]) => {
      const replaced = new Map<string, Json>([["Action", entries]]);
      if (sid) replaced.set("Sid", takeName(`${sid}${toWord(prefix)}`, taken));
      return renderCopy(text, statement, replaced);
    });
    return [replaceNode(text, statement.node, renderRow(copies))];
  });
  yield count <= MAX_SPLIT ? split : { ...split, refusal: { template: TOO_MANY, data: { count } } };
};

/** Nobody reads more statements of one statement's making. */
const MAX_SPLIT = 20;

const TOO_MANY = "Not split by service: {count} statements are harder to read than one";

function groupByService(patterns: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const pattern of patterns) {
    const prefix = pattern.slice(0, Math.max(pattern.indexOf(":"), 0)).toLowerCase();
    groups.set(prefix, [...(groups.get(prefix) ?? []), pattern]);
  }
  return groups;
}

/** `resource-groups` → `ResourceGroups`, for a Sid. */
function toWord(prefix: string): string {
  const words = prefix.split(/[^a-z0-9]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** Takes in the statements that differ from this one in their actions, or in their resources, alone. */
export const mergeStatements: Refactorer = function* ({ statement, document, outline }) {
  const list = statement?.node.parent;
  if (!statement || list?.type !== "array") return;
  let merged: StatementText | undefined = readStatementText(document, statement.node);
  const taken: Node[] = [];
  for (const other of outline.statements) {
    const own = other === statement ? undefined : readStatementText(document, other.node);
    const both: StatementText | undefined = merged && own && mergeTwo(merged, own);
    if (!both) continue;
    merged = both;
    taken.push(other.node);
  }
  if (!merged || taken.length === 0) return;
  const result = merged;
  const count = taken.length + 1;
  yield createRefactoring(
    "rewrite",
    "Merge {count} statements that say the same of other actions or resources",
    { count },
    () => {
      const changed = statement.members.flatMap(({ name, value }) => {
        const element = result.get(name);
        const isLonger = element?.kind === "strings" && element.values.length > getListed(value).length;
        return isLonger && value
          ? [replaceNode(document.text, value, renderLike(document.text, value, element.values))]
          : [];
      });
      return [...changed, ...removeChildren(list, taken)];
    },
  );
};

/** Moves the statement to a policy of its own. */
export const extractStatement: Refactorer = function* ({ statement, document }) {
  const list = statement?.node.parent;
  if (!statement || list?.type !== "array" || (list.children?.length ?? 0) < 2) return;
  const { start, end } = getSpan(statement.node);
  const own = document.text.slice(start, end);
  yield {
    ...createRefactoring("extract", "Move the statement to a new policy", {}, () =>
      removeChildren(list, [statement.node]),
    ),
    newPolicy: formatJson(`{"Version":"2012-10-17","Statement":[${own}]}\n`),
  };
};
