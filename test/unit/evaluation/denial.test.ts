import assert from "node:assert/strict";
import { explainDenial } from "../../../src/evaluation/denial/explainDenial";
import { type Denial, parseDenial } from "../../../src/evaluation/denial/parseDenial";
import { allow, beside, createOrganization, deny, FULL_ACCESS, IDS, policy } from "../../fixtures/scenarios/scenario";
import { SMALL_ACTIONS } from "../../fixtures/smallCatalogue";

const USER = `arn:aws:iam::${IDS.web}:user/eve`;
const SESSION = `arn:aws:sts::${IDS.web}:assumed-role/Engineer/eve`;
const SCP_ARN = `arn:aws:organizations::${IDS.management}:policy/o-exampleorgid/service_control_policy/p-scpproduction1`;
const says = (rest: string, who = USER) => `User: ${who} is not authorized to perform: ec2:RunInstances${rest}`;

describe("a message of denied access", () => {
  const messages: [string, string, Partial<Denial>][] = [
    [
      "the classic form",
      `An error occurred (AccessDenied) when calling the RunInstances operation: ${says(` on resource: arn:aws:ec2:eu-west-1:${IDS.web}:instance/* with an explicit deny in a service control policy`)}`,
      {
        kind: "explicitDeny",
        policyType: "SERVICE_CONTROL_POLICY",
        resource: `arn:aws:ec2:eu-west-1:${IDS.web}:instance/*`,
      },
    ],
    [
      "the form of 2026, which names the policy",
      says(` on resource: * with an explicit deny in a service control policy: ${SCP_ARN}`),
      { policyArn: SCP_ARN, policyId: "p-scpproduction1", policyType: "SERVICE_CONTROL_POLICY" },
    ],
    [
      "the form of 2026 with a link behind it",
      says(
        ` with an explicit deny in a service control policy: ${SCP_ARN}. Go to https://us-east-1.console.aws.amazon.com/x`,
      ),
      { policyId: "p-scpproduction1" },
    ],
    [
      "a missing Allow",
      says(" because no service control policy allows the ec2:RunInstances action"),
      { kind: "implicitDeny", policyType: "SERVICE_CONTROL_POLICY" },
    ],
    [
      "an RCP",
      says(" on resource: arn:aws:s3:::b/k with an explicit deny in a resource control policy"),
      { policyType: "RESOURCE_CONTROL_POLICY" },
    ],
    [
      "another kind of policy",
      says(" because no identity-based policy allows the ec2:RunInstances action"),
      { policyKind: "identity-based policy" },
    ],
    ["one that says no more", says(""), { action: "ec2:RunInstances", principal: USER }],
    [
      "one with an encoded part",
      `You are not authorized to perform this operation. ${says(" on resource: * with an explicit deny in a service control policy", SESSION)}. Encoded authorization failure message: XQ_jq-de5=`,
      { encodedMessage: "XQ_jq-de5=", policyType: "SERVICE_CONTROL_POLICY", principal: SESSION },
    ],
    [
      "one wrapped by a terminal",
      says(" on resource: *\n  with an explicit deny\n  in a service control policy"),
      { kind: "explicitDeny" },
    ],
    [
      "an event of CloudTrail",
      JSON.stringify(
        {
          awsRegion: "eu-west-3",
          sourceIPAddress: "203.0.113.7",
          errorMessage: says(" with an explicit deny in a service control policy"),
        },
        undefined,
        2,
      ),
      { kind: "explicitDeny", context: { "aws:RequestedRegion": ["eu-west-3"], "aws:SourceIp": ["203.0.113.7"] } },
    ],
  ];
  for (const [name, text, expected] of messages) {
    it(`is read: ${name}`, () => {
      const denial = parseDenial(text);
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(denial?.[key as keyof Denial], value, key);
    });
  }

  it("is read from a decoded message, with its context", () => {
    const decoded = {
      ...{
        allowed: false,
        explicitDeny: true,
        matchedStatements: { items: [{ statementId: "Regions", effect: "DENY" }] },
      },
      context: {
        ...{ principal: { id: "AIDA", arn: USER }, action: "ec2:RunInstances", resource: "*" },
        conditions: { items: [{ key: "aws:RequestedRegion", values: { items: [{ value: "eu-west-3" }] } }] },
      },
    };
    const denial = parseDenial(JSON.stringify({ DecodedMessage: JSON.stringify(decoded) }));
    assert.deepEqual(denial?.context, { "aws:RequestedRegion": ["eu-west-3"] });
    assert.equal(denial?.sid, "Regions");
    assert.equal(denial?.isContextComplete, true);
  });

  for (const text of ["", "Access Denied", "{", "User: eve is not authorized to perform: everything"])
    it(`is none: ${text}`, () => assert.equal(parseDenial(text), undefined));
});

const read = (text: string) => parseDenial(text) ?? assert.fail("the message is read");

describe("why access was denied", () => {
  const REGION = { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } };

  it("is found down to the statement, with the least that releases it", () => {
    const scps = { production: beside(deny({ Action: "s3:*" }), deny({ Sid: "NoEc2", Action: "ec2:*" })) };
    const contents = createOrganization({ scps });
    const message = says(" with an explicit deny in a service control policy", SESSION);
    const { suspects, opening } = explainDenial(contents, read(message), SMALL_ACTIONS);
    assert.deepEqual(
      suspects.map(({ targetId, sid, statement, isSure }) => [targetId, sid, statement, isSure]),
      [[IDS.production, "NoEc2", 1, true]],
    );
    assert.deepEqual(
      opening?.opens.map((account) => account.name),
      ["Web"],
    );
    assert.equal(opening?.verdict, "allowed");
    assert.equal(
      opening?.edits[0]?.content,
      JSON.stringify(
        policy(deny({ Action: "s3:*" }), {
          ...deny({ Sid: "NoEc2", Action: "ec2:*" }),
          Condition: { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${IDS.web}:role/Engineer` } },
        }),
      ),
    );
  });

  it("names what may have denied, where the message leaves out what would tell", () => {
    const scps = { root: beside(deny({ Sid: "Regions", Condition: REGION })), web: beside(deny({ Action: "s3:*" })) };
    const { suspects } = explainDenial(
      createOrganization({ scps }),
      read(says(" with an explicit deny in a service control policy")),
    );
    assert.deepEqual(
      suspects.map(({ sid, isSure }) => [sid, isSure]),
      [["Regions", false]],
    );
  });

  it("joins an exemption that is there", () => {
    const Condition = { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/Admin"] } };
    const contents = createOrganization({ scps: { production: beside(deny({ Condition })) } });
    const { opening } = explainDenial(contents, read(says(" with an explicit deny in a service control policy")));
    assert.match(opening?.edits[0]?.content ?? "", new RegExp(`\\["arn:aws:iam::\\*:role/Admin","${USER}"\\]`));
  });

  it("is a level that lacks an Allow, which opens every account below", () => {
    const contents = createOrganization({ scps: { root: [policy(allow({ Action: "s3:*" }))] } });
    const message = says(" because no service control policy allows the ec2:RunInstances action");
    const { closed, suspects, opening } = explainDenial(contents, read(message), SMALL_ACTIONS);
    assert.deepEqual([closed.map((level) => level.targetId), suspects], [[IDS.root], []]);
    assert.deepEqual(
      opening?.opens.map((account) => account.name),
      ["Web", "Team"],
    );
    assert.equal(opening?.edits[0]?.allowed, "ec2:RunInstances");
  });

  it("is an RCP whose exemption opens every account that it protects", () => {
    const stranger = `arn:aws:iam::${IDS.stranger}:role/Partner`;
    const rcps = { root: [policy({ ...deny({ Action: "sqs:*" }), Principal: "*" })] };
    const message =
      `User: ${stranger} is not authorized to perform: sqs:SendMessage on resource: ` +
      `arn:aws:sqs:eu-west-1:${IDS.web}:orders with an explicit deny in a resource control policy`;
    const { suspects, opening } = explainDenial(createOrganization({ rcps }), read(message), SMALL_ACTIONS);
    assert.deepEqual(
      suspects.map(({ targetId }) => targetId),
      [IDS.root],
    );
    assert.deepEqual(opening?.edits[0]?.exempted, [stranger]);
    assert.deepEqual(
      opening?.opens.map((account) => account.name),
      ["Web", "Team"],
    );
  });

  it("is an RCP of another account, whose bucket's ARN does not tell the account", () => {
    const rcps = { development: [policy({ ...deny({ Sid: "Data", Action: "s3:*" }), Principal: "*" })] };
    const message =
      `User: ${USER} is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::bucket/key ` +
      "with an explicit deny in a resource control policy";
    const { suspects, mismatch, opening } = explainDenial(createOrganization({ rcps }), read(message), SMALL_ACTIONS);
    assert.equal(mismatch, undefined);
    assert.deepEqual(
      suspects.map(({ targetId, sid, isSure }) => [targetId, sid, isSure]),
      [[IDS.development, "Data", false]],
    );
    assert.deepEqual(
      opening?.opens.map((account) => account.name),
      ["Team"],
    );
  });

  it("cannot be opened in a policy that AWS manages", () => {
    const contents = createOrganization({ scps: { root: [policy(allow({ Action: "s3:*" }))] } });
    const policies = contents.policies.map((one) => ({ ...one, awsManaged: true }));
    const message = says(" because no service control policy allows the ec2:RunInstances action");
    assert.equal(explainDenial({ ...contents, policies }, read(message)).opening, undefined);
  });

  const mismatches: [string, string, string][] = [
    [
      "another kind of policy denied",
      says(" because no identity-based policy allows the ec2:RunInstances action"),
      "otherPolicyKind",
    ],
    [
      "a policy that is not known here denied",
      says(
        ` with an explicit deny in a service control policy: ${SCP_ARN.replace("p-scpproduction1", "p-somebodyelses")}`,
      ),
      "policyUnknown",
    ],
    ["nothing here denies", says(" with an explicit deny in a service control policy"), "notDenied"],
    [
      "the principal lies outside",
      says(" with an explicit deny in a service control policy", USER.replace(IDS.web, IDS.stranger)),
      "outside",
    ],
  ];
  for (const [name, text, mismatch] of mismatches) {
    it(`is not told where ${name}`, () => {
      const contents = createOrganization({ scps: { production: [FULL_ACCESS, policy(deny({ Action: "s3:*" }))] } });
      assert.equal(explainDenial(contents, read(text)).mismatch, mismatch);
    });
  }
});
