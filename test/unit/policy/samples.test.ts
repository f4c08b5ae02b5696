import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { getPolicyType } from "../../../src/policy/policyType";
import { language } from "./language";
import { REMARKS } from "./remarks";

const FOLDER = "test/fixtures/policies";

/** Guardrails in the shape of those that AWS publishes: nothing is found in them but what an expert agrees with. */
describe("good policies", () => {
  const files = readdirSync(FOLDER);

  for (const file of files) {
    const text = readFileSync(`${FOLDER}/${file}`, "utf8");

    it(`${file}: ${REMARKS[file] ? "only what an expert agrees with" : "nothing is found"}`, () => {
      const document = language.parse(text);
      const type = getPolicyType(file, document);
      assert.ok(type);
      const problems = language.getProblems(document, { type });
      assert.deepEqual(
        problems.map(({ code, severity, span }) => `${severity} ${code}: ${text.slice(span.start, span.end)}`),
        (REMARKS[file] ?? []).map(({ found }) => found),
      );
      assert.ok(!problems.some(({ severity }) => severity === "error"));
    });

    it(`${file} has none minified that it has not pretty-printed, and formats back to what it was`, () => {
      if (file.startsWith("template")) return;
      const minified = language.minify(text);
      assert.equal(minified, JSON.stringify(JSON.parse(text)));
      assert.equal(language.format(language.format(text)), language.format(text));
      assert.deepEqual(JSON.parse(language.format(minified)), JSON.parse(text));
    });
  }

  it("are all there that remarks are about", () => {
    assert.deepEqual(
      Object.keys(REMARKS).filter((file) => !files.includes(file)),
      [],
    );
  });
});
