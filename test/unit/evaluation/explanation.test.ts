import assert from "node:assert/strict";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import { allow, beside, createOrganization, createRequest, deny, IDS, policy } from "../../fixtures/scenarios/scenario";

const REGION = { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } };

describe("a verdict explains itself", () => {
  it("level by level, root first", () => {
    const organization = createOrganization({
      scps: { production: beside(deny({ Sid: "No" })), web: [policy(allow({ Action: "s3:*" }))] },
    });
    const [scps, rcps] = createEvaluator(organization).evaluate(createRequest({})).legs;
    assert.deepEqual(
      scps?.levels.map(({ targetId, denied, deniedBy, allowed, allowedBy }) => [
        targetId,
        denied,
        deniedBy?.sid,
        allowed,
        allowedBy?.policyId,
      ]),
      [
        [IDS.root, "no", undefined, "yes", "p-FullAWSAccess"],
        [IDS.production, "yes", "No", "yes", "p-FullAWSAccess"],
        [IDS.web, "no", undefined, "no", undefined],
      ],
    );
    assert.equal(rcps?.verdict, "notSubject");
    assert.match(rcps?.reason ?? "", /do not reach the service ec2/);
  });

  it("with the conditions that would decide", () => {
    const organization = createOrganization({ scps: { root: beside(deny({ Sid: "Regions", Condition: REGION })) } });
    assert.deepEqual(createEvaluator(organization).evaluate(createRequest({})).openConditions, [
      {
        targetId: IDS.root,
        policyId: "p-scproot1",
        sid: "Regions",
        statement: 0,
        effect: "Deny",
        key: "aws:RequestedRegion",
        operator: "StringNotEquals",
        values: ["eu-west-1"],
      },
    ]);
  });

  it("by the place of a statement that has no Sid", () => {
    const organization = createOrganization({ scps: { root: beside(deny({ Action: "s3:*" }), deny({})) } });
    const verdict = createEvaluator(organization).evaluate(createRequest({}));
    assert.equal(verdict.statement, 1);
    assert.equal(
      verdict.reason,
      "Denied by statement 2 of the SCP scp-root-1 (p-scproot1), attached to Root (r-a1b2).",
    );
  });
});

describe("policies of other types", () => {
  it("say nothing to a request, whatever stands in them", () => {
    const organization = createOrganization({});
    const types = ["BACKUP_POLICY", "CHATBOT_POLICY", "TAG_POLICY", "DECLARATIVE_POLICY_EC2", "A_TYPE_OF_TOMORROW"];
    const policies = types.map((type, index) => ({
      ...{ id: `p-other000${index}`, arn: "", name: type, description: "", type, awsManaged: false },
      content: JSON.stringify(policy(deny({}))),
    }));
    const attachments = policies.flatMap(({ id }) =>
      [IDS.root, IDS.production, IDS.web].map((targetId) => ({ policyId: id, targetId })),
    );
    const others = {
      ...organization,
      policies: [...organization.policies, ...policies],
      attachments: [...organization.attachments, ...attachments],
    };
    assert.deepEqual(
      createEvaluator(others).evaluate(createRequest({})),
      createEvaluator(organization).evaluate(createRequest({})),
    );
  });
});

describe("a catalogue of actions", () => {
  const organization = createOrganization({ scps: { root: beside(deny({ Resource: "arn:aws:s3:::prod/*" })) } });
  const types: Readonly<Record<string, readonly string[]>> = { "s3:GetObject": ["object"], "s3:ListAllMyBuckets": [] };
  const actions = {
    getAction: (name: string) => {
      const resourceTypes = types[name];
      return resourceTypes && { resourceTypes };
    },
  };
  const ask = (action: string, resource?: string) =>
    createEvaluator(organization, actions).evaluate(
      createRequest({ action, ...(resource !== undefined && { resource }) }),
    ).verdict;

  it("tells that an action without resources needs none", () => assert.equal(ask("s3:ListAllMyBuckets"), "allowed"));
  it("tells that * is no resource of an action that has some", () =>
    assert.equal(ask("s3:GetObject", "*"), "conditional"));
  it("tells nothing of an action that it does not know", () => assert.equal(ask("s3:NewAction"), "conditional"));
  it("settles whose RCPs count", () => {
    const rcps = { production: [policy(deny({ Principal: "*", Action: "s3:*" }))] };
    const across = createRequest({ action: "s3:GetObject", accountId: IDS.team, resourceAccountId: IDS.web });
    assert.equal(createEvaluator(createOrganization({ rcps }), actions).evaluate(across).verdict, "explicitDeny");
    const listing = { ...across, action: "s3:ListAllMyBuckets" };
    assert.equal(createEvaluator(createOrganization({ rcps }), actions).evaluate(listing).verdict, "conditional");
  });
});
