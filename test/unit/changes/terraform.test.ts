import assert from "node:assert/strict";
import { exportTerraform } from "../../../src/changes/exports/terraform";
import { OrganizationDraft } from "../../../src/changes/organizationDraft";
import { numberSteps } from "../../../src/changes/plan";
import type { Step } from "../../../src/changes/step";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const SCP = "SERVICE_CONTROL_POLICY";
const TECH_CORP = createTechCorp();
const WEB = "210987654321";
const PRODUCTION = "ou-tc01-prod4kx7";

function exportPlan(steps: readonly Step[]): Record<string, unknown> {
  const plan = { title: "Plan ${x}", organizationId: "o", plannedAt: "", steps: numberSteps(steps) };
  const files = exportTerraform(plan, new OrganizationDraft(TECH_CORP));
  assert.deepEqual([...files.keys()], ["main.tf.json"]);
  return JSON.parse(files.get("main.tf.json") ?? "") as Record<string, unknown>;
}

const content = '{"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::${aws:PrincipalTag/x}"}}';
const create: Step = {
  kind: "createPolicy",
  policy: { type: SCP, name: 'Deny "S3" %{if}', description: "", content, tags: { Owner: "${me}" } },
};

describe("a plan as Terraform", () => {
  it("creates, refers to what it creates, and attaches", () => {
    const { resource } = exportPlan([
      create,
      { kind: "createOrganizationalUnit", parentId: "r-tc01", name: "Pilot", tags: {} },
      { kind: "attachPolicy", policyId: "new:1", policyType: SCP, targetId: "new:2" },
      { kind: "attachPolicy", policyId: "p-quarantn1", policyType: SCP, targetId: PRODUCTION },
    ]);
    assert.deepEqual(resource, {
      aws_organizations_policy: {
        step_1: {
          "//": '1. Create the SCP Deny "S3" %%{if}',
          name: 'Deny "S3" %%{if}',
          description: "",
          type: SCP,
          content: content.replace("${", () => "$${"),
          tags: { Owner: "$${me}" },
        },
      },
      aws_organizations_organizational_unit: {
        step_2: { "//": "2. Create the organizational unit Pilot in Root", name: "Pilot", parent_id: "r-tc01" },
      },
      aws_organizations_policy_attachment: {
        step_3: {
          "//": '3. Attach Deny "S3" %%{if} to Root/Pilot',
          policy_id: "${aws_organizations_policy.step_1.id}",
          target_id: "${aws_organizations_organizational_unit.step_2.id}",
        },
        step_4: {
          "//": "4. Attach QuarantineAccount to Root/Production",
          policy_id: "p-quarantn1",
          target_id: PRODUCTION,
        },
      },
    });
  });

  it("imports a policy that it changes, whole", () => {
    const policy = TECH_CORP.policies.find(({ id }) => id === "p-denyroot01");
    assert.ok(policy);
    const file = exportPlan([
      { kind: "updatePolicy", policyId: policy.id, from: { content: policy.content }, to: { content: "{}" } },
    ]);
    assert.deepEqual(file.import, [{ to: "aws_organizations_policy.step_1", id: policy.id }]);
    assert.match(JSON.stringify(file.resource), /"name":"DenyRootUser".*"content":"\{\}"/);
  });

  it("places an account that it creates where it is moved to", () => {
    const file = exportPlan([
      { kind: "createAccount", name: "Pilot", email: "aws+pilot@example.com", tags: {} },
      { kind: "createOrganizationalUnit", parentId: "r-tc01", name: "Pilots", tags: {} },
      { kind: "moveAccount", accountId: "new:1", from: "r-tc01", to: "new:2" },
    ]);
    assert.deepEqual(file["//"], ["Plan $${x}"]);
    assert.match(
      JSON.stringify(file.resource),
      /"name":"Pilot",.*"parent_id":"\$\{aws_organizations_organizational_unit\.step_2\.id\}"/,
    );
  });

  it("names what it cannot express", () => {
    const file = exportPlan([
      { kind: "detachPolicy", policyId: "p-denyroot01", policyType: SCP, targetId: PRODUCTION },
      { kind: "closeAccount", accountId: WEB },
    ]);
    assert.deepEqual(file, {
      "//": [
        "Plan $${x}",
        "Not expressed here:",
        "1. Detach DenyRootUser from Root/Production",
        "2. Close the account Root/Production/Web Services",
      ],
    });
  });
});
