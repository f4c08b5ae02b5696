import assert from "node:assert/strict";
import fc from "fast-check";
import type { EvaluationRequest } from "../../../src/evaluation/request";
import { compareOpinions, prepareSimulation, type SimulationCase } from "../../../src/evaluation/simulation";
import type { OrganizationContents } from "../../../src/organization/model";
import {
  allow,
  beside,
  createOrganization,
  createRequest,
  deny,
  FULL_ACCESS,
  IDS,
  policy,
} from "../../fixtures/scenarios/scenario";
import { knownRequest, organizationParts } from "../../reference/arbitraries";
import { simulate } from "../../reference/simulator";
import { catalogue } from "../policy/language";

const FULL = policy(allow({}));
const REGION = { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } };

function prepare(contents: OrganizationContents, request: Partial<EvaluationRequest> = {}): SimulationCase {
  const prepared = prepareSimulation(contents, createRequest(request), catalogue);
  assert.ok("question" in prepared, JSON.stringify(prepared));
  return prepared;
}

const refuse = (contents: OrganizationContents, request: Partial<EvaluationRequest> = {}) => {
  const prepared = prepareSimulation(contents, createRequest(request), catalogue);
  return "obstacle" in prepared ? prepared.obstacle : "asked";
};

describe("what AWS is asked for a second opinion", () => {
  it("is the SCPs level by level, root first, a level without one included", () => {
    const denying = policy(deny({ Action: "s3:*" }));
    const contents = createOrganization({ scps: { root: [FULL_ACCESS, denying], production: [], web: [FULL_ACCESS] } });
    const { question, levels } = prepare(contents);
    assert.deepEqual(levels, ["Root", "Production", "Web"]);
    assert.deepEqual(
      question.levels.map((texts) => texts.map((text): unknown => JSON.parse(text))),
      [[FULL, denying], [], [FULL]],
    );
  });

  it("comes with what decides whatever the request is, before what decides since a key is absent", () => {
    const regions = policy(deny({ Action: "*", Condition: REGION }));
    const denying = policy(deny({ Sid: "NoMachines", Action: "ec2:*" }));
    const contents = createOrganization({ scps: { root: [FULL_ACCESS, regions], production: [FULL_ACCESS, denying] } });
    assert.match(prepare(contents).reason, /NoMachines/);
  });

  it("brings what follows from request and organization, each with its type", () => {
    const { question } = prepare(createOrganization({}), {
      principal: `arn:aws:iam::${IDS.web}:role/Deployer`,
      context: {
        "aws:MultiFactorAuthAge": "300",
        "aws:TagKeys": ["a"],
        "aws:SourceIp": "192.0.2.1",
        "own:Thing": ["x", "y"],
      },
    });
    const path = `${IDS.organization}/${IDS.root}/${IDS.production}/`;
    assert.deepEqual(Object.fromEntries(question.context.map(({ key, type, values }) => [key, [type, ...values]])), {
      "aws:PrincipalArn": ["string", `arn:aws:iam::${IDS.web}:role/Deployer`],
      "aws:PrincipalAccount": ["string", IDS.web],
      "aws:PrincipalOrgID": ["string", IDS.organization],
      "aws:PrincipalOrgPaths": ["stringList", path],
      "aws:PrincipalIsAWSService": ["boolean", "false"],
      "aws:ResourceAccount": ["string", IDS.web],
      "aws:ResourceOrgID": ["string", IDS.organization],
      "aws:ResourceOrgPaths": ["stringList", path],
      "aws:MultiFactorAuthAge": ["numeric", "300"],
      "aws:TagKeys": ["stringList", "a"],
      "aws:SourceIp": ["ip", "192.0.2.1"],
      "own:Thing": ["stringList", "x", "y"],
    });
  });

  it("names the keys that AWS takes as absent, and answers the same question itself", () => {
    const contents = createOrganization({ scps: { root: beside(deny({ Condition: REGION })) } });
    const { missingContext, verdict, question } = prepare(contents, { action: "ec2:DescribeRegions" });
    assert.deepEqual(missingContext, ["aws:RequestedRegion"]);
    assert.equal(verdict, "explicitDeny", "a negated operator holds for an absent key");
    assert.equal(compareOpinions(verdict, simulate(question)), "same");
  });

  it("names no key that the request tells", () => {
    const contents = createOrganization({ scps: { root: beside(deny({ Condition: REGION })) } });
    const asked = { action: "ec2:DescribeRegions", context: { "aws:requestedregion": "eu-west-1" } };
    assert.deepEqual(prepare(contents, asked).missingContext, []);
  });

  it("is nothing where no SCP applies, or where not all of them are known", () => {
    const contents = createOrganization({});
    assert.match(refuse(contents, { accountId: IDS.management }), /management account/);
    assert.match(refuse(contents, { principal: { service: "ec2.amazonaws.com" } }), /service/);
    assert.match(refuse(createOrganization({ policyTypes: [] })), /not enabled/);
    const gaps = [{ operation: "DescribePolicy", resource: "p-scpweb1", reason: "denied" }];
    assert.match(refuse(createOrganization({ scps: { web: beside(deny({})) }, gaps })), /^The SCPs are not all known/);
  });
});

describe("two opinions", () => {
  const denied = { decision: "explicitDeny", allowedByOrganizations: false } as const;
  const allowed = { decision: "allowed", allowedByOrganizations: true } as const;

  it("are the same, or not, where both commit themselves", () => {
    assert.equal(compareOpinions("allowed", allowed), "same");
    assert.equal(compareOpinions("allowed", denied), "different");
    assert.equal(compareOpinions("explicitDeny", denied), "same");
    assert.equal(compareOpinions("implicitDeny", denied), "same");
    assert.equal(compareOpinions("implicitDeny", allowed), "different");
  });

  it("are not compared where one does not", () => {
    assert.equal(compareOpinions("conditional", denied), "open");
    assert.equal(compareOpinions("unknown", allowed), "open");
    assert.equal(compareOpinions("explicitDeny", { decision: "allowed" }), "open");
  });

  it("never differ between the evaluator and a naive reading of AWS's pages", () => {
    let compared = 0;
    fc.assert(
      fc.property(organizationParts, knownRequest, ({ scps }, request) => {
        const { question, verdict } = prepare(createOrganization({ scps }), request);
        const agreement = compareOpinions(verdict, simulate(question));
        assert.notEqual(agreement, "different");
        if (agreement === "same") compared++;
      }),
      { numRuns: 150, seed: 20261125 },
    );
    assert.ok(compared > 100, `${compared} of 150 were compared`);
  });
});
