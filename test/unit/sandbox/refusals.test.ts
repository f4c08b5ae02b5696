/** What AWS refuses, and how (Organizations API Reference, errors of each operation). */
import assert from "node:assert/strict";
import { createWorld, DOCUMENTS, TECHCORP as T, type TestWorld } from "./world";

const SCP = "SERVICE_CONTROL_POLICY";
const NEW_POLICY = { Name: "New", Description: "", Type: SCP, Content: DOCUMENTS[SCP] };

type Row = [name: string, operation: string, input: object, error: string];

const ROWS: readonly Row[] = [
  ["an operation that does not exist", "ListUnicorns", {}, "UnknownOperationException"],
  ["a second organization", "CreateOrganization", {}, "AlreadyInOrganizationException"],
  ["a missing parameter", "DescribeAccount", {}, "InvalidInputException INPUT_REQUIRED"],
  ["an id of the wrong shape", "DescribeAccount", { AccountId: "12" }, "InvalidInputException INVALID_PATTERN"],
  ["an unknown account", "DescribeAccount", { AccountId: "999999999999" }, "AccountNotFoundException"],
  ["an unknown parent", "ListAccountsForParent", { ParentId: "r-none" }, "ParentNotFoundException"],
  [
    "children of an unknown kind",
    "ListChildren",
    { ParentId: T.root, ChildType: "CAT" },
    "InvalidInputException INVALID_ENUM",
  ],
  ["an unknown child", "ListParents", { ChildId: "999999999999" }, "ChildNotFoundException"],
  ["more than a page holds", "ListAccounts", { MaxResults: 21 }, "InvalidInputException MAX_VALUE_EXCEEDED"],
  ["an empty page size", "ListAccounts", { MaxResults: 0 }, "InvalidInputException MIN_VALUE_EXCEEDED"],
  ["a made-up token", "ListAccounts", { NextToken: "abc" }, "InvalidInputException INVALID_NEXT_TOKEN"],
  [
    "an OU name that a sibling has",
    "CreateOrganizationalUnit",
    { ParentId: T.root, Name: "Production" },
    "DuplicateOrganizationalUnitException",
  ],
  [
    "renaming to a sibling's name",
    "UpdateOrganizationalUnit",
    { OrganizationalUnitId: T.security, Name: "Production" },
    "DuplicateOrganizationalUnitException",
  ],
  [
    "deleting an OU with accounts",
    "DeleteOrganizationalUnit",
    { OrganizationalUnitId: T.security },
    "OrganizationalUnitNotEmptyException",
  ],
  [
    "an unknown OU",
    "DescribeOrganizationalUnit",
    { OrganizationalUnitId: "ou-tc01-00000000" },
    "OrganizationalUnitNotFoundException",
  ],
  [
    "an e-mail without @",
    "CreateAccount",
    { Email: "nobody.example", AccountName: "X" },
    "InvalidInputException INVALID_PATTERN",
  ],
  [
    "an unknown request",
    "DescribeCreateAccountStatus",
    { CreateAccountRequestId: "car-00000000" },
    "CreateAccountStatusNotFoundException",
  ],
  [
    "moving from elsewhere",
    "MoveAccount",
    { AccountId: T.teamA, SourceParentId: T.root, DestinationParentId: T.security },
    "SourceParentNotFoundException",
  ],
  [
    "moving to nowhere",
    "MoveAccount",
    { AccountId: T.teamA, SourceParentId: T.development, DestinationParentId: "ou-tc01-00000000" },
    "DestinationParentNotFoundException",
  ],
  [
    "moving to where it is",
    "MoveAccount",
    { AccountId: T.teamA, SourceParentId: T.development, DestinationParentId: T.development },
    "DuplicateAccountException",
  ],
  [
    "an unknown policy type",
    "ListPolicies",
    { Filter: "CAT_POLICY" },
    "InvalidInputException INVALID_ENUM_POLICY_TYPE",
  ],
  [
    "a policy without description",
    "CreatePolicy",
    { ...NEW_POLICY, Description: undefined },
    "InvalidInputException INPUT_REQUIRED",
  ],
  [
    "a policy name that is taken",
    "CreatePolicy",
    { ...NEW_POLICY, Name: "RestrictRegions" },
    "DuplicatePolicyException",
  ],
  ["a script in a name", "CreatePolicy", { ...NEW_POLICY, Name: "<script>x" }, "InvalidInputException INVALID_PATTERN"],
  [
    "a policy that is too large",
    "CreatePolicy",
    { ...NEW_POLICY, Content: DOCUMENTS[SCP]?.padEnd(10_241) },
    "ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED",
  ],
  ["a policy that is no JSON", "CreatePolicy", { ...NEW_POLICY, Content: "{" }, "MalformedPolicyDocumentException"],
  ["an unknown policy", "DescribePolicy", { PolicyId: "p-00000000" }, "PolicyNotFoundException"],
  [
    "a policy id of the wrong shape",
    "DescribePolicy",
    { PolicyId: "x" },
    "InvalidInputException INVALID_SYNTAX_POLICY_ID",
  ],
  [
    "changing what AWS manages",
    "UpdatePolicy",
    { PolicyId: T.fullAccess, Name: "Mine" },
    "InvalidInputException IMMUTABLE_POLICY",
  ],
  ["deleting what AWS manages", "DeletePolicy", { PolicyId: T.fullAccess }, "InvalidInputException IMMUTABLE_POLICY"],
  [
    "malforming a policy",
    "UpdatePolicy",
    { PolicyId: T.quarantine, Content: "{}" },
    "MalformedPolicyDocumentException",
  ],
  ["deleting an attached policy", "DeletePolicy", { PolicyId: "p-denyleave1" }, "PolicyInUseException"],
  [
    "attaching twice",
    "AttachPolicy",
    { PolicyId: "p-denyleave1", TargetId: T.root },
    "DuplicatePolicyAttachmentException",
  ],
  [
    "attaching RCPFullAWSAccess",
    "AttachPolicy",
    { PolicyId: "p-RCPFullAWSAccess", TargetId: T.root },
    "DuplicatePolicyAttachmentException",
  ],
  [
    "attaching to a target of the wrong shape",
    "AttachPolicy",
    { PolicyId: T.quarantine, TargetId: "x" },
    "InvalidInputException INVALID_PATTERN_TARGET_ID",
  ],
  [
    "attaching to an unknown target",
    "AttachPolicy",
    { PolicyId: T.quarantine, TargetId: "999999999999" },
    "TargetNotFoundException",
  ],
  [
    "detaching what is not attached",
    "DetachPolicy",
    { PolicyId: T.quarantine, TargetId: T.root },
    "PolicyNotAttachedException",
  ],
  [
    "detaching the last SCP",
    "DetachPolicy",
    { PolicyId: T.fullAccess, TargetId: T.teamA },
    "ConstraintViolationException MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
  ],
  [
    "detaching RCPFullAWSAccess",
    "DetachPolicy",
    { PolicyId: "p-RCPFullAWSAccess", TargetId: T.root },
    "InvalidInputException NON_DETACHABLE_POLICY",
  ],
  ["enabling what is on", "EnablePolicyType", { RootId: T.root, PolicyType: SCP }, "PolicyTypeAlreadyEnabledException"],
  [
    "disabling what is off",
    "DisablePolicyType",
    { RootId: T.root, PolicyType: "CHATBOT_POLICY" },
    "PolicyTypeNotEnabledException",
  ],
  ["an unknown root", "EnablePolicyType", { RootId: "r-none", PolicyType: SCP }, "RootNotFoundException"],
  [
    "the effective SCP",
    "DescribeEffectivePolicy",
    { PolicyType: SCP, TargetId: T.teamA },
    "InvalidInputException INVALID_ENUM_POLICY_TYPE",
  ],
  [
    "an effective policy of a type that is off",
    "DescribeEffectivePolicy",
    { PolicyType: "S3_POLICY", TargetId: T.teamA },
    "EffectivePolicyNotFoundException",
  ],
  [
    "an effective policy where none applies",
    "DescribeEffectivePolicy",
    { PolicyType: "BACKUP_POLICY", TargetId: T.teamA },
    "EffectivePolicyNotFoundException",
  ],
  ["tags of an unknown thing", "ListTagsForResource", { ResourceId: "999999999999" }, "TargetNotFoundException"],
  [
    "a reserved tag",
    "TagResource",
    { ResourceId: T.root, Tags: [{ Key: "aws:x", Value: "" }] },
    "InvalidInputException INVALID_SYSTEM_TAGS_PARAMETER",
  ],
  [
    "a tag twice",
    "TagResource",
    {
      ResourceId: T.root,
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "a", Value: "2" },
      ],
    },
    "InvalidInputException DUPLICATE_TAG_KEY",
  ],
  [
    "too many tags",
    "TagResource",
    { ResourceId: T.root, Tags: Array.from({ length: 50 }, (_, n) => ({ Key: `k${n}`, Value: "" })) },
    "ConstraintViolationException MAX_TAG_LIMIT_EXCEEDED",
  ],
  [
    "inviting a member",
    "InviteAccountToOrganization",
    { Target: { Type: "ACCOUNT", Id: T.teamA } },
    "DuplicateAccountException",
  ],
  [
    "inviting twice",
    "InviteAccountToOrganization",
    { Target: { Type: "EMAIL", Id: "cloud@brightloop.example" } },
    "DuplicateHandshakeException",
  ],
  [
    "inviting an organization",
    "InviteAccountToOrganization",
    { Target: { Type: "ORGANIZATION", Id: "o-x" } },
    "InvalidInputException INVALID_PARTY_TYPE_TARGET",
  ],
  ["an unknown handshake", "DescribeHandshake", { HandshakeId: "h-00000000" }, "HandshakeNotFoundException"],
  [
    "two filters",
    "ListHandshakesForOrganization",
    { Filter: { ActionType: "INVITE", ParentHandshakeId: "h-00000000" } },
    "InvalidInputException MAX_LIMIT_EXCEEDED_FILTER",
  ],
  [
    "services of no delegated administrator",
    "ListDelegatedServicesForAccount",
    { AccountId: T.teamA },
    "AccountNotRegisteredException",
  ],
];

