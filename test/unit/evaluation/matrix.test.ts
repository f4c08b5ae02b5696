import assert from "node:assert/strict";
import fc from "fast-check";
import { createAccessEngine } from "../../../src/evaluation/access/engine";
import { getProfileVerdict } from "../../../src/evaluation/access/profile";
import { createViewpointRequest, type Viewpoint } from "../../../src/evaluation/access/viewpoint";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import type { OrganizationContents } from "../../../src/organization/model";
import { TOPICS } from "../../fixtures/scenarios/all";
import { beside, createOrganization, deny, IDS } from "../../fixtures/scenarios/scenario";
import { SMALL_ACTIONS, SMALL_UNIVERSE } from "../../fixtures/smallCatalogue";
import { organizationParts } from "../../reference/arbitraries";

const VIEWPOINTS: readonly Viewpoint[] = [
  {},
  { absentContext: true },
  { principal: "role/Admin", context: { "aws:RequestedRegion": "us-east-1" } },
  { principal: "root", absentContext: true },
  { principal: "role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport" },
  { context: { "kms:ResourceAliases": "alias/mine", "aws:PrincipalAccount": IDS.web } },
];

/** Every action of every account must have the verdict that the evaluator gives. */
function compare(organization: OrganizationContents, viewpoint: Viewpoint): void {
  const matrix = createAccessEngine(SMALL_UNIVERSE, viewpoint).judge(organization);
  const evaluator = createEvaluator(organization, SMALL_ACTIONS);
  for (const { id } of organization.accounts) {
    const profile = matrix.getProfile(id);
    for (const [index, action] of SMALL_UNIVERSE.names.entries()) {
      const expected = evaluator.evaluate(createViewpointRequest(viewpoint, id, action));
      assert.equal(getProfileVerdict(profile, index), expected.verdict, `${action} in ${id}: ${expected.reason}`);
    }
  }
}

describe("the matrix of all accounts and actions", () => {
  for (const { topic, scenarios } of TOPICS) {
    it(`says what the evaluator says: ${topic}`, () => {
      for (const scenario of scenarios) compare(createOrganization(scenario), {});
    });
  }

  it("says of random organizations what the evaluator says", () => {
    fc.assert(
      fc.property(organizationParts, fc.constantFrom(...VIEWPOINTS), (parts, viewpoint) => {
        compare(createOrganization(parts), viewpoint);
      }),
      { numRuns: 150, seed: 20261124 },
    );
  });

  it("keeps accounts apart where a condition asks for the account", () => {
    const Condition = { StringNotEquals: { "aws:PrincipalAccount": IDS.web } };
    const organization = createOrganization({ scps: { root: beside(deny({ Action: "ec2:*", Condition })) } });
    const matrix = createAccessEngine(SMALL_UNIVERSE).judge(organization);
    const run = SMALL_UNIVERSE.find("ec2:RunInstances") ?? -1;
    const verdicts = [IDS.web, IDS.team, IDS.root].map((id) => getProfileVerdict(matrix.getProfile(id), run));
    assert.deepEqual(verdicts, ["allowed", "explicitDeny", "conditional"]);
  });

  it("shares what accounts have in common", () => {
    const organization = createOrganization({ scps: { root: beside(deny({ Action: "ec2:*" })) } });
    const groups = createAccessEngine(SMALL_UNIVERSE).judge(organization).groups;
    const shared = groups.map(({ accounts }) => accounts.map((account) => account.name));
    assert.deepEqual(shared, [["Billing"], ["Web", "Team"]]);
  });
});
