import assert from "node:assert/strict";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import { parseRequests } from "../../../src/evaluation/parseRequests";
import type { EvaluationRequest, RequestPolicies } from "../../../src/evaluation/request";
import type { PolicyKind, VerdictKind } from "../../../src/evaluation/verdict";
import {
  allow,
  beside,
  createOrganization,
  createRequest,
  deny,
  IDS,
  policy,
  type Statement,
} from "../../fixtures/scenarios/scenario";

const LOGIC = "IAM User Guide, Policy evaluation logic (reference_policies_evaluation-logic)";
const CROSS =
  "IAM User Guide, Cross-account policy evaluation logic (reference_policies_evaluation-logic-cross-account)";
const BOUNDARY = "IAM User Guide, Permissions boundaries for IAM entities (access_policies_boundaries)";
const PRINCIPAL = "IAM User Guide, AWS JSON policy elements: Principal (reference_policies_elements_principal)";

const USER = `arn:aws:iam::${IDS.web}:user/eve`;
const SESSION = `arn:aws:sts::${IDS.web}:assumed-role/Engineer/eve`;
const ROLE = `arn:aws:iam::${IDS.web}:role/Engineer`;
const GET = allow({ Action: "s3:GetObject" });
const text = (...statements: readonly Statement[]) => JSON.stringify(policy(...statements));
const ALL = text(allow({}));
const S3 = text(GET);
const EC2 = text(allow({ Action: "ec2:*" }));
const NONE = text(deny({ Action: "sqs:*" }));
const to = (Principal: unknown, more: object = {}) => text({ ...GET, Principal, ...more });

interface Case {
  readonly name: string;
  readonly source: string;
  readonly policies: RequestPolicies;
  readonly request?: Partial<EvaluationRequest>;
  readonly verdict: VerdictKind;
  readonly by?: PolicyKind;
}

const across = { resourceAccountId: IDS.team };
const MFA = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };

