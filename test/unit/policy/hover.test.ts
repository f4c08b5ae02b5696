import assert from "node:assert/strict";
import { readCaret } from "./caret";
import { ORGANIZATION } from "./knownOrganization";
import { language } from "./language";

const statement = (inside: string) => `{"Statement":{${inside}}}`;

function hover(marked: string) {
  const { text, offset } = readCaret(marked);
  const found = language.getHover(language.parse(text), offset);
  return found && { marked: text.slice(found.span.start, found.span.end), markdown: found.markdown };
}

describe("hover", () => {
  for (const [name, text, marked, ...patterns] of [
    [
      "an action",
      statement(`"Action":"s3:Get|Object"`),
      "s3:GetObject",
      /\*\*s3:GetObject\*\* · Read/,
      /Resource types: .*object/,
      /`s3:TlsVersion`/,
    ],
    ["an action in any case", statement(`"Action":"S3:get|object"`), "S3:getobject", /\*\*s3:GetObject\*\*/],
    ["a service prefix", statement(`"Action":"s|3:GetObject"`), "s3", /Amazon S3/, /\d+ actions as of 2026-09-26/],
    [
      "a wildcard",
      statement(`"NotAction":["kms:List|*"]`),
      "kms:List*",
      /matches \*\*\d+ actions\*\*/,
      /- \*\*List\*\* \(\d+\): .*`ListKeys`/,
    ],
    [
      "a wildcard over everything",
      statement(`"Action":"|*"`),
      "*",
      /matches \*\*22,091 actions\*\*/,
      /and [\d,]+ more/,
    ],
    ["a wildcard that matches nothing", statement(`"Action":"kms:Zap|*"`), "kms:Zap*", /matches \*\*0 actions\*\*/],
    [
      "a wildcard that would be an image",
      statement('"Action":"s3:|*`![a](https://a.example/b)"'),
      "s3:*`![a](https://a.example/b)",
      /^`` s3:\*`!\[a\]\(https:\/\/a\.example\/b\) `` matches/,
    ],
    ["an element", statement(`"Not|Action":"*"`), "NotAction", /except/],
    [
      "an operator",
      statement(`"Condition":{"StringNot|Equals":{}}`),
      "StringNotEquals",
      /none of these/,
      /without the key meets it too/,
    ],
    [
      "an operator over a set",
      statement(`"Condition":{"ForAnyValue:String|Like":{}}`),
      "ForAnyValue:StringLike",
      /At least one value/,
    ],
    [
      "ForAllValues in a Deny",
      statement(`"Effect":"Deny","Condition":{"ForAllValues:String|Like":{"aws:TagKeys":"tmp-*"}}`),
      "ForAllValues:StringLike",
      /So this denies requests without `aws:TagKeys` too\. A `Null` test that says `"false"`/,
      /condition_examples-multi-valued-context-keys\.html/,
    ],
    [
      "ForAllValues beside Null",
      statement(
        `"Effect":"Deny","Condition":{"ForAllValues:String|Like":{"aws:TagKeys":"tmp-*"},"Null":{"aws:tagkeys":"false"}}`,
      ),
      "ForAllValues:StringLike",
      /^(?![\s\S]*So this denies)/,
    ],
    [
      "a global key",
      statement(`"Condition":{"Bool":{"aws:Secure|Transport":"x"}}`),
      "aws:SecureTransport",
      /Bool/,
      /TLS/,
    ],
    [
      "a key with a tag",
      statement(`"Condition":{"Bool":{"aws:RequestTag/Te|am":"x"}}`),
      "aws:RequestTag/Team",
      /tag that the request sets/,
    ],
    [
      "what stands for no Region",
      statement(`"Condition":{"StringEquals":{"aws:RequestedRegion":"unspec|ified"}}`),
      "unspecified",
      /global inference profile/,
    ],
    [
      "a Region",
      statement(`"Condition":{"StringEquals":{"aws:RequestedRegion":["eu-cent|ral-1"]}}`),
      "eu-central-1",
      /Europe \(Frankfurt\)/,
    ],
    ["a key of a service", statement(`"Condition":{"Bool":{"s3:x-amz-|acl":"x"}}`), "s3:x-amz-acl", /String/],
  ] as const) {
    it(`explains ${name}`, () => {
      const found = hover(text);
      assert.equal(found?.marked, marked);
      for (const pattern of patterns) assert.match(found?.markdown ?? "", pattern);
    });
  }

  for (const [name, text, marked, ...patterns] of [
    [
      "the account in an ARN, by name, place and the parts around it",
      statement(`"Resource":"arn:aws:iam::4444|55556666:role/Ops"`),
      "444455556666",
      /- Partition: `aws`/,
      /- Service: `iam`, AWS Identity and Access Management/,
      /- Account: `444455556666`, \*\*Web\*\* · Account `444455556666`; Root\/Production\/Web/,
      /Resource type: role/,
    ],
    [
      "a closed account",
      statement(`"Condition":{"StringEquals":{"aws:PrincipalAccount":"7777|88889999"}}`),
      "777788889999",
      /\*\*Old shop\*\*.*State: SUSPENDED/s,
    ],
    [
      "an OU within a path",
      statement(
        `"Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/ou-ab12-1111|1111/*"}}`,
      ),
      "ou-ab12-11111111",
      /\*\*Production\*\* · Organizational unit \(OU\).*Root\/Production/s,
    ],
    [
      "an organization that is another one",
      statement(`"Condition":{"StringEquals":{"aws:ResourceOrgID":"o-zzzz|zzzzzz"}}`),
      "o-zzzzzzzzzz",
      /Not of the connected organization/,
    ],
    [
      "when a request carries a key",
      statement(`"Condition":{"StringEquals":{"aws:Source|Vpc":"vpc-1"}}`),
      "aws:SourceVpc",
      /Present: only through a VPC endpoint/,
      /condition-keys-sourcevpc/,
    ],
    [
      "what NotAction leaves",
      statement(`"Effect":"Deny","Not|Action":["iam:*"],"Resource":"*"`),
      "NotAction",
      /Here all but the listed ones: \*\*[\d,]+\*\* of 22,091 actions/,
    ],
    [
      "an operator with the keys it tests here",
      statement(`"Condition":{"StringNot|Equals":{"aws:RequestedRegion":"eu-west-1"}}`),
      "StringNotEquals",
      /- `aws:RequestedRegion` is not `eu-west-1` \(Europe \(Ireland\)\)/,
    ],
    [
      "an OU within an ARN",
      statement(`"Resource":"arn:aws:organizations::*:ou/o-a1b2c3d4e5/ou-ab12-1111|1111"`),
      "ou/o-a1b2c3d4e5/ou-ab12-11111111",
      /Resource: `ou\/o-a1b2c3d4e5\/ou-ab12-11111111`, \*\*Production\*\* · .*; Root\/Production/,
    ],
    ["objects of a bucket", statement(`"Resource":"arn:aws:s3:::logs/|*"`), "logs/*", /Resource type: object$/],
    ["a bucket", statement(`"Resource":"arn:aws:s3:::lo|gs"`), "logs", /Resource type: bucket$/],
    [
      "buckets and what is in them",
      statement(`"Resource":"arn:aws:s3:::logs-|*"`),
      "logs-*",
      /Resource type: .*object/,
    ],
    [
      "a policy variable",
      statement(`"Resource":"arn:aws:s3:::home/\${aws:user|name}/*"`),
      "${aws:username}",
      /^Filled in from the request\.\n\n\*\*aws:username\*\* · String/,
    ],
    [
      "a policy variable with a default",
      statement(`"Condition":{"StringEquals":{"aws:ResourceTag/team":"\${aws:PrincipalTag/te|am, 'none'}"}}`),
      "${aws:PrincipalTag/team, 'none'}",
      /or `'none'` where the request lacks it\.\n\n\*\*aws:PrincipalTag/,
    ],
    ["a sign that a variable stands for", statement(`"Resource":"arn:aws:s3:::a\${|*}"`), "${*}", /^An asterisk/],
    [
      "an ARN that would be an image",
      statement('"Resource":"arn:aws:s3:::|`![a](https://a.example/b)"'),
      "`![a](https://a.example/b)",
      /Resource: `` `!\[a\]\(https:\/\/a\.example\/b\) ``/,
    ],
    [
      "a statement whose resource would be an image",
      statement('"Sid":"A|b","Effect":"Deny","Action":"s3:*","Resource":"`![a](https://a.example/b)"'),
      "Ab",
      /on `` `!\[a\]\(https:\/\/a\.example\/b\) ``\.$/,
    ],
    [
      "a statement at its Sid",
      statement(`"Sid":"Lea|ve","Effect":"Deny","Action":"organizations:LeaveOrganization","Resource":"*"`),
      "Leave",
      /^Denies `organizations:LeaveOrganization` on every resource\.$/,
    ],
  ] as const) {
    it(`tells ${name}`, () => {
      const { text: plain, offset } = readCaret(text);
      const found = language.getHover(language.parse(plain), offset, { organization: ORGANIZATION });
      assert.equal(found && plain.slice(found.span.start, found.span.end), marked);
      for (const pattern of patterns) assert.match(found?.markdown ?? "", pattern);
    });
  }

  it("counts a wildcard as the expansion does", () => {
    const count = language.expandActions(["ec2:*Gateway*"]).length;
    assert.match(hover(statement(`"Action":"ec2:*Gate|way*"`))?.markdown ?? "", new RegExp(`\\*\\*${count} actions`));
  });

  for (const [name, text] of [
    ["an unknown action", statement(`"Action":"s3:Frob|nicate"`)],
    ["a Sid", statement(`"Sid":"GetObje|ct"`)],
    ["a brace", `|{}`],
    ["a word outside of statements", `{"Foo":"s3:Get|Object"}`],
  ] as const) {
    it(`says nothing of ${name}`, () => assert.equal(hover(text), undefined));
  }
});
