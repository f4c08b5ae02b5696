import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { loadWASM, OnigScanner, OnigString } from "vscode-oniguruma";
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

const TEXT = `{
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "DenyOutside",
    "Effect": "Deny",
    "NotAction": ["iam:*", "ec2:Describe*"],
    "Resource": "arn:aws:s3:eu-west-1:111122223333:bucket/\${aws:username}/*",
    "Condition": { "ForAnyValue:StringNotLikeIfExists": { "aws:PrincipalTag/Team": "a*" }, "Bool": { "aws:ViaAWSService": "false" } }
  }, { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]
}`;

describe("the grammar", () => {
  let grammar: IGrammar;

  before(async () => {
    const wasm = createRequire(join(process.cwd(), "package.json")).resolve("vscode-oniguruma/release/onig.wasm");
    await loadWASM(readFileSync(wasm).buffer);
    const path = "syntaxes/aws-policy.tmLanguage.json";
    const registry = new Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (sources) => new OnigScanner(sources),
        createOnigString: (text) => new OnigString(text),
      }),
      loadGrammar: () => Promise.resolve(parseRawGrammar(readFileSync(path, "utf8"), path)),
    });
    const loaded = await registry.loadGrammar("source.aws-policy");
    assert.ok(loaded);
    grammar = loaded;
  });

  /** The innermost scope of each piece of text, without the language's own ending. */
  function tokenize(text: string): ReadonlyMap<string, string> {
    const scopes = new Map<string, string>();
    let state = INITIAL;
    for (const line of text.split("\n")) {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      for (const { startIndex, endIndex, scopes: stack } of tokens) {
        const piece = line.slice(startIndex, endIndex);
        if (!scopes.has(piece)) scopes.set(piece, (stack.at(-1) ?? "").replace(/\.aws-policy$/, ""));
      }
    }
    return scopes;
  }

  for (const [piece, scope] of [
    ["Effect", "support.type.property-name.effect"],
    ["Deny", "keyword.control.effect.deny"],
    ["Allow", "constant.language.effect.allow"],
    ["DenyOutside", "entity.name.tag.sid"],
    ["NotAction", "support.type.property-name.action"],
    ["iam", "entity.name.namespace.service"],
    ["*", "keyword.operator.wildcard"],
    ["Describe", "entity.name.function.action"],
    ["GetObject", "entity.name.function.action"],
    ["arn", "keyword.other.arn"],
    ["aws", "constant.other.arn.partition"],
    ["eu-west-1", "constant.other.arn.region"],
    ["111122223333", "constant.numeric.arn.account"],
    ["bucket/", "string.other.arn.resource"],
    ["aws:username", "variable.parameter"],
    ["ForAnyValue:StringNotLikeIfExists", "keyword.operator.condition"],
    ["Bool", "keyword.operator.condition"],
    ["PrincipalTag", "variable.other.condition.key"],
    ["Team", "variable.other.condition.tag"],
    ["Statement", "support.type.property-name.element"],
  ] as const) {
    it(`colours ${piece} as ${scope}`, () => assert.equal(tokenize(TEXT).get(piece), scope));
  }

  it("recovers on the line after an open quote", () => {
    const scopes = tokenize('{ "Action": ["s3:Get\n  ], "Effect": "Deny" }');
    assert.equal(scopes.get("Deny"), "keyword.control.effect.deny");
  });
});

describe("a word of a policy", () => {
  const { wordPattern } = JSON.parse(readFileSync("syntaxes/aws-policy.configuration.json", "utf8")) as {
    readonly wordPattern: string;
  };
  for (const [line, words] of [
    ['"Action": "ec2:Run*"', ["Action", "ec2:Run*"]],
    ['"*"', ["*"]],
    ['"aws:PrincipalTag/Team": ["a?b"]', ["aws:PrincipalTag/Team", "a?b"]],
  ] as const) {
    it(`of ${line} is ${words.join(" or ")}`, () => {
      assert.deepEqual(line.match(new RegExp(wordPattern, "g")), words);
    });
  }
});
