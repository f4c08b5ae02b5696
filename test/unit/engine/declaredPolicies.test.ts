import assert from "node:assert/strict";
import { findDeclaredType, readDeclaredPolicies } from "../../../src/engine/declaredPolicies";

const SCP = "SERVICE_CONTROL_POLICY";
const RCP = "RESOURCE_CONTROL_POLICY";

const TERRAFORM = `
resource "aws_organizations_policy" "leave" {
  name    = "leave"
  content = file("\${path.module}/policies/leave.json")
}
resource "aws_organizations_policy" "perimeter" {
  name = "perimeter"
  type = "RESOURCE_CONTROL_POLICY"
  tags = { Team = "platform" }
  content = templatefile("../shared/perimeter.json", { organization = var.organization })
}
resource "aws_organizations_policy" "each" {
  for_each = fileset(path.module, "guard/*.json")
  content  = jsonencode(jsondecode(file("\${path.module}/guard/\${each.value}")))
}
resource "aws_organizations_policy" "template" {
  content = templatefile("\${path.module}/templates/regions.tftpl", {
    regions = var.regions
  })
}
resource "aws_organizations_policy" "inline" {
  content = jsonencode({ Version = "2012-10-17" })
}
resource "aws_iam_policy" "other" { policy = file("policies/identity.json") }
`;

const LANDING_ZONE = `
enable: true
serviceControlPolicies:
  - name: AcceleratorGuardrails1
    description: >
      Guardrails
    policy: service-control-policies/guardrails-1.json
    type: customerManaged
  - name: Second
    policy: "policies/second.json" # quoted
resourceControlPolicies:
  - name: Perimeter
    policy: policies/perimeter.json
taggingPolicies:
  - name: Tags
    policy: tagging-policies/org.json
organizationalUnits:
  - name: Security
`;

describe("policies that a workspace declares", () => {
  for (const [path, type] of [
    ["infra/org/policies/leave.json", SCP],
    ["infra/shared/perimeter.json", RCP],
    ["infra/org/guard/a.json", SCP],
    ["infra/org/templates/regions.tftpl", SCP],
    ["infra/org/policies/identity.json", undefined],
    ["infra/org/other.json", undefined],
  ] as const) {
    it(`Terraform: ${path} is ${type ?? "none"}`, () => {
      assert.equal(findDeclaredType(readDeclaredPolicies("infra/org/main.tf", TERRAFORM), path), type);
    });
  }

  for (const [path, type] of [
    ["lza/service-control-policies/guardrails-1.json", SCP],
    ["lza/policies/second.json", SCP],
    ["lza/policies/perimeter.json", RCP],
    ["lza/tagging-policies/org.json", "TAG_POLICY"],
    ["lza/policies/third.json", undefined],
  ] as const) {
    it(`Landing Zone Accelerator: ${path} is ${type ?? "none"}`, () => {
      assert.equal(findDeclaredType(readDeclaredPolicies("lza/organization-config.yaml", LANDING_ZONE), path), type);
    });
  }

  it("lie nowhere above the root", () => {
    assert.deepEqual(readDeclaredPolicies("main.tf", TERRAFORM.replace("../shared", "../../shared")).length, 3);
  });
});
