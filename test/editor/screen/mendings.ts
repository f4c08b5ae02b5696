import {
  showDeny as deny,
  showDenyWhen as when,
  showPolicy as policy,
  showRcpDenyWhen as rcpWhen,
} from "../../../src/policy/rules/examples";

/**
 * What a quick fix does to a policy that shows a diagnostic: `«before→after»` where the text changes, and `‸` where the
 * caret stands, else before the first change.
 */
export type Mending = readonly [code: string, title: string, text: string];

const S3 = '"Action":"s3:*","Resource":"*"';
const OVER_LINES = [
  "{",
  '  "Version": "2012-10-17",',
  '  "Statement": [',
  "    {",
  '      "Effect": "Deny",',
  '      "Action": "s3:*"«→,',
  '      "Resource": "*"»',
  "    }",
  "  ]",
  "}",
];
const REMARK = ["{", '  "Version": "2012-10-17",«', "  ‸// only S3→»", `  "Statement": {"Effect":"Deny",${S3}}`, "}"];

/** The organization that some of them speak of is TechCorp. */
export const SCP_MENDINGS: readonly Mending[] = [
  ["json-syntax", "Insert the missing comma", `{"Version":"2012-10-17"«→,» ‸"Statement":{"Effect":"Deny",${S3}}}`],
  ["json-comment", "Remove the comment", REMARK.join("\n")],
  ["json-comment", "Remove the comment", REMARK.join("\n").replace("//", "#")],
  ["wrapped-policy", "Take the policy out", `«{"‸PolicyDocument":→»${policy(`{"Effect":"Deny",${S3}}`)}«}→»`],
  ["json-trailing-comma", "Remove the comma", deny('"Action":["s3:*"«,→»],"Resource":"*"')],
  [
    "second-document",
    "Move its statements into the first policy",
    `{"Version":"2012-10-17","Statement":«→[»{"Effect":"Deny",${S3}}«→, {"Effect":"Deny","Action":"ec2:*","Resource":"*"}]»}` +
      `« ‸${deny('"Action":"ec2:*","Resource":"*"')}→»`,
  ],
  [
    "duplicate-key",
    "Merge into the first Action",
    deny('"Action":«→[»"s3:*"«→, "ec2:*"]»,«‸"Action":"ec2:*",→»"Resource":"*"'),
  ],
  ["unknown-element", "Change to Action", deny('"Action«s→»":"s3:*","Resource":"*"')],
  ["id-element", "Remove Id", `{"Version":"2012-10-17",«"‸Id":"guard",→»"Statement":{"Effect":"Deny",${S3}}}`],
  ["wrong-type", "Take it out of the list", policy(`{"Effect":«[→»"Deny"«]→»,${S3}}`)],
  ["missing-version", "Add the Version", `‸{«→"Version":"2012-10-17",»"Statement":{"Effect":"Deny",${S3}}}`],
  [
    "invalid-version",
    "Change to 2012-10-17",
    `{"Version":"«2026-11-24→2012-10-17»","Statement":{"Effect":"Deny",${S3}}}`,
  ],
  ["missing-element", 'Add Resource: "*"', OVER_LINES.join("\n").replace("{\n      ", "‸{\n      ")],
  ["missing-element", "Add Action", policy('[‸{"Effect":"Deny",«→"Action":"",»"Resource":"*"}]')],
  [
    "empty-list",
    "Remove the statement",
    policy(`[{"Effect":"Deny",${S3}}«,{"Effect":"Deny","Action":‸[],"Resource":"*"}→»]`),
  ],
  ["conflicting-elements", "Remove NotAction", deny('"Action":"s3:*",«"‸NotAction":"s3:GetObject",→»"Resource":"*"')],
  ["invalid-effect", "Change to Deny", policy(`{"Effect":"«deny→Deny»",${S3}}`)],
  ["invalid-sid", "Rename deny-s3 to DenyS3", policy(`{"Sid":"«deny-s3→DenyS3»","Effect":"Deny",${S3}}`)],
  [
    "duplicate-sid",
    "Rename A to A2",
    policy(`[{"Sid":"A","Effect":"Deny",${S3}},{"Sid":"A‸«→2»","Effect":"Deny","Action":"ec2:*","Resource":"*"}]`),
  ],
  ["look-alike-character", "Change to -", deny('"Action":"s3:*","Resource":"arn:aws:s3:::team«–→-»logs/*"')],
  ["scp-principal", "Remove Principal", deny(`«"‸Principal":"*",→»${S3}`)],
  ["malformed-action", "Change to s3:*", deny('"Action":"s3«→:*»","Resource":"*"')],
  [
    "wildcard-service",
    "Name each service (4)",
    deny(
      '"Action":«"‸sec*:Delete*"→["secretsmanager:Delete*","securityagent:Delete*","securityhub:Delete*","securitylake:Delete*"]»,"Resource":"*"',
    ),
  ],
  ["unknown-service", "Change to cloudtrail", deny('"Action":"cloudtr«ia→ai»l:StopLogging","Resource":"*"')],
  ["unknown-action", "Change to DeleteBucket", deny('"Action":"s3:DeleteBu‸«→c»ket","Resource":"*"')],
  ["unmatched-wildcard", "Change to Describe*", deny('"Action":"ec2:Des«rc→cr»ibe*","Resource":"*"')],
  ["malformed-arn", "Change to arn:aws:s3:::logs/*", deny('"Action":"s3:*","Resource":"«→arn:aws:»s3:::logs/*"')],
  ["arn-partition", "Change to aws", deny('"Action":"s3:*","Resource":"arn:«asw→aws»:s3:::logs/*"')],
  ["arn-service", "Change to s3", deny('"Action":"s3:*","Resource":"arn:aws:«s4→s3»:::logs/*"')],
  [
    "arn-region",
    "Change to eu-west-1",
    deny('"Action":"sqs:*","Resource":"arn:aws:sqs:eu-w«→e»st-1:210987654321:jobs"'),
  ],
  ["arn-account", "Change to 012345678901", deny('"Action":"iam:*","Resource":"arn:aws:iam::«→0»12345678901:role/x"')],
  [
    "action-resource",
    "Remove s3:ListBucket",
    deny('"Action":["s3:GetObject"«,"‸s3:ListBucket"→»],"Resource":"arn:aws:s3:::logs/*"'),
  ],
  [
    "kms-alias",
    "Name keys and test kms:ResourceAliases",
    deny(
      '"Action":"kms:Decrypt","Resource":"‸arn:aws:kms:*:*:«alias/payments→key/*»"«→,"Condition":{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/payments"}}»',
    ),
  ],
  ["unknown-operator", "Change to StringEquals", when('"StringEqual«→s»":{"aws:RequestedRegion":"eu-west-1"}')],
  [
    "unknown-condition-key",
    "Change to aws:RequestedRegion",
    when('"StringEquals":{"aws:Request«→ed»Region":"eu-west-1"}'),
  ],
  [
    "unused-condition-key",
    "Remove the test of ec2:InstanceType",
    deny(
      '"Action":"ec2:StartVpcEndpointServicePrivateDnsVerification","Resource":"*"«,"Condition":{"StringNotEquals":{"‸ec2:InstanceType":"t3.micro"}}→»',
    ),
  ],
  ["operator-type", "Change to IpAddress", when('"«StringEquals→IpAddress»":{"aws:SourceIp":"203.0.113.0/24"}')],
  [
    "set-operator-single-value",
    "Change to StringEquals",
    when('"«ForAllValues:→»StringEquals":{"aws:RequestedRegion":"eu-west-1"}'),
  ],
  [
    "missing-set-operator",
    "Change to ForAnyValue:StringEquals",
    when('"«→ForAnyValue:»StringEquals":{"aws:CalledVia":"athena.amazonaws.com"}'),
  ],
  [
    "for-all-values-allow",
    "Add a test of aws:TagKeys",
    policy(
      '{"Effect":"Allow","Action":"s3:PutObjectTagging","Resource":"*","Condition":{"‸ForAllValues:StringEquals":{"aws:TagKeys":["Team","Stage"]}«→,"Null":{"aws:TagKeys":"false"}»}}',
    ),
  ],
  [
    "for-all-values-deny",
    "Add a test of aws:TagKeys",
    when('"‸ForAllValues:StringEquals":{"aws:TagKeys":["Temporary"]}«→,"Null":{"aws:TagKeys":"false"}»'),
  ],
  [
    "condition-value",
    "Change to 210987654321",
    when('"StringEquals":{"aws:PrincipalAccount":"«2109-8765-4321→210987654321»"}'),
  ],
  [
    "literal-wildcard",
    "Change to StringNotLike",
    when('"StringNot«Equals→Like»":{"aws:PrincipalTag/Team":"‸platform-*"}'),
  ],
  [
    "unknown-region",
    "Change to eu-central-1",
    when(
      '"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-centr«→a»l-1"]}',
      '"Action":"ec2:*","Resource":"*"',
    ),
  ],
  [
    "partial-key-deny",
    "Narrow the Resource to arn:aws:ec2:*:*:instance/*",
    when(
      '"StringNotLike":{"‸ec2:InstanceType":"t3.*"}',
      '"Action":"ec2:RunInstances","Resource":"«→arn:aws:ec2:*:*:instance/»*"',
    ),
  ],
  [
    "principal-arn",
    "Change to arn:aws:iam::*:role/BreakGlass",
    when('"ArnNotLike":{"aws:PrincipalArn":"‸arn:aws:«sts→iam»::*:«assumed-→»role/BreakGlass«/*→»"}'),
  ],
  [
    "private-address",
    "Remove 10.0.0.0/8",
    when('"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24"«,"‸10.0.0.0/8"→»]},"Bool":{"aws:ViaAWSService":"false"}'),
  ],
  [
    "address-host-bits",
    "Change to 203.0.113.0/24",
    when('"NotIpAddress":{"aws:SourceIp":"203.0.113.«7→0»/24"},"Bool":{"aws:ViaAWSService":"false"}'),
  ],
  [
    "policy-variable",
    "Change to aws:username",
    deny('"Action":"s3:*","Resource":"arn:aws:s3:::home/${aws:usernam«→e»}/*"'),
  ],
  [
    "empty-condition",
    "Remove the test of aws:RequestedRegion",
    deny(`${S3}«,"Condition":{"StringEquals":{"aws:RequestedRegion":‸[]}}→»`),
  ],
  [
    "always-met",
    "Remove the test of aws:SecureTransport",
    deny(`${S3}«,"Condition":{"Bool":{"aws:SecureTransport":‸["true","false"]}}→»`),
  ],
  [
    "combined-tag-tests",
    "Write a statement for each tag (2)",
    policy(
      '«→[»{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"Null":{"aws:RequestTag/Team":"true"' +
        '«→}}},{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"Null":{»«,→»"‸aws:RequestTag/Stage":"true"}}}«→]»',
    ),
  ],
  [
    "combined-requirements",
    "Write a statement for each test (2)",
    policy(
      '«→[»{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"StringNotEquals":{"ec2:InstanceType":"t3.micro"' +
        '«→}}},{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*","Condition":{"StringNotEquals":{»«,→»"‸ec2:MetadataHttpTokens":"required"}}}«→]»',
    ),
  ],
  [
    "covered-exemption",
    "Remove the test of aws:PrincipalArn",
    when(
      '"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}«,"ArnNotLike":{"‸aws:PrincipalArn":"arn:aws:iam::111122223333:role/Admin"}→»',
    ),
  ],
  [
    "cancelled-exemption",
    "Spare all of them in statement 1, without this one",
    `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":«"eu-west-1"→["eu-west-1","eu-central-1"]»}}}«,{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringNotEquals":{"‸aws:RequestedRegion":"eu-central-1"}}}→»]}`,
  ],
  [
    "exclusive-tests",
    "Write a statement for each test (2)",
    policy(
      `«→[»{"Effect":"Deny",${S3},"Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}` +
        `«→}},{"Effect":"Deny",${S3},"Condition":{»«,→»"StringLike":{"‸aws:RequestedRegion":"eu-*"}}}«→]»`,
    ),
  ],
  [
    "private-exemption",
    "Write a statement for each test (2)",
    policy(
      `«→[»{"Effect":"Deny",${S3},"Condition":{"NotIpAddress":{"‸aws:VpcSourceIp":"10.1.0.0/16"}` +
        `«→,"Bool":{"aws:ViaAWSService":"false"}}},{"Effect":"Deny",${S3},"Condition":{»«,→»"StringNotEquals":{"aws:SourceVpc":"vpc-0a1b2c3d4e5f60718"},"Bool":{"aws:ViaAWSService":"false"}}}«→]»`,
    ),
  ],
  [
    "absent-key-deny",
    "Add a test of aws:ViaAWSService",
    when(
      '"StringNotEquals":{"‸aws:SourceVpce":"vpce-0a1b2c3d4e5f60718"}«→,"BoolIfExists":{"aws:ViaAWSService":"false"}»',
    ),
  ],
  [
    "region-deny-global",
    "Exempt the global services (6)",
    deny(
      '«"Action":"*"→"NotAction":["iam:*","organizations:*","route53:*","cloudfront:*","sts:*","support:*"]»,"Resource":"*","Condition":{"StringNotEquals":{"‸aws:RequestedRegion":["eu-west-1"]}}',
    ),
  ],
  [
    "service-linked-role",
    "Remove the statement",
    policy(
      `[{"Effect":"Deny",${S3}}«,{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"‸arn:aws:iam::*:role/aws-service-role/*"}}}→»]`,
    ),
  ],
  [
    "management-account",
    "Remove 100200300400",
    when('"StringEquals":{"aws:PrincipalAccount":["210987654321"«,"‸100200300400"→»]}'),
  ],
  [
    "matches-nothing",
    "Remove the statement",
    policy(`[{"Effect":"Deny",${S3}}«,{"Effect":"Deny","NotAction":"‸*","Resource":"*"}→»]`),
  ],
  [
    "overridden-allow",
    "Remove the statement",
    policy(`[«{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},→»{"Effect":"Deny",${S3}}]`),
  ],
  [
    "redundant-statement",
    "Remove the statement",
    policy(`[{"Effect":"Deny",${S3}}«,‸{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}→»]`),
  ],
  ["redundant-action", "Remove s3:DeleteBucket", deny('"Action":["s3:Delete*"«,"‸s3:DeleteBucket"→»],"Resource":"*"')],
  [
    "redundant-resource",
    "Remove arn:aws:s3:::logs/*",
    deny('"Action":"s3:*","Resource":["arn:aws:s3:::logs*"«,"‸arn:aws:s3:::logs/*"→»]'),
  ],
  [
    "redundant-value",
    "Remove platform-core",
    when('"StringNotLike":{"aws:PrincipalTag/Team":["platform*"«,"‸platform-core"→»]}'),
  ],
  [
    "foreign-organization",
    "Change to o-techcorp42",
    when('"StringNotEquals":{"aws:ResourceOrgID":"o-«z9y8x7w6v5→techcorp42»"}'),
  ],
  ["foreign-partition", "Change to aws", deny('"Action":"s3:*","Resource":"arn:«aws-cn→aws»:s3:::logs/*"')],
  ["unknown-account", "Change to 210987654321", when('"StringNotEquals":{"aws:PrincipalAccount":"21098765432«2→1»"}')],
  [
    "closed-account",
    "Remove 876543210987",
    when('"StringNotEquals":{"aws:PrincipalAccount":["210987654321"«,"‸876543210987"→»]}'),
  ],
  ["constant-key", "Change to aws:ViaAWSService", when('"Bool":{"aws:«PrincipalIsAWSService→ViaAWSService»":"true"}')],
  [
    "unknown-organizational-unit",
    "Change to ou-tc01-prod4kx7",
    when('"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-techcorp42/r-tc01/ou-tc01-prod4kx«8→7»/*"}'),
  ],
  ["policy-size", "Remove white space (10,241 characters)", `‸${deny(S3)}«${" ".repeat(10_241)}→»`],
];

