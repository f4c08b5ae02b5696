import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { createGlob, matchesGlob } from "../../../src/policy/glob";
import type { PolicyContext } from "../../../src/policy/language";
import { RESOURCE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { ORGANIZATION } from "./knownOrganization";
import { language, lint } from "./language";

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "A", "Effect": "Deny", "Action": ["s3:Get*", "ec2:RunInstances"], "Resource": "*",
      "Condition": { "StringNotLikeIfExists": { "aws:PrincipalTag/Team": ["\${aws:username}", "b"] } } },
    { "Effect": "Allow", "Principal": "*", "NotAction": "iam:*", "NotResource": ["arn:aws:s3:::x/*"] }
  ]
}`;

/** Policies with what the one above lacks. */
const BASES = [
  "data-perimeter-network.scp.json",
  "identity-perimeter.rcp.json",
  "region-restriction.scp.json",
  "resource-perimeter.scp.json",
  "working-hours.scp.json",
  "org-paths.rcp.json",
].map((file) => readFileSync(`test/fixtures/policies/${file}`, "utf8"));

/** Everything the language can be asked of a text at an offset. */
function ask(text: string, offset: number, context: PolicyContext = {}): void {
  const document = language.parse(text);
  for (const problem of language.getProblems(document, context)) {
    assert.ok(problem.span.start <= problem.span.end && problem.span.start >= 0 && problem.span.end <= text.length);
    assert.doesNotMatch(language.renderMessage(problem), /undefined/);
  }
  for (const { edit } of language.getCompletions(document, offset, context).items) {
    assert.ok(edit.span.start <= offset && edit.span.end >= offset);
    assert.ok(!/[\r\n]/.test(text.slice(edit.span.start, edit.span.end)), "an edit stays on its line");
  }
  language.getHover(document, offset, context);
  language.format(text);
  language.minify(text);
}

describe("robustness", () => {
  for (const [name, text] of [
    ["10,000 nested lists", "[".repeat(10_000)],
    ["10,000 nested objects", `{"Statement":`.repeat(10_000)],
    ["10,000 closing brackets", "]".repeat(10_000)],
    ["brackets in a long string", `"${"[".repeat(10_000)}"`],
    ["lone surrogates", `{"Statement":{"Sid":"\ud800","Action":"s3:\udfff*"}}`],
    ["null characters", `{"\u0000":"\u0000"}`],
    ["a byte order mark alone", "\ufeff"],
    ["old Mac line ends", POLICY.replaceAll("\n", "\r")],
    ["an open comment", `${POLICY}/*`],
    ["half a unicode escape", `{"Statement":"\\u12`],
  ] as const) {
    it(`answers for ${name}`, () => {
      for (const offset of [0, 1, text.length >> 1, text.length]) ask(text, offset);
    });
  }

  it("keeps to its line where a string ends with a backslash and no quote", () => {
    for (const eol of ["\n", "\r\n"]) {
      const text = `{"Statement":{"Action":["s3:*",${eol}"ecr:  \\${eol}],${eol}"Resource":"*"}}`;
      const until = text.indexOf('"*"}');
      for (let offset = text.indexOf('"ecr'); offset <= until; offset++) ask(text, offset);
    }
  });

  it("says of pathological nesting that it is too deep, once", () => {
    assert.deepEqual(lint("[".repeat(10_000)), ["json-syntax: ["]);
  });

  it("answers for five megabytes", () => {
    const entry = `{"Effect":"Deny","Action":["s3:GetObject","ec2:Run*"],"Resource":"*"}`;
    const text = `{"Version":"2012-10-17","Statement":[${Array(70_000).fill(entry).join(",")}]}`;
    assert.ok(text.length > 4_500_000);
    assert.deepEqual(lint(text), ["policy-size: {"]);
  }).timeout(20_000);

  it("keeps offsets behind a byte order mark and with any line ends", () => {
    const wrong = POLICY.replace("ec2:RunInstances", "ec2:RunInstance");
    for (const text of [wrong, `\ufeff${wrong}`, wrong.replaceAll("\n", "\r\n")]) {
      assert.ok(lint(text).includes("unknown-action: RunInstance"));
    }
  });

  it("matches wildcards in time that grows with the text", () => {
    const pattern = "*a*a*a*a*b";
    assert.equal(matchesGlob(pattern, "a".repeat(200)), false);
    assert.equal(matchesGlob(pattern, `${"a".repeat(200)}b`), true);
    const measure = (length: number) => {
      const text = "a".repeat(length);
      const began = process.cpuUsage();
      for (let round = 0; round < 20; round++) matchesGlob(pattern, text);
      const { user, system } = process.cpuUsage(began);
      return user + system;
    };
    measure(20_000);
    const fastest = (length: number) => Math.min(...Array.from({ length: 5 }, () => measure(length)));
    assert.ok(fastest(80_000) / fastest(20_000) < 10);
  });

  it("agrees with the meaning of wildcards", () => {
    const toRegExp = (pattern: string) => new RegExp(`^${pattern.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
    const short = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 9 });
    fc.assert(
      fc.property(short, text, (pattern, word) => {
        const isMatched = toRegExp(pattern).test(word);
        assert.deepEqual([matchesGlob(pattern, word), createGlob(pattern)(word)], [isMatched, isMatched]);
      }),
      { numRuns: 3000 },
    );
  });

  it("never fails, wherever and whatever is typed", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\",
        "/*",
        "//",
        "\n",
        "\r\n",
        "${",
        "<x>",
        "{{",
        "\ud800",
        "s3:",
        "*",
      ),
      fc.string({ maxLength: 3 }),
    );
    const edit = fc.record({ at: fc.nat(4_000), remove: fc.nat(12), insert: piece });
    const base = fc.constantFrom(POLICY, ...BASES);
    const type = fc.constantFrom<PolicyContext>(
      { organization: ORGANIZATION, allowComments: true },
      { asOf: "2025-01-01" },
      { type: RESOURCE_CONTROL_POLICY },
      { type: "TAG_POLICY" },
    );
    fc.assert(
      fc.property(
        base,
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        type,
        (good, edits, where, context) => {
          const text = edits.reduce((so, { at, remove, insert }) => {
            const from = at % (so.length + 1);
            return so.slice(0, from) + insert + so.slice(from + remove);
          }, good);
          ask(text, where % (text.length + 1), context);
        },
      ),
      { numRuns: 200, seed: 20261124 },
    );
  });
});
