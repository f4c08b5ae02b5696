import assert from "node:assert/strict";
import fc from "fast-check";
import { applyTextEdits } from "../../../src/policy/edits";
import type { PolicyContext, Phrase } from "../../../src/policy/language";
import { knownRequest, scpDocument } from "../../reference/arbitraries";
import { readCaret } from "./caret";
import { decide } from "./decision";
import { ORGANIZATION } from "./knownOrganization";
import { language } from "./language";
import { TECHCORP } from "./techCorp";

const say = ({ template, data }: Phrase) => template.replace(/\{(\w+)\}/g, (_, name: string) => String(data[name]));

function refactor(marked: string, context?: PolicyContext): ReadonlyMap<string, { text: string; newPolicy?: string }> {
  const { text, offset } = readCaret(marked);
  const found = language.getRefactorings(language.parse(text), { start: offset, end: offset }, context);
  return new Map(
    found.map((one) => [
      say(one.title),
      { text: applyTextEdits(text, one.getEdits()), ...(one.newPolicy && { newPolicy: one.newPolicy }) },
    ]),
  );
}

const policy = (...statements: string[]) => `{"Version":"2012-10-17","Statement":[${statements.join(",")}]}`;

describe("the exemption of a principal", () => {
  const exempt = (context: PolicyContext, before = policy('{"Effect":"Deny","Action":"s3:*|","Resource":"*"}')) =>
    refactor(before, context).get("Exempt a principal")?.text ?? "";

  it("lets one choose among the roles that the organization's policies name, the one for emergencies first", () => {
    const arn = "arn:aws:iam::*:role";
    assert.ok(
      exempt(TECHCORP).includes(
        `"aws:PrincipalArn":"\${1|${arn}/SecurityBreakGlass,${arn}/OrganizationAccountAccessRole,${arn}/AWSControlTowerExecution,`,
      ),
      exempt(TECHCORP),
    );
  });

  it("knows those that nothing may shut out, with the partition in place, and no pattern of everybody", () => {
    const kept = ["arn:*:iam::*:role/Rescue", "arn:*:iam::*:role/*", "arn:*:iam::*:role/Emergency-${aws:username}"];
    const organization = { ...ORGANIZATION, partition: "aws-cn" };
    assert.match(
      exempt({ kept, organization }),
      /"\$\{1\|arn:aws-cn:iam::\*:role\/RoleName,arn:aws-cn:iam::\*:role\/Rescue\|\}"/,
    );
  });

  it("has one for emergencies first that nothing may shut out", () => {
    const kept = ["arn:*:iam::*:role/Admin", "arn:*:iam::*:role/Break_Glass"];
    assert.match(exempt({ kept }), /\|arn:aws:iam::\*:role\/Break_Glass,arn:aws:iam::\*:role\/Admin,.*RoleName\|/);
  });

  it("does not offer again whom the statement spares already", () => {
    const before = policy(
      '{"Effect":"Deny","Action":"s3:*|","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/SecurityBreakGlass"}}}',
    );
    assert.match(
      exempt(TECHCORP, before),
      /"arn:aws:iam::\*:role\/SecurityBreakGlass","\$\{1\|(?!.*BreakGlass).*,arn:aws:iam::\*:role\/RoleName\|\}"/,
    );
  });
});

