import assert from "node:assert/strict";
import { applyTextEdits } from "../../../src/policy/edits";
import type { PolicyContext } from "../../../src/policy/language";
import { language, lint } from "./language";

/** Titles of the fixes for the first problem of a code, and the text after each. */
export function fix(text: string, code: string, context: PolicyContext = {}): ReadonlyMap<string, string> {
  const document = language.parse(text);
  const problem = language.getProblems(document, context).find((candidate) => candidate.code === code);
  assert.ok(problem, `no ${code} in ${lint(text, context).join("; ")}`);
  return new Map(
    language
      .getFixes(document, problem, context)
      .map(({ title, edits }) => [
        title.template.replace(/\{(\w+)\}/g, (_, name: string) => String(title.data[name])),
        applyTextEdits(text, edits),
      ]),
  );
}

export const policy = (...statements: string[]) => `{"Version":"2012-10-17","Statement":[${statements.join(",")}]}`;
export const DENY = '"Effect":"Deny","Action":"s3:*","Resource":"*"';
/** What they give, the text before, the code, the fix chosen by its title, and the text after. */
export type FixCase = readonly [string, string, string, string, string, PolicyContext?];

export function testFixes(cases: readonly FixCase[]): void {
  for (const [name, before, code, title, after, context] of cases) {
    it(`give ${name}`, () => {
      const fixes = fix(before, code, context);
      assert.ok(fixes.has(title), [...fixes.keys()].join("; "));
      assert.equal(fixes.get(title), after);
    });
  }
}
