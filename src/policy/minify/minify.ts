import { minifyText } from "../format";
import { dropCoveredActions, dropCoveredResources } from "./covered";
import {
  ADDABLE,
  dropEqualValues,
  type ElementText,
  getRest,
  readPolicyText,
  renderPolicyText,
  type StatementText,
} from "./statementText";

/**
 * What a policy can lose besides white space, each by its own leave:
 * - `duplicates`: entries and statements that others cover, and the brackets around single ones;
 * - `merge`: statements that differ in their actions or resources alone become one;
 * - `sids`: the names of statements.
 * What the policy allows and denies stays the same.
 */
export type MinifyStep = "duplicates" | "merge" | "sids";

export const MINIFY_STEPS: readonly MinifyStep[] = ["duplicates", "merge", "sids"];

/** Without white space, and without what the steps drop. A text that is no policy in order loses white space alone. */
export function minifyPolicy(text: string, steps: readonly MinifyStep[]): string {
  const policy = steps.length > 0 ? readPolicyText(text) : undefined;
  if (!policy) return minifyText(text);
  let { statements } = policy;
  let before: string;
  let minified = "";
  // What one round drops or merges can make the next one find more.
  do {
    before = minified;
    statements = takeSteps(statements, steps);
    minified = renderPolicyText({ ...policy, statements }, steps.includes("duplicates"));
  } while (minified !== before);
  return minified;
}

function takeSteps(statements: readonly StatementText[], steps: readonly MinifyStep[]): readonly StatementText[] {
  let left = statements;
  if (steps.includes("duplicates")) left = dropEqual(left.map(dropEntries));
  if (steps.includes("merge")) left = mergeStatements(left);
  return steps.includes("sids") ? left.map(dropSid) : left;
}

function dropEntries(statement: StatementText): StatementText {
  return new Map(Array.from(statement, ([name, element]) => [name, dropFromElement(name, element)]));
}

function dropFromElement(name: string, element: ElementText): ElementText {
  switch (element.kind) {
    case "strings":
      return {
        ...element,
        values: name.endsWith("Action") ? dropCoveredActions(element.values) : dropCoveredResources(element.values),
      };
    case "conditions": {
      const operators = Array.from(element.operators, ([operator, keys]) => {
        const unique = Array.from(
          keys,
          ([key, one]) => [key, { ...one, values: dropEqualValues(one.values) }] as const,
        );
        return [operator, new Map(unique)] as const;
      });
      return { ...element, operators: new Map(operators) };
    }
    case "other":
      return element;
  }
}

function dropEqual(statements: readonly StatementText[]): readonly StatementText[] {
  const seen = new Set<string>();
  return statements.filter((statement) => {
    const rest = getRest(statement, "Sid");
    if (seen.has(rest)) return false;
    seen.add(rest);
    return true;
  });
}

function mergeStatements(statements: readonly StatementText[]): readonly StatementText[] {
  const merged = ADDABLE.reduce(mergeBy, statements);
  return merged.length < statements.length ? mergeStatements(merged) : merged;
}

/** One statement for all that differ in that list alone. */
function mergeBy(statements: readonly StatementText[], name: string): readonly StatementText[] {
  const groups = new Map<string | StatementText, StatementText[]>();
  for (const statement of statements) {
    const key = statement.get(name)?.kind === "strings" ? getRest(statement, "Sid", name) : statement;
    const group = groups.get(key);
    if (group) group.push(statement);
    else groups.set(key, [statement]);
  }
  return Array.from(groups.values(), (group) => addUp(group, name));
}

function addUp(group: readonly StatementText[], name: string): StatementText {
  const [first, ...others] = group;
  const into = first?.get(name);
  if (!first || into?.kind !== "strings" || others.length === 0) return first ?? new Map();
  const values = group.flatMap((statement) => {
    const own = statement.get(name);
    return own?.kind === "strings" ? own.values : [];
  });
  return new Map([...first, [name, { ...into, values: [...new Set(values)] }]]);
}

function dropSid(statement: StatementText): StatementText {
  return new Map([...statement].filter(([name]) => name !== "Sid"));
}
