import assert from "node:assert/strict";
import type { OrganizationContents } from "../../../src/organization/model";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { createWorld, TECHCORP as T } from "./world";

const OUTSIDER = "555566667777";
const SERVICE = "access-analyzer.amazonaws.com";

interface HandshakeAnswer {
  readonly Handshake: { readonly Id: string; readonly State: string };
}

/** TechCorp as an account sees it, after what others did. */
function seenBy(callerAccountId: string, contents: OrganizationContents | undefined) {
  assert.ok(contents);
  return createWorld({ contents, callerAccountId });
}

describe("sandbox membership", () => {
  it("lets an invited account in at the root, once it accepts", () => {
    const organization = createWorld();
    const invitation = { Target: { Type: "ACCOUNT", Id: OUTSIDER } };
    const { Handshake } = organization.run("InviteAccountToOrganization", invitation) as HandshakeAnswer;
    const outsider = seenBy(OUTSIDER, organization.world.getContents());
    assert.equal(outsider.fail("ListAccounts"), "AWSOrganizationsNotInUseException");
    assert.equal(outsider.list("ListHandshakesForAccount", "Handshakes").length, 1);
    const accepted = outsider.run("AcceptHandshake", { HandshakeId: Handshake.Id }) as HandshakeAnswer;
    assert.equal(accepted.Handshake.State, "ACCEPTED");
    const joined = outsider.world.getContents()?.accounts.find(({ id }) => id === OUTSIDER);
    assert.deepEqual([joined?.parentId, joined?.joinedMethod], [T.root, "INVITED"]);
    assert.equal(
      outsider.fail("DeclineHandshake", { HandshakeId: Handshake.Id }),
      "InvalidHandshakeTransitionException",
    );
    outsider.run("LeaveOrganization");
    assert.equal(outsider.fail("DescribeOrganization"), "AWSOrganizationsNotInUseException");
  });

  it("lets nobody else answer an invitation", () => {
    const organization = createWorld();
    const invitation = { Target: { Type: "ACCOUNT", Id: OUTSIDER } };
    const { Handshake } = organization.run("InviteAccountToOrganization", invitation) as HandshakeAnswer;
    assert.equal(organization.fail("AcceptHandshake", { HandshakeId: Handshake.Id }), "AccessDeniedException");
    const declined = seenBy(OUTSIDER, organization.world.getContents()).run("DeclineHandshake", {
      HandshakeId: Handshake.Id,
    }) as HandshakeAnswer;
    assert.equal(declined.Handshake.State, "DECLINED");
  });

  it("keeps the management account", () => {
    const world = createWorld();
    const input = { AccountId: T.billing };
    assert.equal(world.fail("CloseAccount", input), "ConstraintViolationException CANNOT_CLOSE_MANAGEMENT_ACCOUNT");
    assert.equal(world.fail("RemoveAccountFromOrganization", input), "MasterCannotLeaveOrganizationException");
    assert.equal(world.fail("LeaveOrganization"), "MasterCannotLeaveOrganizationException");
    assert.equal(world.fail("DeleteOrganization"), "OrganizationNotEmptyException");
  });

  it("closes an account once", () => {
    const world = createWorld();
    world.run("CloseAccount", { AccountId: T.teamA });
    assert.equal(world.fail("CloseAccount", { AccountId: T.teamA }), "AccountAlreadyClosedException");
  });

  it("needs trusted access before it delegates, and never delegates to the management account", () => {
    const world = createWorld();
    const input = { AccountId: T.teamA, ServicePrincipal: SERVICE };
    assert.equal(
      world.fail("RegisterDelegatedAdministrator", input),
      "ConstraintViolationException SERVICE_ACCESS_NOT_ENABLED",
    );
    world.run("EnableAWSServiceAccess", { ServicePrincipal: SERVICE });
    world.run("RegisterDelegatedAdministrator", input);
    assert.equal(world.fail("RegisterDelegatedAdministrator", input), "AccountAlreadyRegisteredException");
    assert.equal(
      world.fail("RegisterDelegatedAdministrator", { ...input, AccountId: T.billing }),
      "ConstraintViolationException MASTER_ACCOUNT_CANNOT_BE_DELEGATED_ADMINISTRATOR",
    );
    assert.equal(seenBy(T.teamA, world.world.getContents()).list("ListAccounts", "Accounts").length > 0, true);
    world.run("DeregisterDelegatedAdministrator", input);
    assert.equal(world.fail("DeregisterDelegatedAdministrator", input), "AccountNotRegisteredException");
  });

  it("keeps one delegation policy, which is JSON", () => {
    const world = createWorld();
    assert.equal(world.fail("DescribeResourcePolicy"), "ResourcePolicyNotFoundException");
    assert.equal(world.fail("PutResourcePolicy", { Content: "no" }), "MalformedPolicyDocumentException");
    world.run("PutResourcePolicy", { Content: "{}" });
    assert.equal(world.world.getContents()?.resourcePolicy?.content, "{}");
    world.run("DeleteResourcePolicy");
    assert.equal(world.world.getContents()?.resourcePolicy, undefined);
  });

  it("enables all features when every invited member has agreed", () => {
    const before = createTechCorp();
    const contents = {
      ...before,
      organization: { ...before.organization, featureSet: "CONSOLIDATED_BILLING" as const },
      accounts: before.accounts.map((account) => ({
        ...account,
        joinedMethod: account.id === T.teamA ? ("INVITED" as const) : ("CREATED" as const),
      })),
    };
    const organization = createWorld({ contents });
    const { Handshake } = organization.run("EnableAllFeatures") as HandshakeAnswer;
    assert.equal(Handshake.State, "REQUESTED");
    assert.equal(organization.world.getContents()?.organization.featureSet, "CONSOLIDATED_BILLING");
    const asked = organization.world.getContents()?.handshakes?.find((one) => one.parties[1]?.id === T.teamA);
    const member = seenBy(T.teamA, organization.world.getContents());
    member.run("AcceptHandshake", { HandshakeId: asked?.id });
    const after = member.world.getContents();
    assert.equal(after?.organization.featureSet, "ALL");
    for (const id of [asked?.id, Handshake.Id]) {
      assert.equal(after?.handshakes?.find((one) => one.id === id)?.state, "ACCEPTED");
    }
  });
});
