import assert from "node:assert/strict";
import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { fix, policy, testFixes } from "./fixCases";
import { language, lint } from "./language";
import { deny, type Mistake, on, testMistakes } from "./seeded";

const res = (action: string, arn: string) => deny(`"Action":"${action}","Resource":"${arn}"`);
const who = (arn: string) => on(`"ArnNotLike":{"aws:PrincipalArn":"${arn}"}`);
const paths = (path: string) => on(`"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"${path}"}`);

const ALIAS = "arn:aws:kms:*:*:alias/payments";
const KEYS = "arn:aws:kms:*:*:key/*";

const MISTAKES: readonly Mistake[] = [
  ["an alias for a key, with all actions", res("kms:*", `«${ALIAS}»`), "kms-alias"],
  ["an alias for a key, with one action", res("kms:ScheduleKeyDeletion", `«${ALIAS}»`), "kms-alias"],
  ["an alias for a key, with some actions", res("kms:Disable*", `«${ALIAS}»`), "kms-alias"],
  [
    "an alias among others, for what is done with keys as well",
    deny(`"Action":["kms:DeleteAlias","kms:Decrypt"],"Resource":["arn:aws:s3:::logs/*","«arn:aws:kms:*:*:alias/*»"]`),
    "kms-alias",
  ],
  [
    "an alias as exemption",
    deny(
      `"Action":"kms:Decrypt","NotResource":"«${ALIAS}»","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}`,
    ),
    "kms-alias",
  ],
  ["an alias of a template", res("kms:Decrypt", "«arn:aws:kms:*:${account}:alias/payments»"), "kms-alias"],
  ["a bucket in a Region", res("s3:*", "arn:aws:s3:«eu-west-1»:111122223333:logs/*"), "arn-region"],
  ["a bucket of an account", res("s3:*", "arn:aws:s3::«111122223333»:logs/*"), "arn-account"],
  ["a role in a Region", res("iam:*", "arn:aws:iam:«us-east-1»:*:role/Admin"), "arn-region"],
  ["a role of no account", res("iam:*", "arn:aws:iam::«»:role/Admin"), "arn-account"],
  ["a table in no Region", res("dynamodb:*", "arn:aws:dynamodb:«»:*:table/orders"), "arn-region"],
  ["a table with a bucket's colons", res("dynamodb:*", "arn:aws:dynamodb:«»::table/orders"), "arn-region"],
  ["a queue of no account", res("sqs:*", "arn:aws:sqs:*:«»:jobs"), "arn-account"],
  ["several ARNs in one text", res("s3:*", "«arn:aws:s3:::a/*, arn:aws:s3:::b/*»"), "malformed-arn"],
  ["an ARN with a space at its end", res("s3:*", "«arn:aws:s3:::a/* »"), "malformed-arn"],
  [
    "a secret by its name",
    res("secretsmanager:DeleteSecret", "«arn:aws:secretsmanager:*:*:secret:prod/db»"),
    "malformed-arn",
  ],
  [
    "a topic with its kind",
    deny(`"Action":"«sns:DeleteTopic»","Resource":"arn:aws:sns:*:*:topic/alerts"`),
    "action-resource",
  ],
  [
    "a queue with its kind",
    deny(`"Action":"«sqs:DeleteQueue»","Resource":"arn:aws:sqs:*:*:queue/jobs"`),
    "action-resource",
  ],
  [
    "a role in a Region, under its own action",
    res("iam:DeleteRole", "arn:aws:iam:«us-east-1»:*:role/Admin"),
    "arn-region",
  ],
  ["every role and user exempt", who("«arn:aws:iam::*:*»"), "always-met"],
  ["a variable without its dollar sign", res("s3:*", "arn:aws:s3:::home/«{aws:username}»/*"), "policy-variable"],
  ["a variable in round brackets", res("s3:*", "arn:aws:s3:::home/«$(aws:username)»/*"), "policy-variable"],
  [
    "a variable without brackets",
    on(`"StringNotEqualsIfExists":{"aws:ResourceOrgID":"«$aws:PrincipalOrgID»"}`),
    "policy-variable",
  ],
  [
    "a tag without brackets",
    on(`"StringNotEquals":{"aws:ResourceTag/Team":"«$aws:PrincipalTag/Team»"}`),
    "policy-variable",
  ],
  [
    "a tag of a misspelt key",
    on(`"StringNotEquals":{"aws:ResourceTag/Team":"«\${aws:PrincipleTag/Team}»"}`),
    "policy-variable",
  ],
  ["a variable in an action", deny(`"Action":"s3:«\${aws:PrincipalTag/Verb}»","Resource":"*"`), "policy-variable"],
  ["the session of a role", who("«arn:aws:sts::*:assumed-role/Admin/*»"), "principal-arn"],
  ["a role without the word", who("«arn:aws:iam::*:BreakGlass»"), "principal-arn"],
  ["a role of Identity Center without its path", who("«arn:aws:iam::*:role/AWSReservedSSO_Admin_*»"), "principal-arn"],
  ["the same as a resource", res("iam:*", "«arn:aws:iam::*:role/AWSReservedSSO_*»"), "principal-arn"],
  ["a session of Identity Center", who("«arn:aws:sts::*:assumed-role/AWSReservedSSO_Admin_*/*»"), "principal-arn"],
  ["a role by its name alone", who("«BreakGlass»"), "malformed-arn"],
  ["an address of a bucket", res("s3:DeleteBucket", "«s3://logs»"), "malformed-arn"],
  ["a group as principal", who("«arn:aws:iam::*:group/Admins»"), "principal-arn"],
  ["the root user of no account", who("arn:aws:iam::«»:root"), "arn-account"],
  [
    "the session under a text operator",
    on(`"StringNotLike":{"aws:PrincipalArn":"«arn:aws:sts::*:assumed-role/Admin*»"}`),
    "principal-arn",
  ],
  ["a path that begins with an OU", paths("«ou-ab12-11111111/*»"), "condition-value"],
  ["a path without the root", paths("«o-a1b2c3d4e5/ou-ab12-11111111/*»"), "condition-value"],
  ["a path with two slashes", paths("«o-a1b2c3d4e5//ou-ab12-11111111/*»"), "condition-value"],
];

