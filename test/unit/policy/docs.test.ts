import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createPages } from "../../../src/policy/rules/pages";

describe("docs/diagnostics", () => {
  it("is in step with the rules (else run: node scripts/docs.mjs)", () => {
    const pages = createPages();
    assert.deepEqual(readdirSync("docs/diagnostics").toSorted(), [...pages.keys()].toSorted());
    for (const [name, text] of pages) assert.equal(readFileSync(`docs/diagnostics/${name}`, "utf8"), text, name);
  });
});
