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

/** What a position of AWS's may count. */
type Count = (text: string) => number;
const countUnits: Count = (text) => text.length;
const countCharacters: Count = (text) => Array.from(text).length;
const countBytes: Count = (text) => Buffer.byteLength(text);

function getPosition(text: string, offset: number, count: Count): object {
  const before = text.slice(0, offset);
  const lines = before.split("\n");
  return { line: lines.length, column: count(lines.at(-1) ?? ""), offset: count(before) };
}

/** A place as ValidatePolicy gives it (Access Analyzer API Reference: Location, PathElement, Span, Position). */
const at = (path: readonly object[], from = "", to = from, text = TEXT, count = countUnits) => ({
  path,
  span: {
    start: getPosition(text, text.indexOf(from), count),
    end: getPosition(text, to === "nowhere" ? text.length : text.indexOf(to) + to.length, count),
  },
});
const FIRST = [{ value: "Statement" }, { index: 0 }];
const ACTION = [...FIRST, { value: "Action" }];
const ARNS = [...FIRST, { value: "Condition" }, { value: "StringLike" }, { value: "aws:PrincipalArn" }];

/** Where findings are shown that AWS answers, page by page. */
async function place(...pages: readonly (readonly object[])[]): Promise<readonly string[]> {
  return placeIn(TEXT, ...pages);
}

async function placeIn(text: string, ...pages: readonly (readonly object[])[]): Promise<readonly string[]> {
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
  const findings = await validator.validatePolicy("SERVICE_CONTROL_POLICY", text);
  assert.equal(asked.length, pages.length);
  return mergeFindings(language.parse(text), findings, []).map(({ span }) => text.slice(span.start, span.end));
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
    [
      "the place that the span tells, where a step is of a kind yet to come",
      at([...FIRST, { regularExpression: "x" }], '"Sid"'),
      '"Sid"',
    ],
    [
      "the whole text, of which a part is more than one unit a character",
      at([...FIRST, { value: "Sid" }, { substring: { start: 7, length: 1 } }]),
      "größe 🙂",
    ],
    ["the start of the policy, where nothing fits", at([{ value: "Id" }], "{", "nowhere"), "{"],
  ] as const) {
    it(`mark ${name}`, async () => assert.deepEqual(await place([location]), [marked]));
  }

  describe("with any line ends", () => {
    const text = TEXT.replaceAll("\n", "\r\n");
    for (const [name, location, marked] of [
      ["by the path", at([...ACTION, { index: 1 }], "", "", text), "s3:Frob"],
      ["by the span", at([{ value: "Id" }], '"Resource"', '"Resource"', text), '"Resource"'],
    ] as const) {
      it(`are placed ${name}`, async () => assert.deepEqual(await placeIn(text, [location]), [marked]));
    }
  });

  describe("behind letters of several bytes and signs of two units", () => {
    for (const [name, count, marked] of [
      ["are placed by a span in our own units", countUnits, '"Effect"'],
      ["are not placed by a span in characters", countCharacters, "{"],
      ["are not placed by a span in bytes", countBytes, "{"],
    ] as const) {
      it(name, async () => {
        const location = at([{ value: "Id" }], '"Effect"', '"Effect"', TEXT, count);
        assert.deepEqual(await place([location]), [marked]);
      });
    }
  });

  it("come from all pages, in the order of the text", async () => {
    assert.deepEqual(await place([at([...ACTION, { index: 1 }])], [], [at([{ value: "Version" }])]), [
      "2008-10-17",
      "s3:Frob",
    ]);
  });
});
