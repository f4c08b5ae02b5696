import assert from "node:assert/strict";
import type { Phrase, PolicyContext, Span } from "../../../src/policy/language";
import { getLinks } from "../../../src/policy/reading/annotations";
import { getReferenceQuery } from "../../../src/policy/reading/references";
import { findSid } from "../../../src/policy/reading/renameSid";
import { describeStatement } from "../../../src/policy/reading/sentence";
import { getFoldings, getHighlights, getSelections, getSymbols } from "../../../src/policy/reading/structure";
import { getOutline } from "../../../src/policy/statements";
import { RESOURCE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { readCaret } from "./caret";
import { catalogue, language } from "./language";
import { ORGANIZATION as names } from "./knownOrganization";

const policy = (...statements: string[]) => `{"Version":"2012-10-17","Statement":[${statements.join(",")}]}`;
const cut = (text: string, { start, end }: Span) => text.slice(start, end);
const say = ({ template, data }: Phrase) => template.replace(/\{(\w+)\}/g, (_, name: string) => String(data[name]));

describe("a statement in words", () => {
  for (const [statement, sentence] of [
    [
      '"Effect":"Deny","Action":"organizations:LeaveOrganization","Resource":"*"',
      "Denies `organizations:LeaveOrganization` on every resource.",
    ],
    ['"Effect":"Allow","Action":"*","Resource":"*"', "Allows every action on every resource."],
    [
      '"Effect":"Deny","Action":"ec2:CreateTags","Resource":"*","Condition":{"ForAllValues:StringNotEquals":{"aws:TagKeys":["Team","Stage"]}}',
      "Denies `ec2:CreateTags` on every resource, when no value of `aws:TagKeys` is one of `Team` or `Stage` (or it is absent).",
    ],
    [
      '"Effect":"Deny","Action":"s3:A","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":{"a":"b"}}}',
      "Denies `s3:A` on every resource, when `aws:RequestedRegion` passes `StringEquals`.",
    ],
    [
      '"Effect":"Deny","NotAction":["iam:*","sts:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-central-1"]}}',
      "Denies every action except everything in AWS Identity and Access Management (IAM) and everything in AWS Security Token Service on every resource, when `aws:RequestedRegion` is none of `eu-west-1` (Europe (Ireland)) or `eu-central-1` (Europe (Frankfurt)).",
    ],
    [
      '"Effect":"Deny","Action":["s3:A","s3:B","s3:C","s3:D","s3:E"],"NotResource":"arn:aws:s3:::blue/*","Condition":{"Null":{"aws:RequestTag/Team":"true"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/Ops"}}',
      "Denies `s3:A`, `s3:B`, `s3:C` and 2 further entries on every resource except `arn:aws:s3:::blue/*`, when the request lacks `aws:RequestTag/Team` **and** `aws:PrincipalArn` does not match `arn:aws:iam::444455556666:role/Ops` (Web) (or is absent).",
    ],
    [
      '"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"},"NumericGreaterThanEquals":{"aws:MultiFactorAuthAge":"3600"},"Bool":{"aws:ViaAWSService":"false"}}',
      "Denies everything in Amazon S3 on every resource, when some value of `aws:PrincipalOrgPaths` matches `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*` (Root, Production), `aws:MultiFactorAuthAge` is greater than, or equal to, `3600` **and** `aws:ViaAWSService` is `false`.",
    ],
  ] as const) {
    it(sentence, () => {
      const [read] = getOutline(language.parse(policy(`{${statement}}`))).statements;
      assert.ok(read);
      assert.equal(describeStatement(read, { catalogue, names }), sentence);
    });
  }

  it("waits until there is something to say", () => {
    const [read] = getOutline(language.parse(policy('{"Effect":"Deny"}'))).statements;
    assert.ok(read);
    assert.equal(describeStatement(read, { catalogue, names: undefined }), undefined);
  });
});

describe("lenses", () => {
  const lenses = (statement: string, context?: PolicyContext) =>
    language.getStatementLenses(language.parse(policy(`{${statement}}`)), context).map(({ title }) => say(title));

  it("count the actions of a statement", () => {
    const count = language.expandActions(["s3:Get*", "s3:GetObject", "ec2:Run*"]).length;
    assert.deepEqual(lenses('"Effect":"Deny","Action":["s3:Get*","s3:GetObject","ec2:Run*"],"Resource":"*"'), [
      `Denies ${count} of 22091 actions, in 2 services`,
    ]);
  });

  it("count what NotAction leaves", () => {
    const count = language.expandActions(["iam:*"], true).length;
    const services = catalogue.services.length - 1;
    assert.deepEqual(
      lenses('"Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}'),
      [`Denies ${count} of 22091 actions, in ${services} services, under conditions`],
    );
  });

  it("say every action where it is every one, and nothing where a gap is left", () => {
    assert.deepEqual(lenses('"Effect":"Allow","Action":"*","Resource":"*"'), ["Allows every action"]);
    assert.deepEqual(lenses('"Effect":"Allow","Action":"<action>","Resource":"*"'), []);
  });

  it("count for an RCP what RCPs reach", () => {
    const [title = ""] = lenses('"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"', {
      type: RESOURCE_CONTROL_POLICY,
    });
    const total = Number(/of (\d+)/.exec(title)?.[1]);
    assert.ok(total > 1000 && total < 10_000, title);
  });
});

/** Patterns over all services. */
const patterns = (count: number) => JSON.stringify(Array.from({ length: count }, (_, at) => `*:*n*${at}`));

describe("lenses and hints of what takes long to count", () => {
  const write = (count: number, times: number) =>
    policy(...Array.from({ length: times }, () => `{"Effect":"Deny","Action":${patterns(count)},"Resource":"*"}`));
  const read = (text: string) => {
    const document = language.parse(text);
    const hints = language.getInlayHints(document, { start: 0, end: text.length });
    return [language.getStatementLenses(document).length, hints.length] as const;
  };

  it("are there for twenty patterns over all services", () => assert.deepEqual(read(write(20, 1)), [1, 20]));

  it("are left out for hundreds, in one statement or in many", () => {
    const [one, hints] = read(write(600, 1));
    assert.deepEqual([one, hints < 30], [0, true]);
    const [many, others] = read(write(20, 30));
    assert.deepEqual([many, others < 30], [1, true]);
  });
});

describe("inlay hints", () => {
  const hint = (text: string, context: PolicyContext = { organization: names }) =>
    language
      .getInlayHints(language.parse(text), { start: 0, end: text.length }, context)
      .map(
        ({ offset, text: label }) =>
          `${text.slice(0, offset).slice(-12)}→${typeof label === "string" ? label : say(label)}`,
      );

  it("stand behind wildcards and ids", () => {
    const count = language.expandActions(["kms:List*"]).length;
    assert.deepEqual(
      hint(
        policy(
          '{"Effect":"Deny","Action":["kms:List*","kms:Decrypt","*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":["444455556666","123456789012"]},"ForAnyValue:StringNotLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}}}',
        ),
      ),
      [`["kms:List*"→${count} actions`, `44455556666"→Web`, `-11111111/*"→Production`],
    );
  });

  it("name nobody without an organization, and only what is in sight", () => {
    const text = policy('{"Effect":"Deny","Action":"kms:List*","Resource":"arn:aws:iam::444455556666:role/x"}');
    assert.equal(hint(text, {}).length, 1);
    assert.deepEqual(language.getInlayHints(language.parse(text), { start: 0, end: 10 }, { organization: names }), []);
  });
});

describe("links", () => {
  it("lead to what the organization knows", () => {
    const text = policy(
      '{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:*:123456789012:x","Condition":{"StringEquals":{"aws:PrincipalTag/Team":"x"},"StringNotEquals":{"aws:PrincipalAccount":"444455556666"}}}',
    );
    assert.deepEqual(
      getLinks(language.parse(text), { organization: names }).map(({ span, id }) => [cut(text, span), id]),
      [["444455556666", "444455556666"]],
    );
  });
});

describe("the shape of a policy", () => {
  const text = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenyLeaving",
      "Effect": "Deny",
      "Action": ["organizations:LeaveOrganization"],
      "Resource": "*",
      "Condition": { "Bool": { "aws:ViaAWSService": "false" } }
    },
    { "Effect": "Allow", "Action": "*", "Resource": "*" }
  ]
}`;
  const document = language.parse(text);

  it("is an outline by Sid", () => {
    const [version, first, second] = getSymbols(document);
    assert.deepEqual([version?.name, version?.detail], ["Version", "2012-10-17"]);
    assert.deepEqual([first?.name, first?.detail], ["DenyLeaving", "Deny"]);
    assert.deepEqual(
      first?.children.map(({ name, detail }) => [name, detail]),
      [
        ["Action", "organizations:LeaveOrganization"],
        ["Resource", "*"],
        ["aws:ViaAWSService", "Bool false"],
      ],
    );
    assert.equal(typeof second?.name === "object" && say(second.name), "Statement 2");
  });

  it("folds where something stands over lines", () => {
    const lines = getFoldings(document).map((span) => cut(text, span).split("\n").length);
    assert.deepEqual(lines, [13, 10, 7]);
  });

  it("grows a selection from part to word to member to statement", () => {
    const offset = text.indexOf("LeaveOrg") + 2;
    assert.deepEqual(
      getSelections(document, offset)
        .slice(0, 6)
        .map((span) => cut(text, span)),
      [
        "LeaveOrganization",
        "organizations:LeaveOrganization",
        '"organizations:LeaveOrganization"',
        '["organizations:LeaveOrganization"]',
        '"Action": ["organizations:LeaveOrganization"]',
        text.slice(text.indexOf('"Sid"'), text.indexOf("} }\n") + 3),
      ],
    );
  });

  it("lights up the same words", () => {
    const doubled = policy('{"Action":["s3:GetObject","S3:getobject","s3:Get*"]}', '{"NotAction":"s3:GetObject"}');
    const spans = getHighlights(language.parse(doubled), doubled.indexOf("GetObject"));
    assert.deepEqual(
      spans.map((span) => cut(doubled, span)),
      ["s3:GetObject", "S3:getobject", "s3:GetObject"],
    );
  });
});

describe("references", () => {
  const find = (marked: string, elsewhere: string) => {
    const { text, offset } = readCaret(marked);
    const query = getReferenceQuery(language.parse(text), offset);
    return query && language.findReferences(language.parse(elsewhere), query).map((span) => cut(elsewhere, span));
  };
  const other = policy(
    '{"Action":["s3:GetObject","s3:Get*","ec2:RunInstances","*","s3:Put*","S3:GETOBJECT"],"Resource":"arn:aws:s3:::${aws:PrincipalTag/team}/*","Condition":{"StringEquals":{"AWS:principaltag/Team":"x","aws:RequestedRegion":"${aws:PrincipalTag/Team, \'y\'}"}}}',
  );

  it("of an action are the entries that match it", () => {
    assert.deepEqual(find('{"Statement":{"Action":"s3:Get|Object"}}', other), [
      "s3:GetObject",
      "s3:Get*",
      "*",
      "S3:GETOBJECT",
    ]);
  });

  it("of a wildcard are those that share an action with it", () => {
    assert.deepEqual(find('{"Statement":{"Action":"s3:*Obj|ect"}}', other), [
      "s3:GetObject",
      "s3:Get*",
      "*",
      "s3:Put*",
      "S3:GETOBJECT",
    ]);
  });

  it("of a key are conditions and policy variables", () => {
    const wanted = ["aws:PrincipalTag/team", "AWS:principaltag/Team", "aws:PrincipalTag/Team"];
    assert.deepEqual(
      find('{"Statement":{"Condition":{"StringEquals":{"aws:PrincipalTag/Te|am":"x"}}}}', other),
      wanted,
    );
    assert.deepEqual(find('{"Statement":{"Resource":"arn:aws:s3:::${aws:Principal|Tag/team}"}}', other), wanted);
  });

  it("are none of a Sid", () => assert.equal(find('{"Statement":{"Sid":"S3|Get"}}', other), undefined));
});

describe("renaming a Sid", () => {
  const text = policy('{"Sid":"One","Effect":"Deny"}', '{"Sid":"Two","Effect":"Deny"}');
  const rename = (to: string) => findSid(language.parse(text), text.indexOf("One") + 1)?.rename(to);

  it("refuses what AWS would refuse, and what is taken", () => {
    assert.deepEqual(rename("Three"), {
      edits: [{ span: { start: text.indexOf("One"), end: text.indexOf("One") + 3 }, newText: "Three" }],
    });
    for (const bad of ["with-hyphen", "", "Two"]) assert.ok("refusal" in (rename(bad) ?? {}), bad);
    assert.equal(findSid(language.parse(text), text.indexOf("Deny")), undefined);
  });
});
