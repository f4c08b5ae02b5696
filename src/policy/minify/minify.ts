import { coversAction, coversResource, dropCovered } from "../covering";
import { minifyText } from "../format";
import {
  type ElementText,
  getRest,
  mergeTwo,
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
  const isAsked = (step: MinifyStep) => steps.includes(step);
  if (isAsked("duplicates")) statements = dropEqual(statements.map(dropEntries));
  if (isAsked("merge")) statements = mergeStatements(statements);
  if (isAsked("duplicates")) statements = statements.map(dropEntries);
  if (isAsked("sids")) statements = statements.map(dropSid);
  return renderPolicyText({ ...policy, statements }, isAsked("duplicates"));
}

function dropEntries(statement: StatementText): StatementText {
  return new Map(Array.from(statement, ([name, element]) => [name, dropFromElement(name, element)]));
}

function dropFromElement(name: string, element: ElementText): ElementText {
  switch (element.kind) {
    case "strings":
      return {
        ...element,
        values: dropCovered(element.values, name.endsWith("Action") ? coversAction : coversResource),
      };
    case "conditions": {
      const operators = Array.from(element.operators, ([operator, keys]) => {
        const unique = Array.from(keys, ([key, one]) => [key, { ...one, values: [...new Set(one.values)] }] as const);
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
  const merged: StatementText[] = [];
  for (const statement of statements) {
    const at = merged.findIndex((other) => mergeTwo(other, statement));
    const both = merged[at] && mergeTwo(merged[at], statement);
    if (both) merged[at] = both;
    else merged.push(statement);
  }
  return merged.length < statements.length ? mergeStatements(merged) : merged;
}

function dropSid(statement: StatementText): StatementText {
  return new Map([...statement].filter(([name]) => name !== "Sid"));
}