export const RCP_MENDINGS: readonly Mending[] = [
  [
    "rcp-federated-callers",
    "Remove sts:*",
    rcpWhen(
      '"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}',
    ).replace('"s3:*"', '["s3:*"«,"‸sts:*"→»]'),
  ],
  [
    "absent-key-pass",
    "Change to BoolIfExists",
    rcpWhen(
      '"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"Bool«→IfExists»":{"aws:PrincipalIsAWSService":"false"}',
    ),
  ],
  ["rcp-effect", "Change to Deny", policy(`{"Effect":"«Allow→Deny»","Principal":"*",${S3}}`)],
  ["rcp-principal", 'Change to "*"', deny(`"Principal":«{"AWS":→»"*"«}→»,${S3}`)],
  [
    "rcp-element",
    "Turn NotPrincipal into a condition",
    deny(
      '"«NotPrincipal":"210987654321"→Principal": "*"»,"Action":"s3:*","Resource":"*"«→,"Condition":{"StringNotEquals":{"aws:PrincipalAccount":"210987654321"}}»',
    ),
  ],
  ["rcp-action", "Remove iam:*", deny('"Principal":"*","Action":["s3:*"«,"‸iam:*"→»],"Resource":"*"')],
  [
    "rcp-service-principals",
    "Add a test of aws:PrincipalIsAWSService",
    rcpWhen(
      '"StringNotEqualsIfExists":{"‸aws:PrincipalOrgID":"o-techcorp42"}«→,"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}»',
    ),
  ],
  [
    "inverted-null",
    "Change to false",
    rcpWhen(
      '"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-techcorp42"},"Bool":{"aws:PrincipalIsAWSService":"true"},"Null":{"aws:SourceAccount":"«‸true→false»"}',
    ),
  ],
  [
    "rcp-source-guard",
    "Add a test of aws:PrincipalIsAWSService",
    rcpWhen(
      '"StringNotEqualsIfExists":{"‸aws:SourceOrgID":"o-techcorp42"}«→,"Bool":{"aws:PrincipalIsAWSService":"true"},"Null":{"aws:SourceAccount":"false"}»',
    ),
  ],
];

export const TAG_POLICY_MENDINGS: readonly Mending[] = [
  ["management-syntax", "Change to @@assign", '{"tags":{"CostCenter":{"tag_value":{"@@«asign→assign»":["100"]}}}}'],
];