describe("sandbox refuses", () => {
  let world: TestWorld;
  before(() => (world = createWorld()));
  for (const [name, operation, input, error] of ROWS) {
    it(`${name}: ${operation}`, () => {
      assert.equal(world.fail(operation, input), error);
      assert.equal(world.world.revision, 0, "nothing changed");
    });
  }

  it("everything that needs an organization, in an account without one", () => {
    const standalone = createWorld({ contents: "none" });
    assert.equal(standalone.fail("DescribeOrganization"), "AWSOrganizationsNotInUseException");
    assert.equal(standalone.fail("ListRoots"), "AWSOrganizationsNotInUseException");
  });

  const callers: [who: string, callerAccountId: string, operation: string, input: object, allowed: boolean][] = [
    ["a member", T.teamA, "DescribeOrganization", {}, true],
    ["a member", T.teamA, "ListAccounts", {}, false],
    ["a member", T.teamA, "AttachPolicy", { PolicyId: T.quarantine, TargetId: T.teamA }, false],
    ["a member", T.teamA, "DescribeEffectivePolicy", { PolicyType: "TAG_POLICY" }, true],
    ["a member", T.teamA, "DescribeEffectivePolicy", { PolicyType: "TAG_POLICY", TargetId: T.webServices }, false],
    ["a delegated administrator", T.audit, "ListAccounts", {}, true],
    ["a delegated administrator", T.audit, "MoveAccount", {}, false],
  ];
  for (const [who, callerAccountId, operation, input, allowed] of callers) {
    it(`${allowed ? "not " : ""}${who}: ${operation} ${JSON.stringify(input)}`, () => {
      const caller = createWorld({ callerAccountId });
      if (allowed) caller.run(operation, input);
      else assert.equal(caller.fail(operation, input), "AccessDeniedException");
    });
  }
});
