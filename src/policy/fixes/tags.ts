import { getNodeValue } from "jsonc-parser";
import { getRequiredTags } from "../conditionTests";
import { type Json, type Render, replaceNode } from "../edits";
import { renderCopy, renderRow, takeName } from "../statementCopies";
import type { Statement } from "../statements";
import { getMembers, getString } from "../tree";
import { createFix, type Fixer, getStatementAt } from "./fix";

/** One statement for each of the tags that a statement tests together, so that each of them is required. */
export const requireEachTag: Fixer = function* ({ span }, scope) {
  const statement = getStatementAt(scope, span.start);
  const isListed = statement?.node.parent?.type === "array";
  if (!statement) return;
  const { text } = scope.document;
  const sid = getString(statement.get("Sid")?.value);
  const taken = new Set(scope.outline.statements.map((other) => getString(other.get("Sid")?.value)));
  const names = [...new Map(getRequiredTags(statement).map(({ name, key }) => [name, key]))];
  const copies = names.map(([name, key]) => {
    const replaced = new Map<string, Json>([["Condition", requireOne(statement, name)]]);
    if (sid) replaced.set("Sid", takeName(sid + key.replace(/^.*\//, "").replace(/[^A-Za-z0-9]/g, ""), taken));
    return renderCopy(text, statement, replaced);
  });
  const row = renderRow(copies);
  const render: Render = isListed ? row : (indent, layout) => `[${row(indent, layout)}]`;
  const edits = [replaceNode(text, statement.node, render)];
  yield createFix("Write a statement for each tag ({count})", { count: copies.length }, edits, { isPreferred: false });
};

/** The conditions of a statement with the tests of one required tag alone, beside all other tests. */
function requireOne(statement: Statement, tag: string): Json {
  const others = new Set(
    getRequiredTags(statement)
      .filter(({ name }) => name !== tag)
      .map(({ keyNode }) => keyNode),
  );
  const operators = getMembers(statement.get("Condition")?.value).map(({ name, value }) => {
    const kept = getMembers(value).filter(({ key }) => !others.has(key));
    return [name, Object.fromEntries(kept.map((member) => [member.name, readJson(member.value)]))] as const;
  });
  return Object.fromEntries(operators.filter(([, tests]) => Object.keys(tests).length > 0));
}

function readJson(node: Parameters<typeof getNodeValue>[0] | undefined): Json {
  return node ? (getNodeValue(node) as Json) : null;
}
