/** Tests that stand together and are meant one by one: a statement for each. */
import { getNodeValue } from "jsonc-parser";
import { type ConditionTest } from "../conditionTests";
import { type Json, type Render, replaceNode } from "../edits";
import { renderCopy, renderRow, takeName } from "../statementCopies";
import { getCombinedRequirements, getRequiredTags } from "../rules/combinedTests";
import { findCovered } from "../rules/coveredExemptions";
import { findExclusive } from "../rules/exclusiveTests";
import { getAddressAndNetwork } from "../rules/privateExemption";
import type { Statement } from "../statements";
import { getMembers, getString } from "../tree";
import { createFix, type Fixer, type FixScope, getStatementAt } from "./fix";

/** One statement for each of the tags that a statement tests together, so that each of them is required. */
export const requireEachTag: Fixer = separate("Write a statement for each tag ({count})", getRequiredTags);

export const requireEach: Fixer = separate("Write a statement for each test ({count})", (statement, { catalogue }) =>
  getCombinedRequirements(statement, catalogue),
);

export const exemptWhoMeetsBoth: Fixer = separate("Write a statement for each test ({count})", (statement) =>
  findCovered(statement)
    .filter(({ value }) => value !== undefined)
    .slice(0, 1)
    .flatMap(({ wide, narrow }) => [wide, narrow]),
);

export const applyToEither: Fixer = separate(
  "Write a statement for each test ({count})",
  (statement, { catalogue }) => {
    const found = findExclusive(statement, catalogue);
    // Without what tells services from others a Deny of what others lack would reach everyone.
    const isApart = found && found.reason !== "excluded" && found.reason !== "services";
    return isApart ? [found.first, found.second] : [];
  },
);

export const requireNetworkToo: Fixer = separate("Write a statement for each test ({count})", (statement) =>
  getAddressAndNetwork(statement).filter((test) => test !== undefined),
);

/** A copy of the statement for each of the tests' keys, or for each of the tests where they are of one key. */
function separate(title: string, pick: (statement: Statement, scope: FixScope) => readonly ConditionTest[]): Fixer {
  return function* ({ span }, scope) {
    const statement = getStatementAt(scope, span.start);
    const tests = statement ? pick(statement, scope) : [];
    const [first, ...others] = tests;
    if (!statement || !first || others.length === 0) return;
    const isOneKey = others.every(({ name }) => name === first.name);
    const groups = new Map<unknown, ConditionTest[]>();
    for (const test of tests) {
      const group = isOneKey ? test : test.name;
      groups.set(group, [...(groups.get(group) ?? []), test]);
    }
    const { text } = scope.document;
    const sid = getString(statement.get("Sid")?.value);
    const taken = new Set(scope.outline.statements.map((other) => getString(other.get("Sid")?.value)));
    const copies = Array.from(groups.values(), (kept) => {
      const others = new Set(tests.filter((test) => !kept.includes(test)).map(({ keyNode }) => keyNode));
      const replaced = new Map<string, Json>([["Condition", leaveOut(statement, others)]]);
      if (sid) replaced.set("Sid", takeName(sid + nameTest(kept[0] ?? first, isOneKey), taken));
      return renderCopy(text, statement, replaced);
    });
    const row = renderRow(copies);
    const isListed = statement.node.parent?.type === "array";
    const render: Render = isListed ? row : (indent, layout) => `[${row(indent, layout)}]`;
    const edits = [replaceNode(text, statement.node, render)];
    yield createFix(title, { count: copies.length }, edits, { isPreferred: false });
  };
}

/** What tells the statement from its likes: the key's last part, or the operator. */
function nameTest({ key, operatorNode }: ConditionTest, isOneKey: boolean): string {
  const name = isOneKey ? String(operatorNode.value) : key.replace(/^.*[/:]/, "");
  return name.replace(/[^A-Za-z0-9]/g, "");
}

/** The conditions of a statement without some of the tests. */
function leaveOut(statement: Statement, others: ReadonlySet<ConditionTest["keyNode"]>): Json {
  const operators = getMembers(statement.get("Condition")?.value).map(({ name, value }) => {
    const kept = getMembers(value).filter(({ key }) => !others.has(key));
    return [name, Object.fromEntries(kept.map((member) => [member.name, readJson(member.value)]))] as const;
  });
  return Object.fromEntries(operators.filter(([, tests]) => Object.keys(tests).length > 0));
}

function readJson(node: Parameters<typeof getNodeValue>[0] | undefined): Json {
  return node ? (getNodeValue(node) as Json) : null;
}
