import assert from "node:assert/strict";
import type { AccessAnalyzerClient, ValidatePolicyCommandOutput } from "@aws-sdk/client-accessanalyzer";
import { createPolicyValidator } from "../../../src/aws/accessAnalyzer";
import type { Send } from "../../../src/aws/sender";
import { mergeFindings } from "../../../src/policy/secondOpinion";
import { language } from "../policy/language";

const TEXT = `{
  "Version": "2008-10-17",
  "Statement": [
    {
      "Sid": "größe 🙂",
      "Effect": "Deny",
      "Action": ["s3:Get*Acl", "s3:Frob"],
      "Resource": "arn:aws:s3:::\\u0062ucket/*",
      "Condition": { "StringLike": { "aws:PrincipalArn": ["*", "arn:aws:iam::1:role/x"] } }
    },
    { "Effect": "Deny", "Action": "ec2:*", "Resource": "*" }
  ]
}`;

/** A place as ValidatePolicy gives it (Access Analyzer API Reference: Location, PathElement, Span, Position). */
const at = (path: readonly object[], from = "", to = from) => ({
  path,
  span: {
    start: { line: 1, column: 0, offset: TEXT.indexOf(from) },
    end: { line: 1, column: 0, offset: TEXT.indexOf(to) + to.length },
  },
});
const FIRST = [{ value: "Statement" }, { index: 0 }];
const ACTION = [...FIRST, { value: "Action" }];
const ARNS = [...FIRST, { value: "Condition" }, { value: "StringLike" }, { value: "aws:PrincipalArn" }];

/** Where findings are shown that AWS answers, page by page. */
async function place(...pages: readonly (readonly object[])[]): Promise<readonly string[]> {
  const asked: unknown[] = [];
  const answers = pages.map((locations, page) => ({
    findings: locations.map((location) => ({
      findingType: "WARNING",
      issueCode: "X",
      findingDetails: "x",
      learnMoreLink: "https://docs.aws.amazon.com/",
      locations: [location],
    })),
    nextToken: page + 1 < pages.length ? String(page + 1) : undefined,
  }));
  const client = {
    send: (command: { readonly input: { readonly nextToken?: string } }) => {
      asked.push(command.input.nextToken);
      return Promise.resolve(answers[Number(command.input.nextToken ?? 0)] as unknown as ValidatePolicyCommandOutput);
    },
  } as unknown as AccessAnalyzerClient;
  const send: Send = (_operation, run) => run(undefined);
  const validator = createPolicyValidator(() => Promise.resolve(client), send);
  const findings = await validator.validatePolicy("SERVICE_CONTROL_POLICY", TEXT);
  assert.equal(asked.length, pages.length);
  return mergeFindings(language.parse(TEXT), findings, []).map(({ span }) => TEXT.slice(span.start, span.end));
}

describe("findings of Access Analyzer", () => {
  for (const [name, location, marked] of [
    ["the value of a key", at([{ value: "Version" }]), "2008-10-17"],
    ["an entry of a list", at([...ACTION, { index: 1 }]), "s3:Frob"],
    [
      "a single value that counts as a list of one",
      at([{ value: "Statement" }, { index: 1 }, { value: "Action" }, { index: 0 }]),
      "ec2:*",
    ],
    ["a key", at([...FIRST, { key: "Resource" }]), "Resource"],
    ["a key among conditions", at([...ARNS.slice(0, -1), { key: "aws:PrincipalArn" }]), "aws:PrincipalArn"],
    ["a value of a condition", at([...ARNS, { index: 1 }]), "arn:aws:iam::1:role/x"],
    ["a part of a text", at([...ACTION, { index: 0 }, { substring: { start: 3, length: 3 } }]), "Get"],
    [
      "the whole text, of which a part was escaped",
      at([...FIRST, { value: "Resource" }, { substring: { start: 13, length: 6 } }]),
      "arn:aws:s3:::\\u0062ucket/*",
    ],
    ["the bracket of a statement", at(FIRST), "{"],
    ["the bracket of a list", at(ACTION), "["],
    [
      "the place that the span tells, where the path leads nowhere",
      at([...FIRST, { value: "NotAction" }], '"Effect"'),
      '"Effect"',
    ],
    ["the place that the span tells, where a step is of a kind yet to come", at([], '"Sid"'), '"Sid"'],
    ["the start of the policy, where nothing fits", at([{ value: "Id" }], "{", "nowhere"), "{"],
  ] as const) {
    it(`mark ${name}`, async () => assert.deepEqual(await place([location]), [marked]));
  }

  it("come from all pages, in the order of the text", async () => {
    assert.deepEqual(await place([at([...ACTION, { index: 1 }])], [], [at([{ value: "Version" }])]), [
      "2008-10-17",
      "s3:Frob",
    ]);
  });
});