describe("seeded mistakes in ARNs and paths", () => testMistakes(SERVICE_CONTROL_POLICY, MISTAKES));

const GOOD: readonly Mistake[] = [
  ["an alias, for what is done with aliases", res("kms:*Alias", ALIAS), ""],
  ["an alias beside keys", deny(`"Action":"kms:*","Resource":["${ALIAS}","${KEYS}"]`), ""],
  ["aliases and keys alike", deny('"Action":"kms:*","Resource":"arn:aws:kms:*:*:*"'), ""],
  ["a resource of a template", res("kms:Decrypt", "arn:aws:kms:*:*:${key}"), ""],
  [
    "keys by their alias",
    deny(
      `"Action":"kms:*","Resource":"${KEYS}","Condition":{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/payments"}}`,
    ),
    "",
  ],
  ["an access point", res("s3:*", "arn:aws:s3:eu-west-1:111122223333:accesspoint/logs/object/*"), ""],
  ["a federated user", who("arn:aws:sts::*:federated-user/ops"), ""],
  ["any principal of an account", who("arn:aws:iam::111122223333:*"), ""],
  ["a public parameter", res("ssm:GetParameter", "arn:aws:ssm:*::parameter/aws/*"), ""],
  [
    "a secret with its six characters",
    res("secretsmanager:DeleteSecret", "arn:aws:secretsmanager:*:*:secret:db-a1B2c3"),
    "",
  ],
  ["secrets with any", res("secretsmanager:DeleteSecret", "arn:aws:secretsmanager:*:*:secret:prod/*"), ""],
  ["the account of a variable, in a value", who("arn:aws:iam::${aws:PrincipalAccount}:role/ops"), ""],
  ["the account of a template", res("sqs:*", "arn:${AWS::Partition}:sqs:*:${AWS::AccountId}:jobs"), ""],
  ["a document of AWS", res("ssm:SendCommand", "arn:aws:ssm:*::document/AWS-RunShellScript"), ""],
  ["an image of AWS", res("ec2:RunInstances", "arn:aws:ec2:*::image/*"), ""],
  ["a policy of AWS", res("iam:AttachRolePolicy", "arn:aws:iam::*:role/*"), ""],
  ["a path with wildcards", paths("o-a1b2c3d4e5/*/ou-ab12-11111111/*"), ""],
  ["the path of every organization", paths("*"), ""],
  ["a path down to an OU's OU", paths("o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/"), ""],
];

describe("ARNs and paths that are right", () => {
  for (const [name, text] of GOOD) it(name, () => assert.deepEqual(lint(text), []));
});

const arn = (action: string, resource: string) =>
  policy(`{"Effect":"Deny","Action":"${action}","Resource":"${resource}"}`);
const not = (principal: string) =>
  policy(
    `{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"${principal}"}}}`,
  );

