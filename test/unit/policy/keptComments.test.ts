import assert from "node:assert/strict";
import { applyTextEdits } from "../../../src/policy/edits";
import { language } from "./language";

const CONTEXT = { allowComments: true };
const COMMENTS = ["zero", "one", "two", "three", "four", "five", "six"];

const TEXT = `{
  "Version": "2012-10-17",
  "Statement": [
    // zero
    {
      "Sid": "A",
      "Effect": "Deny",
      "Action": [
        "s3:DeleteBucket", // one
        // two */ of it
        "ec2:DeleteVpc",
        "kms:ListKeys", "kms:ListAliases", "kms:ListKeyPolicies", "kms:ListGrants", "kms:ListRetirableGrants", "kms:ListResourceTags", "kms:ListKeyRotations" /* three */
      ],
      // four
      "Resource": "*",
    },
    // five
    { "Sid": "B", "Effect": "Deny", "Action": "rds:*", /* six */ "Resource": "*" }
  ]
}
`;

/** The comments that a text still has. */
const list = (text: string) => COMMENTS.filter((word) => new RegExp(`(//|/\\*) ${word}\\b`).test(text));

describe("comments of a .jsonc file", () => {
  const at = TEXT.indexOf("ec2:");
  for (const one of language.getRefactorings(language.parse(TEXT), { start: at, end: at }, CONTEXT)) {
    it(`outlive: ${one.title.template}`, () => {
      const after = applyTextEdits(TEXT, one.getEdits());
      assert.deepEqual(list(after + (one.newPolicy ?? "")), COMMENTS);
      const codes = language.getProblems(language.parse(after.replaceAll("\\}", "}")), CONTEXT).map(({ code }) => code);
      assert.deepEqual(
        codes.filter((code) => code.startsWith("json")),
        [],
      );
    });
  }

  it("outlive the removal of what stands beside them", () => {
    const text = TEXT.replace('"s3:DeleteBucket"', '"s3:DeleteBucket", "s3:*"').replace(
      '"rds:*"',
      '["rds:*", "rds:*"]',
    );
    const document = language.parse(text);
    const fixes = language
      .getProblems(document, CONTEXT)
      .flatMap((problem) => language.getFixes(document, problem, CONTEXT).filter(({ edits }) => edits.length > 0));
    assert.ok(fixes.length >= 3);
    for (const { edits } of fixes) assert.deepEqual(list(applyTextEdits(text, edits)), COMMENTS);
  });

  it("go with the white space where a policy is minified", () => {
    assert.deepEqual(list(language.minify(TEXT)), []);
  });
});
