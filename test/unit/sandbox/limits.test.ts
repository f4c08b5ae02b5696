/** Quotas (User Guide, orgs_reference_limits). */
import assert from "node:assert/strict";
import { generateOrganization } from "../../../src/sandbox/generate";
import { createWorld, DOCUMENTS, TECHCORP as T } from "./world";

interface CreatedPolicy {
  readonly Policy: { readonly PolicySummary: { readonly Id: string } };
}

function createPolicies(world: ReturnType<typeof createWorld>, type: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const input = { Name: `P${n}`, Description: "", Type: type, Content: DOCUMENTS[type] };
    return (world.run("CreatePolicy", input) as CreatedPolicy).Policy.PolicySummary.Id;
  });
}

describe("sandbox limits", () => {
  const slots: [type: string, own: number][] = [
    ["SERVICE_CONTROL_POLICY", 9],
    ["RESOURCE_CONTROL_POLICY", 4],
    ["TAG_POLICY", 10],
  ];
  for (const [type, own] of slots) {
    it(`${type}: room for ${own} beside AWS's own`, () => {
      const world = createWorld();
      const [last, ...policies] = createPolicies(world, type, own + 1);
      for (const PolicyId of policies) world.run("AttachPolicy", { PolicyId, TargetId: T.webServices });
      assert.equal(
        world.fail("AttachPolicy", { PolicyId: last, TargetId: T.webServices }),
        "ConstraintViolationException MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
      );
    });
  }

  it("an SCP of 10,240 characters fits", () => {
    const Content = DOCUMENTS.SERVICE_CONTROL_POLICY?.padEnd(10_240);
    createWorld().run("CreatePolicy", { Name: "Full", Description: "", Type: "SERVICE_CONTROL_POLICY", Content });
  });

  it("an organization has room for a thousand tag policies", () => {
    const world = createWorld({ contents: generateOrganization({ accounts: 10, seed: 1 }) });
    const present = world.list("ListPolicies", "Policies", { Filter: "TAG_POLICY" }).length;
    createPolicies(world, "TAG_POLICY", 1000 - present);
    const input = { Name: "One more", Description: "", Type: "TAG_POLICY", Content: DOCUMENTS.TAG_POLICY };
    assert.equal(world.fail("CreatePolicy", input), "ConstraintViolationException POLICY_NUMBER_LIMIT_EXCEEDED");
  });

  it("OUs nest five levels deep", () => {
    const world = createWorld();
    let ParentId: string = T.root;
    for (let depth = 1; depth <= 5; depth++) {
      const { OrganizationalUnit } = world.run("CreateOrganizationalUnit", {
        ParentId,
        Name: `Level ${depth}`,
      }) as { OrganizationalUnit: { Id: string } };
      ParentId = OrganizationalUnit.Id;
    }
    assert.equal(
      world.fail("CreateOrganizationalUnit", { ParentId, Name: "Level 6" }),
      "ConstraintViolationException OU_DEPTH_LIMIT_EXCEEDED",
    );
  });

  it("five accounts are created at a time", () => {
    const world = createWorld();
    const create = (n: number) => ({ Email: `n${n}@techcorp.example`, AccountName: `N${n}` });
    for (let n = 0; n < 5; n++) world.run("CreateAccount", create(n));
    assert.equal(
      world.fail("CreateAccount", create(5)),
      "ConstraintViolationException ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED",
    );
    world.pass(1000);
    world.run("CreateAccount", create(5));
  });
});
