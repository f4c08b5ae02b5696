import assert from "node:assert/strict";
import type { PolicyContext } from "../../../src/policy/language";
import type { PolicyType } from "../../../src/terms/policyTypes";
import { lint } from "./language";

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
    });
  }
}
