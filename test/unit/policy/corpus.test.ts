import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { getPolicyType } from "../../../src/policy/policyType";
import { language } from "./language";

const FOLDER = "test/fixtures/policies";

/** Guardrails in the shape of those that AWS publishes: none of them may be reproached with anything. */
describe("good policies", () => {
  for (const file of readdirSync(FOLDER)) {
    const text = readFileSync(`${FOLDER}/${file}`, "utf8");

    it(`${file} has no findings`, () => {
      const document = language.parse(text);
      const type = getPolicyType(file, document);
      assert.ok(type);
      const found = language.getProblems(document, { type }).map((problem) => language.renderMessage(problem));
      assert.deepEqual(found, []);
    });

    it(`${file} has none minified, and formats back to what it was`, () => {
      if (file.startsWith("template")) return;
      const minified = language.minify(text);
      assert.equal(minified, JSON.stringify(JSON.parse(text)));
      assert.equal(language.format(language.format(text)), language.format(text));
      assert.deepEqual(JSON.parse(language.format(minified)), JSON.parse(text));
    });
  }
});