describe("refactorings", () => {
  it("do not turn into a list that AWS or nobody takes, and say so", () => {
    const find = (action: string, more = "") => {
      const text = policy(`{"Effect":"Deny","Action":["${action}"],"Resource":"*"${more}}`);
      const at = text.indexOf(action);
      const found = language.getRefactorings(language.parse(text), { start: at, end: at });
      const refusal = found.find(({ title }) => title.template.startsWith("Turn into"))?.refusal;
      return refusal && say(refusal);
    };
    assert.equal(find("s3:*"), undefined);
    assert.match(find("*:Tag*") ?? "", /^Not turned into NotAction: .* left of \d{3} services/);
    const condition = `,"Condition":{"StringEquals":{"aws:PrincipalTag/a":"${"x".repeat(3000)}"}}`;
    assert.match(find("s3:*", condition) ?? "", /AWS takes 10240 characters, and it would have 10\d{3} at least/);
  });

  it("keep a list in one line in one line", () => {
    const text =
      '{\n  "Statement": [\n    { "Effect": "Deny", "Action": ["s3:GetObject", "ec2:*"], "Resource": "*" }\n  ]\n}';
    const split = refactor(text.replace("s3:Get", "s3:|Get")).get(
      "Split into 2 statements, one for each service",
    )?.text;
    assert.match(split ?? "", /"Action": \["s3:GetObject"\]/);
  });

  it("do not split a statement into more than anybody reads, and say so", () => {
    const services = ["s3", "ec2", "sns", "sqs", "rds", "kms", "iam", "sts", "ecs", "ecr", "eks", "efs", "fsx", "dax"];
    const more = ["glue", "emr", "ses", "waf", "acm", "dms", "ssm", "mq"];
    const split = (prefixes: readonly string[]) => {
      const text = policy(
        `{"Effect":"Deny","Action":${JSON.stringify(prefixes.map((one) => `${one}:*`))},"Resource":"*"}`,
      );
      const at = text.indexOf("s3:*");
      const found = language.getRefactorings(language.parse(text), { start: at, end: at });
      return found.find(({ title }) => title.template.startsWith("Split"));
    };
    assert.equal(split(services)?.refusal, undefined);
    const refusal = split([...services, ...more])?.refusal;
    assert.match(refusal ? say(refusal) : "", /^Not split by service: 22 statements/);
  });

  it("turn nothing into NotAction that no action matches: all but nothing would be everything", () => {
    const titles = [...refactor(policy('{"Effect":"Deny","Action":"s3:NoSuch|Thing","Resource":"*"}')).keys()];
    assert.ok(!titles.some((title) => title.startsWith("Turn into")), titles.join("; "));
  });

  for (const [name, before, title, after] of [
    [
      "expand a wildcard in its list, without what is listed already",
      policy('{"Effect":"Deny","Action":["kms:ListK*|","kms:ListKeys"],"Resource":"*"}'),
      "Expand kms:ListK* to its 3 actions",
      policy('{"Effect":"Deny","Action":["kms:ListKeyPolicies","kms:ListKeyRotations","kms:ListKeys"],"Resource":"*"}'),
    ],
    [
      "expand a lone wildcard to a list over lines where the policy is",
      '{\n  "Statement": {\n    "Effect": "Deny",\n    "Action": "organizations:Leave|*",\n    "Resource": "*"\n  }\n}',
      "Expand organizations:Leave* to its only action",
      '{\n  "Statement": {\n    "Effect": "Deny",\n    "Action": "organizations:LeaveOrganization",\n    "Resource": "*"\n  }\n}',
    ],
    [
      "deny requests without the key too",
      policy(
        '{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuth|Present":"false"}}}',
      ),
      "Also deny requests without aws:MultiFactorAuthPresent: BoolIfExists",
      policy(
        '{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}',
      ),
    ],
    [
      "no longer allow requests without the key, beside another key",
      policy(
        '{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEqualsIfExists":{"s3:x-amz-acl|":"private","s3:prefix":"a"}}}',
      ),
      "No longer allow requests without s3:x-amz-acl: StringEquals",
      policy(
        '{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEqualsIfExists":{"s3:prefix":"a"},"StringEquals":{"s3:x-amz-acl":"private"}}}',
      ),
    ],
    [
      "take IfExists from a negated operator, which absence meets anyway",
      policy(
        '{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID|":"o-a1b2c3d4e5"}}}',
      ),
      "Write StringNotEquals: IfExists changes nothing for aws:PrincipalOrgID",
      policy(
        '{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}',
      ),
    ],
    [
      "sort a list, each entry once",
      policy('{"Effect":"Deny","Action":["s3:PutObject|","ec2:RunInstances","S3:putobject"],"Resource":"*"}'),
      "Sort the list, each entry once",
      policy('{"Effect":"Deny","Action":["ec2:RunInstances","S3:putobject"],"Resource":"*"}'),
    ],
    [
      "split by service, with Sids of their own",
      policy('{"Sid":"Guard","Effect":"Deny","Action":["s3:Pu|tObject","ec2:*","s3:GetObject"],"Resource":"*"}'),
      "Split into 2 statements, one for each service",
      policy(
        '{"Sid":"GuardS3","Effect":"Deny","Action":["s3:PutObject","s3:GetObject"],"Resource":"*"}',
        '{"Sid":"GuardEc2","Effect":"Deny","Action":["ec2:*"],"Resource":"*"}',
      ),
    ],
    [
      "merge what differs in actions alone",
      policy(
        '{"Sid":"A","Effect":"Deny","Action":"s3:*|","Resource":"*"}',
        '{"Effect":"Allow","Action":"*","Resource":"*"}',
        '{"Sid":"B","Resource":"*","Effect":"Deny","Action":["ec2:*","s3:*"]}',
      ),
      "Merge 2 statements that say the same of other actions or resources",
      policy(
        '{"Sid":"A","Effect":"Deny","Action":["s3:*","ec2:*"],"Resource":"*"}',
        '{"Effect":"Allow","Action":"*","Resource":"*"}',
      ),
    ],
    [
      "exempt a role by a new condition",
      policy('{"Effect":"Deny","Action":"s3:*|","Resource":"*"}'),
      "Exempt a principal",
      policy(
        '{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/${1:RoleName}"}}}',
      ),
    ],
    [
      "exempt a role by the condition that exempts already",
      policy(
        '{"Effect":"Deny","Action":"s3:*|","Resource":"*","Condition":{"StringNotLike":{"aws:PrincipalARN":"arn:aws:iam::*:role/a"}}}',
      ),
      "Exempt a principal",
      policy(
        '{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotLike":{"aws:PrincipalARN":["arn:aws:iam::*:role/a","arn:aws:iam::*:role/${1:RoleName}"]}}}',
      ),
    ],
    [
      "put elements in order, whole policy",
      '{"Statement":[{"Resource":"*","Action":"s3:*|","Effect":"Deny","Sid":"A"}],"Version":"2012-10-17"}',
      "Put elements in their customary order",
      policy('{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"}'),
    ],
  ] as const) {
    it(name, () => {
      const found = refactor(before);
      const done = found.get(title);
      assert.ok(done, [...found.keys()].join("; "));
      // A snippet escapes the braces that are none of its own.
      assert.equal(done.text.replaceAll("\\}", "}"), after);
    });
  }

  it("move a statement to a policy of its own", () => {
    const done = refactor(
      policy('{"Effect":"Deny","Action":"s3:*","Resource":"*"}', '{"Effect":"Deny","Action":"ec2:|*","Resource":"*"}'),
    ).get("Move the statement to a new policy");
    assert.equal(done?.text, policy('{"Effect":"Deny","Action":"s3:*","Resource":"*"}'));
    assert.deepEqual(JSON.parse(done.newPolicy ?? ""), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "ec2:*", Resource: "*" }],
    });
  });

  it("are none in a broken text, and none of a kind that changes nothing", () => {
    assert.deepEqual([...refactor('{"Statement":[{"Action":"s3:Ge|t*"').keys()], []);
    const lone = policy('{"Effect":"Allow","Action":"s3:GetObject|","Resource":"*"}');
    assert.deepEqual([...refactor(lone).keys()], ["Turn into NotAction, the same actions today"]);
  });

  it("offer no IfExists that changes nothing", () => {
    for (const test of ['"StringNotEquals":{"aws:SourceVpce|":"vpce-1"}', '"Bool":{"aws:SecureTransport|":"false"}']) {
      const text = policy(`{"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{${test}}}`);
      assert.deepEqual(
        [...refactor(text).keys()].filter((title) => title.includes("IfExists")),
        [],
      );
    }
  });

  for (const patterns of [
    ["s3:Get*", "s3:GetObject", "s3:ListBucket"],
    ["ec2:Describe*", "ec2:RunInstances", "iam:*", "kms:Decrypt"],
    ["dynamodb:*", "sqs:*", "*:CreateTags"],
  ]) {
    const text = policy(
      `{"Effect":"Deny","Action":[${patterns.map((one) => JSON.stringify(one)).join(",")}],"Resource":"*"}`,
    );
    const marked = text.replace('"Action":["', '"Action":["|');
    const actions = (after: string | undefined) => {
      const [statement] = (JSON.parse(after ?? "{}") as { Statement: Record<string, string[]>[] }).Statement;
      const isNegated = statement?.NotAction !== undefined;
      return language.expandActions(statement?.NotAction ?? statement?.Action ?? [], isNegated);
    };

    it(`invert ${patterns.join(", ")} without changing what it means today`, () => {
      const inverted = refactor(marked).get("Turn into NotAction, the same actions today")?.text;
      assert.match(inverted ?? "", /"NotAction"/);
      assert.deepEqual(actions(inverted), language.expandActions(patterns));
      const back = refactor((inverted ?? "").replace('"NotAction":["', '"NotAction":["|')).get(
        "Turn into Action, the same actions today",
      );
      assert.deepEqual(actions(back?.text), language.expandActions(patterns));
    });

    it(`collapse what ${patterns.join(", ")} expands to into the same actions`, () => {
      const names = language.expandActions(patterns);
      const long = policy(`{"Effect":"Deny","Action":${JSON.stringify(names)},"Resource":"*"}`);
      const found = refactor(long.replace('"Action":["', '"Action":["|'));
      const title = [...found.keys()].find((key) => key.startsWith("Collapse")) ?? "";
      const [, before, after] = /Collapse (\d+) entries to (\d+)/.exec(title) ?? [];
      assert.equal(Number(before), names.length);
      assert.ok(Number(after) < names.length / 2, title);
      assert.deepEqual(actions(found.get(title)?.text), names);
    });
  }

  it("change no decision, but for those that are asked to", () => {
    const words = ["Sort", "Split", "Merge", "Put elements", "Expand", "Collapse"];
    let done = 0;
    fc.assert(
      fc.property(scpDocument, knownRequest, fc.nat(), (document, request, at) => {
        const text = JSON.stringify(document);
        const offsets = Array.from(
          text.matchAll(/"(?:Not)?Action":\[?"/g),
          ({ index, 0: found }) => index + found.length,
        );
        const offset = offsets[at % offsets.length] ?? 0;
        const parsed = language.parse(text);
        for (const one of language.getRefactorings(parsed, { start: offset, end: offset })) {
          if (!words.some((word) => one.title.template.startsWith(word))) continue;
          done++;
          const after = applyTextEdits(text, one.getEdits());
          assert.equal(decide(after, request), decide(text, request), `${one.title.template}: ${after}`);
        }
      }),
      { numRuns: 150, seed: 20261124 },
    );
    assert.ok(done > 75, String(done));
  });
});
