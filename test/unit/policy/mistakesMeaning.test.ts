import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { ORGANIZATION } from "./knownOrganization";
import { lint } from "./language";
import { deny, type Mistake, on, rcp, rcpOn, REST, scp, testMistakes } from "./seeded";

const resource = (arn: string, action = "s3:*") => deny(`"Action":"${action}","Resource":"${arn}"`);
const regions = (rest: string) => deny(`${rest},"Condition":{"StringNotEquals":{"«aws:RequestedRegion»":"eu-west-1"}}`);

const ARN_MISTAKES: readonly Mistake[] = [
  ["no ARN", resource("«logs/*»"), "malformed-arn"],
  ["ARN without its arn:", resource("«aws:s3:::logs/*»"), "malformed-arn"],
  ["ARN in capitals", resource("«ARN:aws:s3:::logs/*»"), "malformed-arn"],
  ["space before the ARN", resource("« arn:aws:s3:::logs/*»"), "malformed-arn"],
  ["empty resource", resource("«»"), "malformed-arn"],
  ["two colons for three", resource("«arn:aws:s3::logs»"), "malformed-arn"],
  ["service alone", resource("«arn:aws:s3»"), "malformed-arn"],
  ["ARN without a resource", resource("«arn:aws:s3:::»"), "malformed-arn"],
  ["role by its name alone", on(`"ArnNotLike":{"aws:PrincipalArn":"«role/BreakGlass»"}`), "malformed-arn"],
  ["star for an ARN", on(`"ArnNotEquals":{"aws:PrincipalArn":"«*»"}`), "malformed-arn"],
  ["misspelt partition", resource("arn:«asw»:s3:::logs/*"), "arn-partition"],
  ["cloud for a partition", resource("arn:«aws-china»:s3:::logs/*"), "arn-partition"],
  ["no partition", resource("arn:«»:s3:::logs/*"), "arn-partition"],
  ["misspelt service", resource("arn:aws:«dynamdb»:*:*:table/x", "dynamodb:*"), "arn-service"],
  ["service in capitals", resource("arn:aws:«S3»:::logs/*"), "arn-service"],
  ["wildcard in the service", resource("arn:aws:«s*»:::logs/*"), "arn-service"],
  ["no service", resource("arn:aws:«»:::logs/*"), "arn-service"],
  ["misspelt Region", resource("arn:aws:sqs:«eu-wst-1»:111122223333:jobs", "sqs:*"), "arn-region"],
  ["Region of another partition", resource("arn:aws:sqs:«cn-north-1»:111122223333:jobs", "sqs:*"), "arn-region"],
  ["Region of GovCloud", resource("arn:aws:sqs:«us-gov-west-1»:111122223333:jobs", "sqs:*"), "arn-region"],
  ["availability zone", resource("arn:aws:sqs:«eu-west-1a»:111122223333:jobs", "sqs:*"), "arn-region"],
  ["account too short", resource("arn:aws:sqs:eu-west-1:«11112222333»:jobs", "sqs:*"), "arn-account"],
  ["account too long", resource("arn:aws:sqs:eu-west-1:«1111222233334»:jobs", "sqs:*"), "arn-account"],
  ["name for an account", resource("arn:aws:iam::«production»:role/x", "iam:*"), "arn-account"],
  [
    "account too short in a condition",
    on(`"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::«1111222233»:role/x"}`),
    "arn-account",
  ],
  [
    "bucket action on objects",
    deny(`"Action":["s3:GetObject","«s3:ListBucket»"],"Resource":"arn:aws:s3:::logs/*"`),
    "action-resource",
  ],
  ["object action on a bucket", resource("arn:aws:s3:::logs", "«s3:PutObject»"), "action-resource"],
  ["role action on a user", resource("arn:aws:iam::*:user/x", "«iam:UpdateRole»"), "action-resource"],
  ["action of one service on another's", resource("arn:aws:sqs:*:*:jobs", "«sns:Publish»"), "action-resource"],
  ["action without resources", resource("arn:aws:s3:::logs", "«s3:ListAllMyBuckets»"), "action-resource"],
  ["long dash", resource("arn:aws:s3:::team«–»logs/*"), "look-alike-character"],
  [
    "space that does not break",
    on(`"StringEquals":{"aws:PrincipalTag/Team":"core«\u00a0»team"}`),
    "look-alike-character",
  ],
  ["space that nobody sees", resource("arn:aws:s3:::logs«\u200b»/*"), "look-alike-character"],
];

