import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { RULES } from "../../../src/policy/rules/rules";

const FOLDER = "test/unit/policy";

describe("tables of mistakes", () => {
  it("have at least two for every rule", () => {
    const files = readdirSync(FOLDER).filter((file) => /^mistakes.*\.test\.ts$/.test(file));
    const tables = files.map((file) => readFileSync(`${FOLDER}/${file}`, "utf8")).join("");
    const seeded = Array.from(tables.matchAll(/"([a-z-]+)",?\s*\],/g), ([, code]) => code);
    const few = RULES.filter(({ code }) => seeded.filter((other) => other === code).length < 2);
    assert.deepEqual(
      few.map(({ code }) => code),
      [],
    );
  });
});
