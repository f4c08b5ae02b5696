import assert from "node:assert/strict";
import type { PolicyContext } from "../../../src/policy/language";
import type { PolicyType } from "../../../src/terms/policyTypes";
import { applyTextEdits } from "../../../src/policy/edits";
import { language, lint } from "./language";

/** What is wrong, the text with the marked span between «», and the code. Nothing else may be found. */
export type Mistake = readonly [name: string, text: string, code: string];

export const scp = (statement: string) => `{"Version":"2012-10-17","Statement":${statement}}`;
export const deny = (rest: string) => scp(`{"Effect":"Deny",${rest}}`);
export const rcp = (rest: string) => scp(`{"Effect":"Deny","Principal":"*",${rest}}`);
export const REST = `"Action":"s3:*","Resource":"*"`;
export const on = (condition: string) => deny(`${REST},"Condition":{${condition}}`);
export const rcpOn = (condition: string) => rcp(`${REST},"Condition":{${condition}}`);

export function testMistakes(type: PolicyType, mistakes: readonly Mistake[], context: PolicyContext = {}): void {
  for (const [name, marked, code] of mistakes) {
    it(`${type}: ${name}`, () => {
      const text = marked.replace(/[«»]/g, "");
      const span = /«([^»]*)»/.exec(marked)?.[1];
      assert.deepEqual(lint(text, { type, ...context }), [`${code}: ${span}`]);
      checkFixes(text, { type, ...context });
    });
  }
}

/** What a fix leaves for its author to fill in or to choose next. */
const NEXT: ReadonlySet<string> = new Set([
  "missing-element: malformed-action",
  "operator-type: condition-value",
  "unknown-element: invalid-version",
  "wrong-type: missing-element",
]);

/** Each fix changes something, leaves good JSON good, and makes no error of another kind. */
function checkFixes(text: string, context: PolicyContext): void {
  const document = language.parse(text);
  for (const problem of language.getProblems(document, context)) {
    for (const { title, edits } of language.getFixes(document, problem, context)) {
      const after = applyTextEdits(text, edits);
      const said = `${title.template} ${JSON.stringify(title.data)}\n${after}`;
      assert.notEqual(after, text, said);
      const mended = language.parse(after);
      assert.ok(mended.faults.length <= document.faults.length, said);
      const errors = language.getProblems(mended, context).filter(({ severity }) => severity === "error");
      const others = errors.filter(({ code }) => code !== problem.code && !NEXT.has(`${problem.code}: ${code}`));
      if (document.faults.length === 0) assert.deepEqual(others, [], said);
    }
  }
}
