import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createExpandCommand } from "../../../src/cli/expand";
import { createFormatCommand } from "../../../src/cli/format";
import { createLintCommand } from "../../../src/cli/lint";
import { createMinifyCommand } from "../../../src/cli/minify";
import { language } from "../policy/language";
import { REMARKS } from "../policy/remarks";
import { run } from "./run";

const getLanguage = () => language;
const lint = createLintCommand(getLanguage());

const WRONG = `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "Action": "s3:GetObjct",
    "Resource": "*"
  }
}
`;

describe("orgscope lint", () => {
  it("is silent and answers 0 for good policies", async () => {
    assert.deepEqual(await run(lint, ["policies/deny-leaving.scp.json", "policies/tls.rcp.json"]), {
      code: 0,
      out: "",
    });
  });

  it("reads folders, telling policies by their names", async () => {
    const { code, out } = await run(lint, ["--format", "json", "policies"]);
    const files = new Set((JSON.parse(out) as { file: string }[]).map(({ file }) => file));
    assert.deepEqual(
      [...files].toSorted(),
      Object.keys(REMARKS)
        .map((file) => `policies/${file}`)
        .toSorted(),
    );
    // One of them has a warning.
    assert.equal(code, 1);
  });

  it("fails for warnings and errors, or as --fail-on says", async () => {
    const remark = "policies/quarantine.scp.json";
    assert.equal((await run(lint, [remark])).code, 0);
    assert.equal((await run(lint, ["--fail-on", "info", remark])).code, 1);
    assert.equal((await run(lint, ["-"], WRONG)).code, 1);
    assert.equal((await run(lint, ["--fail-on", "error", "-"], WRONG)).code, 0);
  });

  it("names file, line, column, severity, message and code", async () => {
    const { code, out } = await run(lint, ["-"], WRONG);
    assert.equal(code, 1);
    assert.match(out, /^-:5:19: warning: s3 has no action GetObjct .* Did you mean GetObject\? \[unknown-action\]\n$/);
  });

  it("prints one line for each, whatever the policy holds", async () => {
    const statement = '{"Effect":"Deny","Action":"s3:*","Resource":"*","a\\n::error::\\u001b[31m":1}';
    const { out } = await run(lint, ["-"], `{"Version":"2012-10-17","Statement":${statement}}`);
    assert.match(out, /^-:1:\d+: error: a ::error:: \[31m is no element of a statement\. \[unknown-element\]\n$/);
  });

  it("prints the same as JSON", async () => {
    const { code, out } = await run(lint, ["--format", "json", "-"], WRONG);
    const [{ message, ...finding }, ...others] = JSON.parse(out);
    assert.equal(code, 1);
    assert.match(message, /GetObject/);
    assert.deepEqual(others, []);
    assert.deepEqual(finding, {
      file: "-",
      code: "unknown-action",
      severity: "warning",
      start: { line: 5, column: 19 },
      end: { line: 5, column: 27 },
    });
    assert.equal((await run(lint, ["--format=json", "policies/tls.rcp.json"])).out, "[]\n");
  });

  it("prints SARIF 2.1.0 that points from results to rules", async () => {
    const { out } = await run(lint, ["--format", "sarif", "-"], WRONG);
    const log = JSON.parse(out);
    const [{ tool, results }] = log.runs;
    assert.equal(log.version, "2.1.0");
    assert.equal(tool.driver.rules[results[0].ruleIndex].id, "unknown-action");
    assert.equal(results[0].level, "warning");
    assert.deepEqual(results[0].locations[0].physicalLocation.region, {
      startLine: 5,
      startColumn: 19,
      endLine: 5,
      endColumn: 27,
    });
  });

  it("takes the type from --type", async () => {
    const { out } = await run(lint, ["--type", "scp", "policies/tls.rcp.json"]);
    assert.match(out, /scp-principal/);
  });

  it("takes the quota of the day from --as-of", async () => {
    const long = WRONG.replace("GetObjct", "GetObject").replace('"*"', `"arn:aws:s3:::${"x".repeat(6000)}"`);
    assert.equal((await run(lint, ["-"], long)).code, 0);
    assert.match((await run(lint, ["--as-of", "2026-05-14", "-"], long)).out, /of 5,120 characters.*\[policy-size\]/);
  });

  for (const [name, args, reason] of [
    ["no path", [], /name a file/],
    ["an unknown format", ["--format", "xml", "-"], /--format is/],
    ["an unknown type", ["--type", "tag", "-"], /--type is/],
    ["a malformed day", ["--as-of", "yesterday", "-"], /--as-of needs a day/],
    ["a missing file", ["policies/none.json"], /no such file: policies\/none\.json/],
    ["an unknown option", ["--fix", "-"], /fix/],
  ] as const) {
    it(`refuses ${name}`, () => assert.rejects(run(lint, args), reason));
  }
});

describe("orgscope minify and format", () => {
  const file = "policies/deny-leaving.scp.json";
  const text = readFileSync(`test/fixtures/${file}`, "utf8");

  it("are each other's reverse", async () => {
    const { out } = await run(createMinifyCommand(getLanguage), [file]);
    assert.equal(out, `${JSON.stringify(JSON.parse(text))}\n`);
    assert.deepEqual(await run(createFormatCommand(getLanguage), ["-"], out), {
      code: 0,
      out: `${JSON.stringify(JSON.parse(text), null, 2)}\n`,
    });
  });

  it("print the same as JSON", async () => {
    const { out } = await run(createMinifyCommand(getLanguage), ["--format", "json", file]);
    assert.deepEqual(JSON.parse(out), { file, text: JSON.stringify(JSON.parse(text)) });
    await assert.rejects(run(createFormatCommand(getLanguage), ["--format", "xml", file]), /--format is text or json/);
  });

  it("take away and put in order what they are told to", async () => {
    const untidy =
      '{"Statement":[{"Resource":"*","Effect":"Deny","Action":["s3:*","s3:Get*"],"Sid":"A"}],"Version":"2012-10-17"}';
    const minified = await run(createMinifyCommand(getLanguage), ["--drop", "duplicates,sids", "-"], untidy);
    assert.equal(
      minified.out,
      '{"Version":"2012-10-17","Statement":{"Resource":"*","Effect":"Deny","Action":"s3:*"}}\n',
    );
    const { out } = await run(createFormatCommand(getLanguage), ["--order", "-"], untidy);
    assert.deepEqual(
      Array.from(out.matchAll(/"(\w+)":/g), ([, name]) => name),
      [...["Version", "Statement", "Sid", "Effect", "Action", "Resource"]],
    );
    await assert.rejects(
      run(createMinifyCommand(getLanguage), ["--drop", "all", "-"], untidy),
      /--drop takes duplicates/,
    );
  });

  it("refuse what is not JSON", async () => {
    await assert.rejects(
      run(createMinifyCommand(getLanguage), ["-"], '{"a" 1}'),
      /This is not JSON: a colon is expected/,
    );
    await assert.rejects(run(createFormatCommand(getLanguage), []), /name one file/);
  });
});

describe("orgscope expand", () => {
  const expand = createExpandCommand(getLanguage);

  it("lists what patterns match, sorted, once", async () => {
    const { code, out } = await run(expand, ["sts:*CallerIdentity", "sts:GetCallerIdentity", "account:PutA*"]);
    assert.equal(code, 0);
    assert.deepEqual(out.split("\n"), [
      "account:PutAccountName",
      "account:PutAlternateContact",
      "sts:GetCallerIdentity",
      "",
    ]);
  });

  it("lists all others with --not", async () => {
    const { out } = await run(expand, ["--not", "--format", "json", "*:*e*"]);
    const names: readonly string[] = JSON.parse(out);
    assert.ok(names.length > 10 && names.every((name) => !name.slice(name.indexOf(":")).toLowerCase().includes("e")));
  });

  it("says which service there is none of", async () => {
    for (const pattern of ["nosuch:*", "n*such:Get*", "S4:*"]) {
      await assert.rejects(run(expand, ["sts:*", pattern]), /no service has the prefix/, pattern);
    }
    assert.equal((await run(expand, ["S3:getobject"])).out, "s3:GetObject\n");
  });

  it("refuses what is no pattern", () => assert.rejects(run(expand, ["GetObject"]), /service:Name/));
});