const MEANING_MISTAKES: readonly Mistake[] = [
  ["Region restriction of everything", regions(`"Action":"*","Resource":"*"`), "region-deny-global"],
  [
    "Region restriction but for one service",
    regions(`"NotAction":["iam:*","sts:*"],"Resource":"*"`),
    "region-deny-global",
  ],
  [
    "Region restriction that spares services",
    deny(
      `"Action":"*","Resource":"*","Condition":{"StringNotEquals":{"«aws:RequestedRegion»":"eu-west-1"},"BoolIfExists":{"aws:ViaAWSService":"false"}}`,
    ),
    "region-deny-global",
  ],
  [
    "Region restriction with an exempt role",
    deny(
      `"Action":"*","Resource":"*","Condition":{"StringNotEquals":{"«aws:RequestedRegion»":"eu-west-1"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/BreakGlass"}}`,
    ),
    "region-deny-global",
  ],
  [
    "admins by a pattern",
    on(`"ArnNotLike":{"aws:PrincipalArn":"«arn:aws:iam::*:role/*Admin*»"}`),
    "guessable-exemption",
  ],
  [
    "roles by their beginning",
    on(`"ArnNotLike":{"aws:PrincipalArn":["«arn:aws:iam::*:role/ops-*»"]}`),
    "guessable-exemption",
  ],
  [
    "roles by a text operator",
    on(`"StringNotLike":{"aws:PrincipalArn":"«arn:aws:iam::*:role/ci/*»"}`),
    "guessable-exemption",
  ],
  [
    "users by a pattern",
    on(`"ArnNotLikeIfExists":{"aws:PrincipalArn":"«arn:aws:iam::111122223333:user/*-admin»"}`),
    "guessable-exemption",
  ],
  [
    "Deny for a service-linked role",
    on(`"ArnLike":{"aws:PrincipalArn":"«arn:aws:iam::*:role/aws-service-role/config.amazonaws.com/*»"}`),
    "service-linked-role",
  ],
  ["NotAction of everything", deny(`"NotAction":["«*»"],"Resource":"*"`), "matches-nothing"],
  ["NotResource of everything", deny(`"Action":"s3:*","NotResource":"«*»"`), "matches-nothing"],
  ["Deny of everything", deny(`"Action":"«*»","Resource":"*"`), "deny-everything"],
  ["Deny of everything, in a list", deny(`"Action":["«*:*»"],"Resource":["*"]`), "deny-everything"],
  ["NotAction of one service", deny(`"«NotAction»":["s3:Get*","s3:List*"],"Resource":"*"`), "unlimited-not-action"],
  ["NotAction of one action", deny(`"«NotAction»":"ec2:DescribeInstances","Resource":"*"`), "unlimited-not-action"],
  [
    "NotResource for an action without",
    deny(`"Action":"s3:ListAllMyBuckets","«NotResource»":"arn:aws:s3:::logs"`),
    "unlimited-not-resource",
  ],
  [
    "NotResource for some actions without",
    deny(`"Action":["sqs:SendMessage","sqs:ListQueues","kms:ListKeys"],"«NotResource»":"arn:aws:sqs:*:*:jobs"`),
    "unlimited-not-resource",
  ],
  [
    "Allow under a Deny",
    scp(`[{"Effect":"Deny",${REST}},{"Sid":"«Read»","Effect":"Allow","Action":"s3:Get*","Resource":"*"}]`),
    "overridden-allow",
  ],
  [
    "Allow with a condition under a Deny",
    scp(
      `[«{»"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Effect":"Deny",${REST}}]`,
    ),
    "overridden-allow",
  ],
  [
    "the same statement twice",
    scp(`[{"Sid":"A","Effect":"Deny",${REST}},{"Sid":"«B»","Effect":"Deny",${REST}}]`),
    "redundant-statement",
  ],
  [
    "the same with its list turned",
    scp(
      `[{"Effect":"Deny","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"},«{»"Effect":"Deny","Action":["s3:putobject","s3:getobject"],"Resource":"*"}]`,
    ),
    "redundant-statement",
  ],
  [
    "statement under a wider one",
    scp(`[«{»"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"},{"Effect":"Deny",${REST}}]`),
    "redundant-statement",
  ],
  [
    "statement with more conditions than another",
    scp(
      `[{"Effect":"Deny",${REST}},{"Sid":"«B»","Effect":"Deny",${REST},"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]`,
    ),
    "redundant-statement",
  ],
  [
    "statement under all but others",
    scp(
      `[{"Effect":"Deny","NotAction":["iam:*","s3:List*"],"Resource":"*"},«{»"Effect":"Deny","Action":["s3:DeleteBucket","ec2:*"],"Resource":"*"}]`,
    ),
    "redundant-statement",
  ],
  [
    "Allow under a Deny of all but others",
    scp(
      `[«{»"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Deny","NotAction":"iam:*","NotResource":"arn:aws:s3:::b/*"}]`,
    ),
    "overridden-allow",
  ],
  [
    "statement for fewer values than another's",
    scp(
      `[{"Effect":"Deny",${REST},"Condition":{"StringEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-2"]}}},«{»"Effect":"Deny",${REST},"Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-2"}}}]`,
    ),
    "redundant-statement",
  ],
  [
    "statement that exempts more than another",
    scp(
      `[«{»"Effect":"Deny",${REST},"Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-2"]}}},{"Effect":"Deny",${REST},"Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-2"}}}]`,
    ),
    "redundant-statement",
  ],
  ["curly quotes around all", resource("«“»*”"), "look-alike-character"],
  ["dashes in a Region", on(`"StringEquals":{"aws:RequestedRegion":"eu«–»west–1"}`), "look-alike-character"],
  ["action twice", deny(`"Action":["s3:GetObject","ec2:*","«s3:getobject»"],"Resource":"*"`), "redundant-action"],
  ["action under a wildcard", deny(`"Action":["s3:Get*","«s3:GetObject»"],"Resource":"*"`), "redundant-action"],
  ["wildcard under a wider one", deny(`"Action":["«s3:GetObject*»","s3:Get*"],"Resource":"*"`), "redundant-action"],
  [
    "exemption under a wider one",
    deny(`"NotAction":["iam:*","«iam:GetRole»","sts:*"],"Resource":"*"`),
    "redundant-action",
  ],
  [
    "resource twice",
    deny(`"Action":"s3:*","Resource":["arn:aws:s3:::logs","«arn:aws:s3:::logs»"]`),
    "redundant-resource",
  ],
  ["resource under a star", deny(`"Action":"s3:*","Resource":["*","«arn:aws:s3:::logs»"]`), "redundant-resource"],
  ["value twice", on(`"StringEquals":{"aws:PrincipalTag/Team":["a","b","«a»"]}`), "redundant-value"],
  ["value under a pattern", on(`"StringLike":{"aws:PrincipalTag/Team":["a*","«abc»"]}`), "redundant-value"],
];

