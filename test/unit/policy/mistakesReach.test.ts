import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { fix, policy, testFixes } from "./fixCases";
import { ORGANIZATION } from "./knownOrganization";
import { lint } from "./language";
import { type Mistake, on, rcp, rcpOn, scp, testMistakes } from "./seeded";

/** Mistakes about whom SCPs and RCPs reach, and who carries a key. */
const MISTAKES: readonly Mistake[] = [
  ["services in an SCP", on(`"Bool":{"«aws:PrincipalIsAWSService»":"true"}`), "constant-key"],
  [
    "one service in an SCP",
    on(`"StringEquals":{"«aws:PrincipalServiceName»":"cloudtrail.amazonaws.com"}`),
    "constant-key",
  ],
  ["an RCP's guard in an SCP", on(`"StringNotEqualsIfExists":{"«aws:SourceOrgID»":"o-a1b2c3d4e5"}`), "constant-key"],
  [
    "the whole of an RCP's guard in an SCP",
    on(
      `"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"},"Bool":{"«aws:PrincipalIsAWSService»":"true"},"Null":{"aws:SourceAccount":"false"}`,
    ),
    "constant-key",
  ],
  [
    "callers of other organizations in an SCP",
    on(`"StringNotEquals":{"«aws:PrincipalOrgID»":"o-a1b2c3d4e5"}`),
    "constant-key",
  ],
  [
    "a second factor that access keys need not have",
    on(`"«Bool»":{"aws:MultiFactorAuthPresent":"false"}`),
    "absent-key-pass",
  ],
  ["a user by the name of root", on(`"StringLike":{"aws:PrincipalArn":"«arn:aws:iam::*:user/root»"}`), "principal-arn"],
];

const web = (condition: string) =>
  rcp(`"Action":"sts:AssumeRoleWithWebIdentity","Resource":"*","Condition":{${condition}}`);
const GITHUB = `"token.actions.githubusercontent.com:sub":"repo:techcorp/*"`;

const NAMES: readonly Mistake[] = [
  ["a role by part of its name", on(`"StringNotLike":{"aws:PrincipalArn":"«*BreakGlass*»"}`), "guessable-exemption"],
  ["a role's name for its id", on(`"StringNotLike":{"aws:userid":"«BreakGlass:*»"}`), "condition-value"],
  [
    "two ARNs in one text",
    on(`"ArnNotLike":{"aws:PrincipalArn":"«arn:aws:iam::*:role/A, arn:aws:iam::*:role/B»"}`),
    "malformed-arn",
  ],
  ["a path for an organization", on(`"StringNotLike":{"aws:ResourceOrgID":"«o-a1b2c3d4e5/*»"}`), "condition-value"],
];

const RCP_MISTAKES: readonly Mistake[] = [
  [
    "tokens of one provider alone",
    web(`"StringNotLike":{${GITHUB.replace(/^"([^"]*)"/, '"«$1»"')}}`),
    "rcp-federated-callers",
  ],
  [
    "whoever belongs to no organization",
    rcpOn(`"«ForAnyValue:StringNotLike»":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"}`),
    "absent-key-pass",
  ],
  [
    "resources of other organizations in an RCP",
    rcpOn(`"StringNotEquals":{"«aws:ResourceOrgID»":"o-a1b2c3d4e5"}`),
    "constant-key",
  ],
  [
    "services alone for services aside",
    rcpOn(
      `"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"BoolIfExists":{"aws:PrincipalIsAWSService":"«true»"}`,
    ),
    "rcp-service-principals",
  ],
  [
    "one role alone, for all of a service",
    rcpOn(`"ArnNotLikeIfExists":{"«aws:PrincipalArn»":"arn:aws:iam::*:role/Ops"}`),
    "rcp-service-principals",
  ],
  ["what RCPs never reach", rcp(`"Action":["kms:CreateGrant","«kms:RetireGrant»"],"Resource":"*"`), "rcp-action"],
  [
    "a service as principal beside its source",
    scp(
      `{"Effect":"Deny","Principal":«{"Service":"sns.amazonaws.com"}»,"Action":"s3:PutObject","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceOrgID":"o-a1b2c3d4e5"}}}`,
    ),
    "rcp-principal",
  ],
];

describe("seeded mistakes about whom policies reach", () => {
  testMistakes(SERVICE_CONTROL_POLICY, MISTAKES);
  testMistakes(SERVICE_CONTROL_POLICY, NAMES);
  testMistakes(RESOURCE_CONTROL_POLICY, RCP_MISTAKES);
});