describe("the alias of a KMS key", () => {
  const BUCKET = "arn:aws:s3:::logs/*";
  const on = (rest: string) => policy(`{"Effect":"Deny",${rest}}`);
  const rate = (text: string) =>
    language.getProblems(language.parse(text)).flatMap(({ code, severity }) => (code === "kms-alias" ? severity : []));
  for (const [name, rest, severity] of [
    ["alone, under everything", `"Action":"*","Resource":"${ALIAS}"`, "warning"],
    ["alone, under all of KMS", `"Action":"kms:*","Resource":["${ALIAS}"]`, "warning"],
    ["one of many, under everything", `"Action":"*","Resource":["${BUCKET}","${ALIAS}"]`, "info"],
    ["one of many, under all of KMS", `"Action":["s3:*","kms:*"],"Resource":["${BUCKET}","${ALIAS}"]`, "info"],
    [
      "one of many, under what acts on keys alone",
      `"Action":["s3:*","kms:Encrypt"],"Resource":["${BUCKET}","${ALIAS}"]`,
      "warning",
    ],
    [
      "one of many that are exempt",
      `"Action":"*","NotResource":["${BUCKET}","${ALIAS}"],"Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}`,
      "warning",
    ],
  ] as const) {
    it(`${name}: ${severity}`, () => assert.deepEqual(rate(on(rest)), [severity]));
  }

  it("one of many, under what acts on aliases alone: nothing", () => {
    assert.deepEqual(rate(on(`"Action":["s3:*","kms:*Alias"],"Resource":["${BUCKET}","${ALIAS}"]`)), []);
  });

  it("is not changed for keys where something acts on aliases, which would no longer be denied", () => {
    for (const action of ['"*"', '"kms:*"', '["kms:Decrypt","kms:*Alias"]']) {
      assert.deepEqual([...fix(on(`"Action":${action},"Resource":"${ALIAS}"`), "kms-alias").keys()], []);
    }
  });

  it("is not changed for keys among other resources, which would come under the test", () => {
    const text = on(`"Action":["s3:*","kms:Encrypt"],"Resource":["${BUCKET}","${ALIAS}"]`);
    assert.deepEqual([...fix(text, "kms-alias").keys()], []);
  });
});

describe("quick fixes of ARNs", () => {
  testFixes([
    [
      "keys for their aliases",
      policy(
        '{"Effect":"Deny","Action":"kms:Decrypt","Resource":["arn:aws:kms:*:*:alias/a","arn:aws:kms:*:*:alias/b-*"]}',
      ),
      "kms-alias",
      "Name keys and test kms:ResourceAliases",
      policy(
        `{"Effect":"Deny","Action":"kms:Decrypt","Resource":"${KEYS}","Condition":{"ForAnyValue:StringLike":{"kms:ResourceAliases":["alias/a","alias/b-*"]}}}`,
      ),
    ],
    [
      "an entry for each ARN in one text",
      arn("s3:*", "arn:aws:s3:::a/*,arn:aws:s3:::b/*"),
      "malformed-arn",
      "Make each an entry (2)",
      policy('{"Effect":"Deny","Action":"s3:*","Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]}'),
    ],
    [
      "the dollar sign to a variable",
      arn("s3:*", "arn:aws:s3:::home/{aws:username}/*"),
      "policy-variable",
      "Change to ${aws:username}",
      arn("s3:*", "arn:aws:s3:::home/${aws:username}/*"),
    ],
    [
      "a bucket without Region and account",
      arn("s3:*", "arn:aws:s3:eu-west-1:111122223333:logs/*"),
      "arn-region",
      "Change to arn:aws:s3:::logs/*",
      arn("s3:*", "arn:aws:s3:::logs/*"),
    ],
    [
      "a role without a Region",
      arn("iam:*", "arn:aws:iam:us-east-1:*:role/Admin"),
      "arn-region",
      "Change to arn:aws:iam::*:role/Admin",
      arn("iam:*", "arn:aws:iam::*:role/Admin"),
    ],
    [
      "a table in every Region",
      arn("dynamodb:*", "arn:aws:dynamodb::*:table/orders"),
      "arn-region",
      "Change to arn:aws:dynamodb:*:*:table/orders",
      arn("dynamodb:*", "arn:aws:dynamodb:*:*:table/orders"),
    ],
    [
      "a table in every Region and account",
      arn("dynamodb:*", "arn:aws:dynamodb:::table/orders"),
      "arn-region",
      "Change to arn:aws:dynamodb:*:*:table/orders",
      arn("dynamodb:*", "arn:aws:dynamodb:*:*:table/orders"),
    ],
    [
      "every account's root user",
      not("arn:aws:iam:::root"),
      "arn-account",
      "Change to arn:aws:iam::*:root",
      not("arn:aws:iam::*:root"),
    ],
    [
      "the role of a session",
      not("arn:aws:sts::*:assumed-role/Admin/*"),
      "principal-arn",
      "Change to arn:aws:iam::*:role/Admin",
      not("arn:aws:iam::*:role/Admin"),
    ],
  ]);
});