const ORGANIZATION_MISTAKES: readonly Mistake[] = [
  ["another organization", on(`"StringNotEquals":{"aws:ResourceOrgID":"«o-z9y8x7w6v5»"}`), "foreign-organization"],
  [
    "another organization beside ours",
    on(`"StringNotEquals":{"aws:ResourceOrgID":["o-a1b2c3d4e5","«o-z9y8x7w6v5»"]}`),
    "foreign-organization",
  ],
  [
    "path of another organization",
    on(`"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"«o-z9y8x7w6v5»/r-ab12/*"}`),
    "foreign-organization",
  ],
  ["an ARN of another partition", deny(`"Action":"s3:*","Resource":"arn:«aws-cn»:s3:::logs/*"`), "foreign-partition"],
  [
    "a role of another partition",
    on(`"ArnNotLike":{"aws:PrincipalArn":"arn:«aws-us-gov»:iam::*:role/x"}`),
    "foreign-partition",
  ],
  ["a Region of another partition", on(`"StringEquals":{"aws:RequestedRegion":["«cn-north-1»"]}`), "foreign-partition"],
  ["unknown account", on(`"StringEquals":{"aws:PrincipalAccount":"«999900001111»"}`), "unknown-account"],
  [
    "unknown account in an ARN",
    on(`"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::«999900001111»:role/x"}`),
    "unknown-account",
  ],
  ["suspended account", on(`"StringNotEquals":{"aws:ResourceAccount":"«777788889999»"}`), "closed-account"],
  [
    "suspended account in an ARN",
    on(`"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::«777788889999»:role/x"}`),
    "closed-account",
  ],
  ["the management account", on(`"StringEquals":{"aws:PrincipalAccount":"«111122223333»"}`), "management-account"],
  [
    "a root user of the management account",
    on(`"ArnLike":{"aws:PrincipalArn":"«arn:aws:iam::111122223333:root»"}`),
    "management-account",
  ],
  [
    "an OU that does not exist",
    on(`"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/«ou-ab12-99999999»/*"}`),
    "unknown-organizational-unit",
  ],
  [
    "a root that does not exist",
    on(`"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/«r-zz99»/*"}`),
    "unknown-organizational-unit",
  ],
  [
    "an OU in the wrong place",
    on(`"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/«ou-ab12-22222222»/*"}`),
    "unknown-organizational-unit",
  ],
];

