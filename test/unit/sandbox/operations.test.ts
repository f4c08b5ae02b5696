import assert from "node:assert/strict";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { createWorld, DOCUMENTS, TECHCORP as T } from "./world";

const SCP = "SERVICE_CONTROL_POLICY";
const FULL = "p-FullAWSAccess";

interface Named {
  readonly Id: string;
  readonly Name: string;
}

describe("sandbox", () => {
  it("makes an organization out of an account, with SCPs on", () => {
    const world = createWorld({ contents: "none" });
    const { Organization } = world.run("CreateOrganization") as { Organization: Record<string, string> };
    assert.match(Organization.Id ?? "", /^o-[a-z0-9]{10}$/);
    assert.equal(Organization.Arn, `arn:aws:organizations::123456789012:organization/${Organization.Id}`);
    const [root] = world.list<Named & { PolicyTypes: object[] }>("ListRoots", "Roots");
    assert.deepEqual(root?.PolicyTypes, [{ Type: SCP, Status: "ENABLED" }]);
    for (const TargetId of [root?.Id, "123456789012"]) {
      const [attached] = world.list<Named>("ListPoliciesForTarget", "Policies", { TargetId, Filter: SCP });
      assert.equal(attached?.Id, FULL);
    }
  });

  it("creates an account after a while, at the root, with FullAWSAccess and its tags", () => {
    const world = createWorld();
    const { CreateAccountStatus: accepted } = world.run("CreateAccount", {
      Email: "aws+new@techcorp.example",
      AccountName: "New",
      Tags: [{ Key: "Owner", Value: "me" }],
    }) as { CreateAccountStatus: { Id: string; State: string } };
    assert.equal(accepted.State, "IN_PROGRESS");
    const poll = () =>
      (
        world.run("DescribeCreateAccountStatus", {
          CreateAccountRequestId: accepted.Id,
        }) as { CreateAccountStatus: { State: string; AccountId?: string } }
      ).CreateAccountStatus;
    assert.equal(poll().State, "IN_PROGRESS");
    world.pass(1000);
    const { State, AccountId } = poll();
    assert.equal(State, "SUCCEEDED");
    assert.deepEqual(world.run("ListParents", { ChildId: AccountId }), { Parents: [{ Id: T.root, Type: "ROOT" }] });
    assert.deepEqual(
      world.list<Named>("ListPoliciesForTarget", "Policies", { TargetId: AccountId, Filter: SCP }).map((p) => p.Id),
      [FULL],
    );
    assert.deepEqual(world.run("ListTagsForResource", { ResourceId: AccountId }), {
      Tags: [{ Key: "Owner", Value: "me" }],
    });
  });

  it("fails to create an account whose address is taken", () => {
    const world = createWorld();
    world.run("CreateAccount", { Email: "AWS+team-a@techcorp.example", AccountName: "Again" });
    world.pass(1000);
    const statuses = world.list<object>("ListCreateAccountStatus", "CreateAccountStatuses", { States: ["FAILED"] });
    assert.equal(statuses.length, 1);
    assert.equal((statuses[0] as { FailureReason: string }).FailureReason, "EMAIL_ALREADY_EXISTS");
  });

  it("fails to create the same account twice, however the address is spelled", () => {
    const world = createWorld();
    for (const Email of ["New@techcorp.example", "new@techcorp.example"]) {
      world.run("CreateAccount", { Email, AccountName: "New" });
      world.pass(1000);
      world.run("ListRoots");
    }
    const states = world.list<{ State: string }>("ListCreateAccountStatus", "CreateAccountStatuses");
    assert.deepEqual(states.map(({ State }) => State).sort(), ["FAILED", "SUCCEEDED"]);
  });

  it("moves an account, and its path follows", () => {
    const world = createWorld();
    const move = { AccountId: T.teamA, SourceParentId: T.development, DestinationParentId: T.production };
    world.run("MoveAccount", move);
    const { Account } = world.run("DescribeAccount", { AccountId: T.teamA }) as { Account: { Paths: string[] } };
    assert.deepEqual(Account.Paths, [`o-techcorp42/${T.root}/${T.production}/${T.teamA}/`]);
    const left = world.list<Named>("ListAccountsForParent", "Accounts", { ParentId: T.development });
    assert.ok(!left.some((account) => account.Id === T.teamA));
  });

  it("creates, renames and deletes an OU", () => {
    const world = createWorld();
    const input = { ParentId: T.security, Name: "Forensics", Tags: [{ Key: "Owner", Value: "soc" }] };
    const { OrganizationalUnit: unit } = world.run("CreateOrganizationalUnit", input) as {
      OrganizationalUnit: Named & { Path: string };
    };
    assert.match(unit.Id, /^ou-tc01-[a-z0-9]{8}$/);
    assert.equal(unit.Path, `o-techcorp42/${T.root}/${T.security}/${unit.Id}/`);
    world.run("UpdateOrganizationalUnit", { OrganizationalUnitId: unit.Id, Name: "Response" });
    const children = world.list<Named>("ListOrganizationalUnitsForParent", "OrganizationalUnits", {
      ParentId: T.security,
    });
    assert.deepEqual(
      children.map(({ Name }) => Name),
      ["Response"],
    );
    world.run("DeleteOrganizationalUnit", { OrganizationalUnitId: unit.Id });
    assert.deepEqual(world.run("ListChildren", { ParentId: T.security, ChildType: "ORGANIZATIONAL_UNIT" }), {
      Children: [],
    });
    const targets = world.list<{ TargetId: string }>("ListTargetsForPolicy", "Targets", { PolicyId: FULL });
    assert.ok(!targets.some(({ TargetId }) => TargetId === unit.Id), "its attachments went with it");
  });

  for (const [Type, Content] of Object.entries(DOCUMENTS)) {
    it(`keeps a ${Type} to the byte`, () => {
      const world = createWorld();
      const { Policy } = world.run("CreatePolicy", {
        Name: "Mine",
        Description: "",
        Type,
        Content: `  ${Content}\n`,
      }) as { Policy: { PolicySummary: { Id: string; Arn: string } } };
      const { Id, Arn } = Policy.PolicySummary;
      assert.equal(Arn, `arn:aws:organizations::${T.billing}:policy/o-techcorp42/${Type.toLowerCase()}/${Id}`);
      const described = world.run("DescribePolicy", { PolicyId: Id }) as { Policy: { Content: string } };
      assert.equal(described.Policy.Content, `  ${Content}\n`);
      world.run("DeletePolicy", { PolicyId: Id });
      assert.equal(world.fail("DescribePolicy", { PolicyId: Id }), "PolicyNotFoundException");
    });
  }

  it("updates what is named and keeps the rest", () => {
    const world = createWorld();
    world.run("UpdatePolicy", { PolicyId: T.quarantine, Description: "Changed" });
    const { Policy } = world.run("DescribePolicy", {
      PolicyId: T.quarantine,
    }) as { Policy: { PolicySummary: Named & { Description: string } } };
    assert.equal(Policy.PolicySummary.Name, "QuarantineAccount");
    assert.equal(Policy.PolicySummary.Description, "Changed");
  });

  it("attaches and detaches", () => {
    const world = createWorld();
    const targets = () =>
      world.list<{ TargetId: string; Type: string }>("ListTargetsForPolicy", "Targets", { PolicyId: T.quarantine });
    world.run("AttachPolicy", { PolicyId: T.quarantine, TargetId: T.teamA });
    assert.deepEqual(
      targets().map(({ TargetId, Type }) => [TargetId, Type]),
      [[T.teamA, "ACCOUNT"]],
    );
    world.run("DetachPolicy", { PolicyId: T.quarantine, TargetId: T.teamA });
    assert.deepEqual(targets(), []);
  });

  it("renames an OU to what it is called already", () => {
    createWorld().run("UpdateOrganizationalUnit", { OrganizationalUnitId: T.security, Name: "Security" });
  });

  it("does not list RCPFullAWSAccess even when a file attaches it", () => {
    const contents = createTechCorp();
    const attachment = { policyId: "p-RCPFullAWSAccess", targetId: T.production };
    const world = createWorld({ contents: { ...contents, attachments: [...contents.attachments, attachment] } });
    const input = { TargetId: T.production, Filter: "RESOURCE_CONTROL_POLICY" };
    assert.deepEqual(world.list("ListPoliciesForTarget", "Policies", input), []);
    assert.deepEqual(world.list("ListTargetsForPolicy", "Targets", { PolicyId: attachment.policyId }), []);
  });

  it("serves a file with attachments to what it does not hold", () => {
    const contents = createTechCorp();
    const attachment = { policyId: T.quarantine, targetId: "999999999999" };
    const world = createWorld({ contents: { ...contents, attachments: [...contents.attachments, attachment] } });
    assert.deepEqual(world.list("ListTargetsForPolicy", "Targets", { PolicyId: T.quarantine }), []);
  });

  it("never lists RCPFullAWSAccess among what is attached", () => {
    const world = createWorld();
    const input = { TargetId: T.root, Filter: "RESOURCE_CONTROL_POLICY" };
    const attached = world.list<Named>("ListPoliciesForTarget", "Policies", input);
    assert.deepEqual(
      attached.map(({ Name }) => Name),
      ["TrustedIdentitiesOnly"],
    );
  });

  it("loses the attachments of a type that is turned off; only FullAWSAccess comes back", () => {
    const world = createWorld();
    world.run("DisablePolicyType", { RootId: T.root, PolicyType: SCP });
    assert.deepEqual(world.list("ListPoliciesForTarget", "Policies", { TargetId: T.root, Filter: SCP }), []);
    assert.equal(
      world.fail("AttachPolicy", { PolicyId: T.quarantine, TargetId: T.root }),
      "PolicyTypeNotEnabledException",
    );
    world.run("EnablePolicyType", { RootId: T.root, PolicyType: SCP });
    for (const TargetId of [T.root, T.security, T.teamA]) {
      const attached = world.list<Named>("ListPoliciesForTarget", "Policies", { TargetId, Filter: SCP });
      assert.deepEqual(
        attached.map(({ Id }) => Id),
        [FULL],
      );
    }
  });

  it("tags and untags", () => {
    const world = createWorld();
    world.run("TagResource", {
      ResourceId: T.quarantine,
      Tags: [
        { Key: "A", Value: "1" },
        { Key: "B", Value: "2" },
      ],
    });
    world.run("UntagResource", { ResourceId: T.quarantine, TagKeys: ["A", "unknown"] });
    assert.deepEqual(world.run("ListTagsForResource", { ResourceId: T.quarantine }), {
      Tags: [{ Key: "B", Value: "2" }],
    });
  });

  it("invites and takes the invitation back", () => {
    const world = createWorld();
    const { Handshake } = world.run("InviteAccountToOrganization", {
      Target: { Type: "ACCOUNT", Id: "999988887777" },
      Notes: "Hello",
    }) as { Handshake: { Id: string; State: string; ExpirationTimestamp: number } };
    assert.equal(Handshake.State, "OPEN");
    assert.equal(Handshake.ExpirationTimestamp * 1000, Date.parse("2026-12-09T10:00:00Z"));
    const cancel = { HandshakeId: Handshake.Id };
    world.run("CancelHandshake", cancel);
    assert.equal(world.fail("CancelHandshake", cancel), "HandshakeAlreadyInStateException");
    const states = world
      .list<{ State: string }>("ListHandshakesForOrganization", "Handshakes")
      .map(({ State }) => State);
    assert.deepEqual(states.sort(), ["CANCELED", "OPEN"]);
  });

  it("lists delegated administrators, by service too", () => {
    const world = createWorld();
    const list = (input: object) =>
      world.list<Named>("ListDelegatedAdministrators", "DelegatedAdministrators", input).map(({ Name }) => Name);
    assert.deepEqual(list({}), ["Logging", "Audit"]);
    assert.deepEqual(list({ ServicePrincipal: "guardduty.amazonaws.com" }), ["Audit"]);
  });

  it("loads what it saved, and goes on from there", () => {
    const before = createWorld();
    before.run("AttachPolicy", { PolicyId: T.quarantine, TargetId: T.teamA });
    const contents = before.world.getContents();
    assert.ok(contents);
    const after = createWorld({ contents });
    assert.deepEqual(after.world.getContents(), contents);
    after.run("DetachPolicy", { PolicyId: T.quarantine, TargetId: T.teamA });
  });
});