const GOOD: readonly (readonly [name: string, text: string, type?: typeof RESOURCE_CONTROL_POLICY])[] = [
  [
    "sessions of a role, and a user, by id",
    on(`"StringNotLike":{"aws:userid":["AROAEXAMPLEID:*","AIDAEXAMPLEID","*:me@example.com","111122223333"]}`),
  ],
  ["an organization by a wildcard", on(`"StringNotLike":{"aws:ResourceOrgID":"o-*"}`)],
  ["a role by its name, in any account", on(`"StringNotLike":{"aws:PrincipalArn":"*:role/BreakGlass"}`)],
  ["services that an SCP spares", on(`"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}`)],
  ["a service that an SCP spares", on(`"StringNotEquals":{"aws:PrincipalServiceName":"sns.amazonaws.com"}`)],
  ["callers of one's own organization", on(`"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}`)],
  [
    "callers of other OUs",
    on(`"ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}`),
  ],
  [
    "the caller's own organization",
    rcpOn(
      `"StringNotEqualsIfExists":{"aws:ResourceOrgID":"\${aws:PrincipalOrgID}"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}`,
    ),
    RESOURCE_CONTROL_POLICY,
  ],
  [
    "secrets, which nobody reads without credentials",
    rcp(
      `"Action":["secretsmanager:*","kms:Decrypt"],"Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"Bool":{"aws:PrincipalIsAWSService":"false"}}`,
    ),
    RESOURCE_CONTROL_POLICY,
  ],
  [
    "a second factor of sessions",
    on(`"Bool":{"aws:MultiFactorAuthPresent":"false"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Admin"}`),
  ],
  ["what a service does for someone", on(`"Bool":{"aws:ViaAWSService":"true"}`)],
  [
    "tokens of two providers",
    web(`"StringNotLike":{${GITHUB},"gitlab.com:sub":"project_path:techcorp/*"}`),
    RESOURCE_CONTROL_POLICY,
  ],
  [
    "access keys that another statement speaks of",
    policy(
      `{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}`,
      `{"Effect":"Deny","Action":"s3:Delete*","Resource":"*","Condition":{"Null":{"aws:MultiFactorAuthPresent":"true"}}}`,
    ),
  ],
];

describe("what is meant of whom policies reach", () => {
  for (const [name, text, type = SERVICE_CONTROL_POLICY] of GOOD) {
    it(name, () => assert.deepEqual(lint(text, { type }), []));
  }

  it("leaves callers of an organization that is not one's own to another rule", () => {
    const text = on(`"StringNotEquals":{"aws:PrincipalOrgID":"o-z9y8x7w6v5"}`);
    assert.deepEqual(lint(text, { organization: ORGANIZATION }), ["foreign-organization: o-z9y8x7w6v5"]);
  });
});

const OTHER = `{"Effect":"Deny","Action":"ec2:DeleteVpc","Resource":"*"}`;
const when = (condition: string, ...others: string[]) =>
  policy(`{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{${condition}}}`, ...others);

describe("quick fixes of whom policies reach", () => {
  testFixes([
    [
      "a statement less where no request meets a test",
      when(`"StringEquals":{"aws:SourceAccount":"111122223333"}`, OTHER),
      "constant-key",
      "Remove the statement",
      policy(OTHER),
    ],
    [
      "the organization of the resource",
      when(`"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}`),
      "constant-key",
      "Change to aws:ResourceOrgID",
      when(`"StringNotEquals":{"aws:ResourceOrgID":"o-a1b2c3d4e5"}`),
    ],
    [
      "calls without the key denied as well",
      when(`"Bool":{"aws:MultiFactorAuthPresent":"false","aws:ViaAWSService":"false"}`),
      "absent-key-pass",
      "Change to BoolIfExists",
      when(`"Bool":{"aws:ViaAWSService":"false"},"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}`),
    ],
    [
      "services left out, not them alone denied",
      rcpOn(`"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"Bool":{"aws:PrincipalIsAWSService":"true"}`),
      "rcp-service-principals",
      "Change to false",
      rcpOn(`"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"Bool":{"aws:PrincipalIsAWSService":"false"}`),
      { type: RESOURCE_CONTROL_POLICY },
    ],
    [
      "the tokens of other providers left out",
      web(`"StringNotLike":{${GITHUB}}`),
      "rcp-federated-callers",
      "Add a test of token.actions.githubusercontent.com:sub",
      web(`"StringNotLike":{${GITHUB}},"Null":{"token.actions.githubusercontent.com:sub":"false"}`),
      { type: RESOURCE_CONTROL_POLICY },
    ],
  ]);

  it("remove no statement that denies everyone", () => {
    const text = when(`"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-a1b2c3d4e5"}`, OTHER);
    assert.deepEqual([...fix(text, "constant-key").keys()], ["Change to aws:ResourceOrgID"]);
  });
});
