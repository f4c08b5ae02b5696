import assert from "node:assert/strict";
import { getRuleSettings, parseLintSettings, readSeverities } from "../../../src/engine/lintSettings";
import { applyTextEdits } from "../../../src/policy/edits";
import { language, lint } from "./language";

const policy = (...lines: readonly string[]) =>
  [`{ "Version": "2012-10-17", "Statement": [`, ...lines, "] }"].join("\n");
const ODD = `"Action": ["s3:GetObjct", "s3:PutObjct"],`;
const REST = `"Effect": "Deny", "Resource": "*" }`;

describe("the fix that writes a comment in a .jsonc file", () => {
  const context = { allowComments: true };
  const ignore = (text: string) => {
    const document = language.parse(text);
    return language.getProblems(document, context).flatMap((problem) => {
      const fixes = language.getFixes(document, problem, context);
      const fix = fixes.find(({ title }) => title.template.startsWith("Ignore"));
      assert.ok(!fix || fix === fixes.at(-1));
      return fix && !fix.isSafe ? [applyTextEdits(text, fix.edits)] : [];
    });
  };

  it("silences the line", () => {
    const text = policy(`{ ${ODD}`, REST).replaceAll("\n", "\r\n");
    const [first = ""] = ignore(text);
    assert.match(first, /PutObjct"\], \/\/ orgscope-ignore unknown-action\r\n/);
    assert.deepEqual(language.getProblems(language.parse(first), context), []);
  });

  it("is offered in a text of one line, and not behind a comment", () => {
    assert.equal(ignore(policy(`{ ${ODD} ${REST}`).replaceAll("\n", " ")).length, 2);
    assert.deepEqual(ignore(policy(`{ ${ODD} // ours`, REST)), []);
  });

  it("is not offered where AWS would be sent the comment", () => {
    const document = language.parse(policy(`{ ${ODD} ${REST}`));
    const [problem] = language.getProblems(document);
    const fixes = problem ? language.getFixes(document, problem) : [];
    assert.ok(!fixes.some(({ title }) => title.template.startsWith("Ignore")));
  });
});

describe("a comment in a .jsonc file", () => {
  for (const [name, text, found] of [
    ["says nothing by itself", policy("// fine", `{ ${ODD} ${REST}`), ["GetObjct", "PutObjct"]],
    ["silences the statement below it", policy("// orgscope-ignore unknown-action", `{ ${ODD} ${REST}`), []],
    [
      "silences no other rule",
      policy("// orgscope-ignore unknown-service", `{ ${ODD} ${REST}`),
      ["GetObjct", "PutObjct"],
    ],
    ["silences the element below it", policy("{", "// orgscope-ignore unknown-action -- new", ODD, REST), []],
    [
      "silences the entry below it, and no other",
      policy("{", `"Action": [`, "// orgscope-ignore unknown-action", `"s3:GetObjct",`, `"s3:PutObjct"],`, REST),
      ["PutObjct"],
    ],
    [
      "silences its own line behind it",
      policy("{", `"Action": ["s3:GetObjct", // orgscope-ignore unknown-action`, `"s3:PutObjct"],`, REST),
      ["PutObjct"],
    ],
    ["takes several codes", policy("/* orgscope-ignore unknown-service, unknown-action */", `{ ${ODD} ${REST}`), []],
    ["speaks of the whole file", `// orgscope-ignore-file unknown-action\n${policy(`{ ${ODD} ${REST}`)}`, []],
  ] as const) {
    it(name, () => {
      assert.deepEqual(
        lint(text, { allowComments: true }),
        found.map((entry) => `unknown-action: ${entry}`),
      );
    });
  }

  it("is a mistake of its own where AWS gets it", () => {
    const text = policy("// orgscope-ignore unknown-action", `{ ${ODD} ${REST}`);
    assert.ok(lint(text).some((problem) => problem.startsWith("json-comment")));
    assert.ok(lint(text).includes("unknown-action: GetObjct"));
  });
});

describe(".orgscope.json", () => {
  const text = policy(`{ "Sid": "A", ${ODD} ${REST},`, `{ "Sid": "B", "Action": "s3:DelObjct", ${REST}`);

  function lintWith(settings: unknown, path: string): readonly string[] {
    const parsed = parseLintSettings(JSON.stringify(settings));
    assert.ok("settings" in parsed, JSON.stringify(parsed));
    const problems = language.getProblems(language.parse(text), { rules: getRuleSettings(parsed.settings, path) });
    return problems.map(({ span, severity }) => `${severity} ${text.slice(span.start, span.end)}`);
  }

  const ALL = ["warning GetObjct", "warning PutObjct", "warning DelObjct"];
  const code = "unknown-action";
  for (const [name, settings, path, found] of [
    ["changes nothing when empty", {}, "a.json", ALL],
    [
      "changes how severe a rule is",
      { severity: { [code]: "error" } },
      "a.json",
      ALL.map((line) => line.replace("warning", "error")),
    ],
    ["turns a rule off", { severity: { [code]: "off" } }, "a.json", []],
    ["silences a rule in all files", { ignore: [{ code }] }, "x/a.json", []],
    ["silences a rule in some files", { ignore: [{ code, files: "old/**/*.json" }] }, "old/x/a.json", []],
    ["leaves other files alone", { ignore: [{ code, files: "old/**" }] }, "new/a.json", ALL],
    ["keeps a star within a folder", { ignore: [{ code, files: "*/a.json" }] }, "x/y/a.json", ALL],
    [
      "silences one statement",
      { ignore: [{ code: [code], sid: "A", reason: "ours" }] },
      "a.json",
      ["warning DelObjct"],
    ],
  ] as const) {
    it(name, () => assert.deepEqual(lintWith(settings, path), found));
  }

  for (const [text, problem] of [
    ["{", "it is not JSON"],
    ["[]", "it is not a JSON object"],
    [
      `{"severity":{"unknown-action":"loud"}}`,
      "the severity of unknown-action is none of error, warning, info, hint, off",
    ],
    [`{"severity":{"unknown-acton":"off"}}`, "there is no rule unknown-acton"],
    [`{"ignore":[{"code":"x"}]}`, "there is no rule x to ignore"],
    [`{"ignore":[{"code":"unknown-action","files":1}]}`, "files and sid of an entry of ignore are texts"],
  ] as const) {
    it(`says why it cannot be used: ${problem}`, () => assert.deepEqual(parseLintSettings(text), { problem }));
  }

  it("cannot make broken JSON good", () => {
    const read = readSeverities({ "json-syntax": "off" });
    assert.ok("severities" in read);
    assert.deepEqual(lint("{", { rules: { severities: read.severities, ignored: [] } }), ["json-syntax: {"]);
  });
});