const CASES: readonly Case[] = [
  { name: "an identity policy allows", source: LOGIC, policies: { identity: [S3] }, verdict: "allowed" },
  {
    name: "one of several identity policies allows",
    source: LOGIC,
    policies: { identity: [EC2, S3] },
    verdict: "allowed",
  },
  { name: "nothing allows", source: LOGIC, policies: { identity: [EC2] }, verdict: "implicitDeny", by: "identity" },
  { name: "no policy at all", source: LOGIC, policies: {}, verdict: "implicitDeny", by: "identity" },
  {
    name: "an identity policy denies",
    source: LOGIC,
    policies: { identity: [ALL, text(deny({ Sid: "No" }))] },
    verdict: "explicitDeny",
    by: "identity",
  },
  {
    name: "the boundary does not allow",
    source: BOUNDARY,
    policies: { identity: [ALL], boundary: EC2 },
    verdict: "implicitDeny",
    by: "boundary",
  },
  {
    name: "the boundary grants nothing",
    source: BOUNDARY,
    policies: { boundary: ALL },
    verdict: "implicitDeny",
    by: "identity",
  },
  {
    name: "the boundary denies",
    source: BOUNDARY,
    policies: { identity: [ALL], boundary: text(allow({}), deny({})) },
    verdict: "explicitDeny",
    by: "boundary",
  },
  {
    name: "the session policy does not allow",
    source: LOGIC,
    policies: { identity: [ALL], session: [EC2] },
    request: { principal: SESSION },
    verdict: "implicitDeny",
    by: "session",
  },
  {
    name: "identity, boundary and session all allow",
    source: LOGIC,
    policies: { identity: [ALL], boundary: S3, session: [S3] },
    request: { principal: SESSION },
    verdict: "allowed",
  },
  {
    name: "the resource's policy denies",
    source: LOGIC,
    policies: { identity: [ALL], resource: text({ ...deny({}), Principal: "*" }) },
    verdict: "explicitDeny",
    by: "resource",
  },
  {
    name: "the resource's policy names the user, whom no boundary limits then",
    source: BOUNDARY,
    policies: { boundary: EC2, resource: to({ AWS: USER }) },
    request: { principal: USER },
    verdict: "allowed",
  },
  {
    name: "the resource's policy names the session, whom no session policy limits then",
    source: LOGIC,
    policies: { session: [EC2], resource: to({ AWS: [SESSION] }) },
    request: { principal: SESSION },
    verdict: "allowed",
  },
  {
    name: "the resource's policy names the role, whom its boundary limits",
    source: BOUNDARY,
    policies: { boundary: EC2, resource: to({ AWS: ROLE }) },
    request: { principal: SESSION },
    verdict: "implicitDeny",
    by: "identity",
  },
  {
    name: "the resource's policy names the role",
    source: LOGIC,
    policies: { resource: to({ AWS: ROLE }) },
    request: { principal: SESSION },
    verdict: "allowed",
  },
  {
    name: "the resource's policy names the account, which passes nothing on",
    source: PRINCIPAL,
    policies: { resource: to({ AWS: IDS.web }) },
    verdict: "implicitDeny",
    by: "identity",
  },
  {
    name: "the resource's policy names another user",
    source: PRINCIPAL,
    policies: { resource: to({ AWS: `${USER}2` }) },
    request: { principal: USER },
    verdict: "implicitDeny",
  },
  {
    name: "the resource's policy names everyone",
    source: PRINCIPAL,
    policies: { resource: to("*") },
    verdict: "allowed",
  },
  {
    name: "the resource's policy excepts the user from a Deny",
    source: PRINCIPAL,
    policies: { identity: [ALL], resource: text({ ...deny({}), NotPrincipal: { AWS: USER } }) },
    request: { principal: USER },
    verdict: "allowed",
  },
  {
    name: "the resource's policy names an AWS service",
    source: PRINCIPAL,
    policies: { resource: to({ Service: "cloudtrail.amazonaws.com" }) },
    request: { principal: { service: "cloudtrail.amazonaws.com" } },
    verdict: "allowed",
  },
  {
    name: "the resource's policy names another service",
    source: PRINCIPAL,
    policies: { resource: to({ Service: "sns.amazonaws.com" }) },
    request: { principal: { service: "cloudtrail.amazonaws.com" } },
    verdict: "implicitDeny",
    by: "resource",
  },
  {
    name: "an unsigned request to what everyone may read",
    source: PRINCIPAL,
    policies: { resource: to("*") },
    request: { principal: "anonymous" },
    verdict: "allowed",
  },
  {
    name: "across accounts both sides allow",
    source: CROSS,
    policies: { identity: [ALL], resource: to({ AWS: IDS.web }) },
    request: across,
    verdict: "allowed",
  },
  {
    name: "across accounts the identity does not",
    source: CROSS,
    policies: { resource: to({ AWS: USER }) },
    request: { ...across, principal: USER },
    verdict: "implicitDeny",
    by: "identity",
  },
  {
    name: "across accounts the resource does not",
    source: CROSS,
    policies: { identity: [ALL], resource: to({ AWS: IDS.stranger }) },
    request: across,
    verdict: "implicitDeny",
    by: "resource",
  },
  {
    name: "across accounts nothing is told of the resource",
    source: CROSS,
    policies: { identity: [ALL] },
    request: across,
    verdict: "unknown",
  },
  {
    name: "an Allow that depends",
    source: LOGIC,
    policies: { identity: [text({ ...GET, ...MFA })] },
    verdict: "conditional",
  },
  {
    name: "a Deny that depends",
    source: LOGIC,
    policies: { identity: [ALL, text(deny(MFA))] },
    verdict: "conditional",
  },
  {
    name: "an Allow that depends and is met",
    source: LOGIC,
    policies: { identity: [text({ ...GET, ...MFA })] },
    request: { context: { "aws:MultiFactorAuthPresent": "true" } },
    verdict: "allowed",
  },
  { name: "a policy that cannot be read", source: LOGIC, policies: { identity: ["{"] }, verdict: "unknown" },
  {
    name: "an SCP has the last word",
    source: LOGIC,
    policies: { identity: [ALL] },
    request: { action: "ec2:RunInstances" },
    verdict: "explicitDeny",
    by: "organization",
  },
  {
    name: "only Deny statements grant nothing",
    source: LOGIC,
    policies: { identity: [NONE] },
    verdict: "implicitDeny",
  },
];

describe("a request that brings policies", () => {
  const organization = createOrganization({ scps: { root: beside(deny({ Action: "ec2:*" })) } });
  for (const { name, source, policies, request, verdict, by } of CASES) {
    it(name, () => {
      const asked = { action: "s3:GetObject", resource: "arn:aws:s3:::b/k", ...request, policies };
      const { access } = createEvaluator(organization).evaluate(createRequest(asked));
      assert.equal(access?.verdict, verdict, `${access?.reason} (${source})`);
      if (by) assert.equal(access?.policyKind, by, access?.reason);
      assert.match(access?.reason ?? "", /^[A-Z].*\.$/s);
    });
  }

  it("leaves what SCPs and RCPs say as it is", () => {
    const request = createRequest({ action: "s3:GetObject", policies: {} });
    const { access: _, ...plain } = createEvaluator(organization).evaluate(request);
    const { policies: __, ...bare } = request;
    assert.deepEqual(plain, createEvaluator(organization).evaluate(bare));
  });

  it("is read with policies as texts or as they are", () => {
    const request = {
      id: "1",
      accountId: IDS.web,
      action: "a:B",
      policies: { identity: [policy(GET), S3], boundary: policy(GET) },
    };
    const parsed = parseRequests(JSON.stringify(request));
    assert.deepEqual("requests" in parsed && parsed.requests[0]?.policies, { identity: [S3, S3], boundary: S3 });
    const wrong = parseRequests(JSON.stringify({ ...request, policies: { scp: S3 } }));
    assert.match("problem" in wrong ? wrong.problem : "", /knows no “scp”/);
  });
});
