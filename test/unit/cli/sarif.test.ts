import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { FileFinding } from "../../../src/cli/lint";
import { formatSarif } from "../../../src/cli/sarif";
import { RULES } from "../../../src/policy/rules/rules";

const schema = JSON.parse(readFileSync("test/fixtures/sarif/sarif-schema-2.1.0.json", "utf8")) as object;
// One of its patterns (`[a-zA-Z]{2}]?`) is none by the stricter rules.
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats(ajv);
const isSarif = ajv.compile(schema);

const finding = (change: Partial<FileFinding>): FileFinding => ({
  file: "policies/a.scp.json",
  code: "unknown-action",
  severity: "warning",
  message: "s3 has no action GetObjct.",
  start: { line: 5, column: 19 },
  end: { line: 5, column: 27 },
  ...change,
});

/** A report as a reader gets it, once it is known to follow the standard. */
function report(findings: readonly FileFinding[]): { runs: [{ results: Record<string, unknown>[] }] } {
  const log: unknown = JSON.parse(formatSarif(findings));
  assert.ok(isSarif(log), ajv.errorsText(isSarif.errors));
  return log as ReturnType<typeof report>;
}

describe("a SARIF report", () => {
  it("follows the schema of SARIF 2.1.0 without findings", () => assert.deepEqual(report([]).runs[0].results, []));

  it("follows it with a finding of every rule and severity", () => {
    const findings = RULES.map(({ code, severity }) => finding({ code, severity }));
    assert.equal(report(findings).runs[0].results.length, RULES.length);
  });

  it("follows it whatever a file is called, and for an empty place at the end of a text", () => {
    const end = { line: 1, column: 1 };
    for (const file of ["-", "a b/c#d?.json", "größe/%20.json", "..\\up\\a.json", "/tmp/x y.scp.json", "C:\\a.json"]) {
      report([finding({ file, start: end, end })]);
    }
  });

  it("would be found out", () => {
    const log = JSON.parse(formatSarif([finding({})])) as { runs: { results: { level: string }[] }[] };
    log.runs[0]!.results[0]!.level = "hint";
    assert.equal(isSarif(log), false);
    assert.equal(isSarif(JSON.parse(formatSarif([finding({ start: { line: 0, column: 1 } })]))), false);
  });
});
