import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { RULES } from "../../../src/policy/rules/rules";
import { createPages } from "../../../src/policy/rules/pages";

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: {
        readonly "orgscope.diagnosticSeverity": { readonly propertyNames: { readonly enum: readonly string[] } };
      };
    };
  };
}

describe("docs/diagnostics", () => {
  it("is in step with the rules (else run: node scripts/docs.mjs)", () => {
    const pages = createPages();
    assert.deepEqual(readdirSync("docs/diagnostics").toSorted(), [...pages.keys()].toSorted());
    const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
    const { propertyNames } = manifest.contributes.configuration.properties["orgscope.diagnosticSeverity"];
    assert.deepEqual(propertyNames.enum, RULES.map(({ code }) => code).toSorted());
    for (const [name, text] of pages) assert.equal(readFileSync(`docs/diagnostics/${name}`, "utf8"), text, name);
  });
});