const ALLOW_MISTAKES: readonly Mistake[] = [
  ["Allow of one service", scp(`{"Effect":"«Allow»","Action":"s3:*","Resource":"*"}`), "allow-beside-full-access"],
  [
    "Allow beside a Deny",
    scp(`[{"Effect":"Deny","Action":"ec2:*","Resource":"*"},{"Effect":"«Allow»","NotAction":"ec2:*","Resource":"*"}]`),
    "allow-beside-full-access",
  ],
];

const FULL_MISTAKES: readonly Mistake[] = [
  [
    "a Deny where no slot is free",
    `«{»"Version":"2012-10-17","Statement":{"Effect":"Deny",${REST}}}`,
    "attachment-limit",
  ],
  [
    "two statements where no slot is free",
    `«{»"Version":"2012-10-17","Statement":[{"Effect":"Deny",${REST}},{"Effect":"Deny","Action":"sqs:*","Resource":"*"}]}`,
    "attachment-limit",
  ],
];

const RCP_MISTAKES: readonly Mistake[] = [
  ["bucket action on objects", rcp(`"Action":"«s3:ListBucket»","Resource":"arn:aws:s3:::logs/*"`), "action-resource"],
  ["action twice", rcp(`"Action":["sqs:*","«sqs:SendMessage»"],"Resource":"*"`), "redundant-action"],
  [
    "resources of the management account",
    rcpOn(`"StringEquals":{"aws:ResourceAccount":"«111122223333»"}`),
    "management-account",
  ],
];

const OLD_MISTAKES: readonly Mistake[] = [
  ["NotAction with Allow", scp(`{"Effect":"Allow","«NotAction»":"iam:*","Resource":"*"}`), "newer-grammar"],
  [
    "condition with Allow",
    scp(`{"Effect":"Allow",${REST},"«Condition»":{"Bool":{"aws:SecureTransport":"true"}}}`),
    "newer-grammar",
  ],
  [
    "one resource with Allow",
    scp(`{"Effect":"Allow","Action":"s3:*","«Resource»":"arn:aws:s3:::logs/*"}`),
    "newer-grammar",
  ],
  ["NotResource", deny(`"Action":"s3:GetObject","«NotResource»":"arn:aws:s3:::logs/*"`), "newer-grammar"],
  ["wildcard within a name", deny(`"Action":"s3:«*Object»","Resource":"*"`), "newer-grammar"],
];

describe("statements that reach what others do not", () => {
  for (const [name, statements] of [
    [
      "some of what the other leaves out",
      `{"Effect":"Deny","NotAction":"s3:Get*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}`,
    ],
    [
      "a resource that the other may leave out",
      `{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::\${aws:username}/*"},{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::a/*"}`,
    ],
    [
      "other values",
      `{"Effect":"Deny",${REST},"Condition":{"StringEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-3"]}}},{"Effect":"Deny",${REST},"Condition":{"StringEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-2"]}}}`,
    ],
  ] as const) {
    it(name, () => {
      const found = lint(scp(`[${statements}]`));
      assert.ok(!found.some((problem) => problem.startsWith("redundant-statement")));
    });
  }
});

describe("seeded mistakes in ARNs", () => testMistakes(SERVICE_CONTROL_POLICY, ARN_MISTAKES));

describe("seeded mistakes in meaning", () => testMistakes(SERVICE_CONTROL_POLICY, MEANING_MISTAKES));

describe("seeded mistakes against a known organization", () => {
  testMistakes(SERVICE_CONTROL_POLICY, ORGANIZATION_MISTAKES, { organization: ORGANIZATION });
  testMistakes(RESOURCE_CONTROL_POLICY, RCP_MISTAKES, { organization: ORGANIZATION });
});

describe("seeded mistakes at known targets", () => {
  const target = { id: "ou-ab12-11111111", name: "Production", attached: 2, hasFullAccess: true };
  testMistakes(SERVICE_CONTROL_POLICY, ALLOW_MISTAKES, { targets: [target] });
  testMistakes(SERVICE_CONTROL_POLICY, FULL_MISTAKES, { targets: [{ ...target, attached: 10 }] });
});

describe("seeded mistakes as of 2025-01-01", () => {
  testMistakes(SERVICE_CONTROL_POLICY, OLD_MISTAKES, { asOf: "2025-01-01" });
});
