import assert from "node:assert/strict";
import { language, lint } from "./language";

describe("format and minify", () => {
  for (const [name, text, formatted, minified] of [
    ["one line", `{"a":[1,"b c"]}`, `{\n  "a": [\n    1,\n    "b c"\n  ]\n}`, `{"a":[1,"b c"]}`],
    ["a final line break", `{"a":1}\n`, `{\n  "a": 1\n}\n`, `{"a":1}`],
    ["Windows line ends", `{\r\n"a": 1 }\r\n`, `{\r\n  "a": 1\r\n}\r\n`, `{"a":1}`],
    ["tabs and blank lines", `{\n\n\t"a" :\t1\n\n}`, `{\n  "a": 1\n}`, `{"a":1}`],
    [
      "quotes, slashes and white space in strings",
      `{"a": "\\" // \\\\ ", "b": "/* */"}`,
      `{\n  "a": "\\" // \\\\ ",\n  "b": "/* */"\n}`,
      `{"a":"\\" // \\\\ ","b":"/* */"}`,
    ],
    ["a byte order mark", `\ufeff{"a": 1}`, `{\n  "a": 1\n}`, `{"a":1}`],
    ["broken text, which stays", `{ "a" 1 }`, `{ "a" 1 }`, `{ "a" 1 }`],
    ["an open string, which stays", `{ "a`, `{ "a`, `{ "a`],
  ] as const) {
    it(name, () => {
      assert.equal(language.format(text), formatted);
      assert.equal(language.minify(text), minified);
    });
  }

  it("drops comments when minifying, and keeps them when formatting", () => {
    const text = `{ // why\n"a": 1 }`;
    assert.equal(language.minify(text), `{"a":1}`);
    assert.match(language.format(text), /\/\/ why/);
  });
});

describe("size", () => {
  const policy = (resource: string) =>
    `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::${resource}"}}`;
  const room = 10_240 - policy("").length;

  it("is fine up to the quota and an error one character beyond", () => {
    assert.deepEqual(lint(policy("x".repeat(room))), []);
    assert.deepEqual(lint(policy("x".repeat(room + 1))), ["policy-size: {"]);
  });

  it("counts characters, and mentions bytes where they are more than the quota", () => {
    const text = policy("ü".repeat(room));
    const [problem, ...others] = language.getProblems(language.parse(text));
    assert.deepEqual(others, []);
    assert.equal(problem?.severity, "warning");
    assert.equal(problem.data.size, 10_240);
    assert.deepEqual(lint(policy("😀".repeat(100))), []);
  });

  it("warns where only white space is too much, unless that is not stored", () => {
    const text = `${policy("x")}${" ".repeat(10_240)}`;
    const [problem] = language.getProblems(language.parse(text));
    assert.equal(problem?.severity, "warning");
    assert.deepEqual(lint(text, { stored: language.minify(text) }), []);
  });

  it("holds for every type, and for none that is newer than the data", () => {
    const text = `{"tags":"${"x".repeat(10_000)}"}`;
    assert.deepEqual(lint(text, { type: "TAG_POLICY" }), ["policy-size: {"]);
    assert.deepEqual(lint(text, { type: "FUTURE_POLICY" }), []);
  });
});

describe("policies of other types", () => {
  it("are checked as JSON, and for their key and operators", () => {
    assert.deepEqual(lint(`{"tags":{"Effect":{"@@assign":"deny"}}}`, { type: "TAG_POLICY" }), []);
    assert.deepEqual(lint(`{"tags":{"Effect":{"@@assign":"deny"}},"Foo":1}`, { type: "TAG_POLICY" }), [
      "management-syntax: Foo",
    ]);
    assert.deepEqual(lint(`{"plans":{},"plans":{},}`, { type: "BACKUP_POLICY" }), [
      'duplicate-key: "plans"',
      "json-trailing-comma: ,",
    ]);
  });
});

describe("a .jsonc file", () => {
  it("may have comments and a trailing comma", () => {
    const text = `{ // why\n"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["s3:*",],"Resource":"*"},],}`;
    assert.deepEqual(lint(text, { allowComments: true }), []);
    assert.equal(lint(text).length, 4);
  });
});

describe("placeholders", () => {
  for (const text of [
    `{"Version":"2012-10-17","Statement":{"Effect":"<Deny or Allow>","Action":"<action>","Resource":"<arn>"}}`,
    `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":\${jsonencode(actions)},"Resource":"*"}}`,
    `{"Version":"2012-10-17","Statement":[{{ statements }}, <more>]}`,
    `{"Version":"2012-10-17","Statement":{"Sid":"{{ sid }}","Effect":"Deny","Action":["s3:\${name}"],"Resource":"*","Condition":\${c}}}`,
    `{"Version":"\${version}","Statement":"{{statements}}"}`,
    `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":[{{more}} "s3:GetObject" \${others} "s3:PutObject" {{rest}}],"Resource":"*"}}`,
    `{"Version":"2012-10-17",{{ extra }}"Statement":{"Effect":"Deny",{{ elements }} "Action":"s3:*","Resource":"*" {{ more }}}}`,
    `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":{{ actions["s3"] | tojson }},"Resource":"arn:aws:s3:::{% if a %}b{% endif %}"}}`,
    `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"{% if roles %},"Condition":{"ArnNotLike":{"aws:PrincipalArn":{{roles}}}}{% endif %}}}`,
    `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Resource":"*",{% if a %}"NotAction":{{a}}{% elif b %}"Action":{{b}}{% else %}"Action":"s3:*"{% endif %}}}`,
    `{"Version":"2012-10-17","Statement":[%{ for b in buckets ~}{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::\${b}"}%{ if b != last },%{ endif }%{ endfor ~}]}`,
    `{# why #}{%- set a = 1 -%}{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}`,
  ]) {
    it(`cause nothing in ${text}`, () => assert.deepEqual(lint(text), []));
  }

  it("do not hide what stands beside them", () => {
    const text = `{"Version":"2012-10-17","Statement":{"Effect":"deny","Action":["<a>","s3:GetObjct"],"Resource":<arn>}}`;
    assert.deepEqual(lint(text), ["invalid-effect: deny", "unknown-action: GetObjct"]);
  });

  it("do not hide what is missing without them", () => {
    const statement = (rest: string) => `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Resource":"*",${rest}}}`;
    assert.deepEqual(lint(statement(`"Action":{{a}} "Sid":"A"`)), [`json-syntax: "Sid"`]);
    assert.deepEqual(lint(statement(`"Action":["s3:GetObject" "s3:PutObject",{{a}}]`)), [
      `json-syntax: "s3:PutObject"`,
    ]);
    assert.deepEqual(lint(statement(`{% if a %}"Action":"s3:GetObjct"{% endif %}`)), ["unknown-action: GetObjct"]);
  });

  it("keep their white space", () => {
    const text = `{"a":{{ b | c }},"d":[<e f>,\${g( h )}]}`;
    const formatted = `{\n  "a": {{ b | c }},\n  "d": [\n    <e f>,\n    \${g( h )}\n  ]\n}`;
    assert.equal(language.format(text), formatted);
    assert.equal(language.minify(formatted), text);
  });

  for (const text of [`{ "a": 1{% if b %}, "c": 2{% endif %} }`, `{ "a": [ {{ b }} "c" ] }`, `{ {{ b }} "a": 1 }`]) {
    it(`leave the layout of ${text} alone`, () => {
      assert.equal(language.format(text), text);
      assert.equal(language.minify(text), text);
    });
  }
});
