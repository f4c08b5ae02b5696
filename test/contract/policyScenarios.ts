import { DENY_S3, SCP } from "./fixture";
import { getNames, MISSING, XML, type Scenario } from "./scenario";

const newPolicy = (change: object = {}) => ({ Name: "New", Description: "", Type: SCP, Content: DENY_S3, ...change });
const RCP = DENY_S3.replace('"Effect"', '"Principal":"*","Effect"');

export const POLICY_SCENARIOS: readonly Scenario[] = [
  {
    name: "FullAWSAccess is AWS's own",
    page: "User Guide, orgs_manage_policies_scps",
    act: async ({ call }) => {
      const { Policies } = await call("ListPolicies", { Filter: SCP });
      return Policies.find(({ Id }) => Id === "p-FullAWSAccess")?.Arn;
    },
    answer: "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
    // It names the management account instead of aws; the organization's id differs each time.
    moto: {
      "5.1.1, 5.2.1": /^arn:aws:organizations::\d{12}:policy\/o-[a-z0-9]+\/service_control_policy\/p-FullAWSAccess$/,
    },
  },
  {
    name: "FullAWSAccess is attached everywhere",
    page: "User Guide, orgs_manage_policies_scps",
    act: async ({ call, root, unit, account }) => {
      const lists = [root, unit, account].map((TargetId) => call("ListPoliciesForTarget", { TargetId, Filter: SCP }));
      return (await Promise.all(lists)).map(({ Policies }) => getNames(Policies));
    },
    answer: [["FullAWSAccess"], ["FullAWSAccess"], ["FullAWSAccess"]],
  },
  {
    name: "resource control policies are listed by their type",
    page: "ListPolicies",
    act: async ({ call }) => getNames((await call("ListPolicies", { Filter: "RESOURCE_CONTROL_POLICY" })).Policies),
    answer: ["RCPFullAWSAccess"],
    // It ignores a filter that it does not know, and lists the SCPs.
    moto: { "5.1.1": ["DenyS3", "FullAWSAccess"] },
  },
  {
    name: "a policy keeps its text to the byte",
    page: "User Guide, orgs_reference_limits (white space counts)",
    act: async ({ call }) => {
      const { Policy } = await call("CreatePolicy", newPolicy({ Content: `${DENY_S3}  \n` }));
      const described = await call("DescribePolicy", { PolicyId: Policy.PolicySummary.Id });
      return described.Policy.Content === `${DENY_S3}  \n`;
    },
    answer: true,
  },
  {
    name: "policies have different names",
    page: "CreatePolicy",
    act: ({ fail }) => fail("CreatePolicy", newPolicy({ Name: "DenyS3" })),
    answer: "DuplicatePolicyException",
  },
  {
    name: "a policy that is no JSON is malformed",
    page: "CreatePolicy",
    act: ({ fail }) => fail("CreatePolicy", newPolicy({ Content: "{" })),
    answer: "MalformedPolicyDocumentException",
    moto: { "5.1.1, 5.2.1": "done" },
  },
  {
    name: "a principal in an SCP is malformed",
    page: "User Guide, orgs_manage_policies_scps_syntax",
    act: ({ fail }) => fail("CreatePolicy", newPolicy({ Content: RCP })),
    answer: "MalformedPolicyDocumentException",
    moto: { "5.1.1, 5.2.1": "done" },
  },
  {
    name: "an SCP has at most 10,240 characters",
    page: "User Guide, orgs_reference_limits",
    act: ({ fail }) => fail("CreatePolicy", newPolicy({ Content: DENY_S3.padEnd(10_241) })),
    answer: "ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED",
    moto: { "5.1.1, 5.2.1": "done" },
  },
  {
    name: "an RCP can be created",
    page: "CreatePolicy",
    act: ({ fail }) => fail("CreatePolicy", newPolicy({ Type: "RESOURCE_CONTROL_POLICY", Content: RCP })),
    answer: "done",
    moto: { "5.1.1": "InvalidInputException" },
  },
  {
    name: "an S3 policy can be created",
    page: "CreatePolicy",
    act: ({ fail }) => fail("CreatePolicy", newPolicy({ Type: "S3_POLICY", Content: '{"s3_attributes":{}}' })),
    answer: "done",
    moto: { "5.1.1, 5.2.1": "InvalidInputException" },
  },
  {
    name: "an update changes what it names",
    page: "UpdatePolicy",
    act: async ({ call, policy }) => {
      await call("UpdatePolicy", { PolicyId: policy, Description: "Changed" });
      const { Policy } = await call("DescribePolicy", { PolicyId: policy });
      return [Policy.PolicySummary.Name, Policy.PolicySummary.Description, Policy.Content === DENY_S3];
    },
    answer: ["DenyS3", "Changed", true],
  },
  {
    name: "what AWS manages cannot be changed",
    page: "UpdatePolicy; Reason IMMUTABLE_POLICY",
    act: ({ fail }) => fail("UpdatePolicy", { PolicyId: "p-FullAWSAccess", Description: "Mine" }),
    answer: "InvalidInputException IMMUTABLE_POLICY",
    moto: { "5.1.1, 5.2.1": "done" },
  },
  {
    name: "an unknown policy is not found",
    page: "DescribePolicy",
    act: ({ fail }) => fail("DescribePolicy", { PolicyId: "p-00000000" }),
    answer: "PolicyNotFoundException",
  },
  {
    name: "a policy is attached to OU and account",
    page: "AttachPolicy",
    act: async ({ call, policy, unit, account }) => {
      for (const TargetId of [unit, account]) await call("AttachPolicy", { PolicyId: policy, TargetId });
      const { Targets } = await call("ListTargetsForPolicy", { PolicyId: policy });
      return Targets.map(({ Type, Name }) => `${Type} ${Name}`).sort();
    },
    answer: ["ACCOUNT web", "ORGANIZATIONAL_UNIT Production"],
  },
  {
    name: "a policy is attached once",
    page: "AttachPolicy",
    act: async ({ call, fail, policy, unit }) => {
      await call("AttachPolicy", { PolicyId: policy, TargetId: unit });
      return fail("AttachPolicy", { PolicyId: policy, TargetId: unit });
    },
    answer: "DuplicatePolicyAttachmentException",
    moto: { "5.1.1, 5.2.1": "done" },
  },
  {
    name: "an unknown target is not found",
    page: "AttachPolicy",
    act: ({ fail, policy }) => fail("AttachPolicy", { PolicyId: policy, TargetId: "999999999999" }),
    answer: "TargetNotFoundException",
    moto: { "5.1.1, 5.2.1": "AccountNotFoundException" },
  },
  {
    name: "a policy in use is not deleted",
    page: "DeletePolicy",
    act: async ({ call, fail, policy, unit }) => {
      await call("AttachPolicy", { PolicyId: policy, TargetId: unit });
      return fail("DeletePolicy", { PolicyId: policy });
    },
    answer: "PolicyInUseException",
    moto: XML,
  },
  {
    name: "a policy is detached, then deleted",
    page: "DetachPolicy",
    act: async ({ call, fail, policy, unit }) => {
      await call("AttachPolicy", { PolicyId: policy, TargetId: unit });
      await call("DetachPolicy", { PolicyId: policy, TargetId: unit });
      await call("DeletePolicy", { PolicyId: policy });
      return fail("DescribePolicy", { PolicyId: policy });
    },
    answer: "PolicyNotFoundException",
  },
  {
    name: "what is not attached cannot be detached",
    page: "DetachPolicy",
    act: ({ fail, policy, unit }) => fail("DetachPolicy", { PolicyId: policy, TargetId: unit }),
    answer: "PolicyNotAttachedException",
    moto: { "5.1.1, 5.2.1": "done" },
  },
  {
    name: "the last SCP stays",
    page: "DetachPolicy; Reason MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
    act: ({ fail, unit }) => fail("DetachPolicy", { PolicyId: "p-FullAWSAccess", TargetId: unit }),
    answer: "ConstraintViolationException MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
    moto: { "5.1.1, 5.2.1": "done" },
  },
  {
    name: "a policy type is switched on and off",
    page: "EnablePolicyType",
    act: async ({ call, fail, root }) => {
      const input = { RootId: root, PolicyType: "TAG_POLICY" };
      const { Root } = await call("EnablePolicyType", input);
      const again = await fail("EnablePolicyType", input);
      const off = await call("DisablePolicyType", input);
      const types = (list: readonly { Type: string }[]) => list.map(({ Type }) => Type).sort();
      return [types(Root.PolicyTypes), again, types(off.Root.PolicyTypes), await fail("DisablePolicyType", input)];
    },
    answer: [[SCP, "TAG_POLICY"], "PolicyTypeAlreadyEnabledException", [SCP], "PolicyTypeNotEnabledException"],
  },
  {
    name: "policies attach only where their type is on",
    page: "AttachPolicy",
    act: async ({ call, fail, root }) => {
      const input = newPolicy({ Type: "TAG_POLICY", Content: '{"tags":{}}' });
      const { Policy } = await call("CreatePolicy", input);
      return fail("AttachPolicy", { PolicyId: Policy.PolicySummary.Id, TargetId: root });
    },
    answer: "PolicyTypeNotEnabledException",
    moto: { "5.1.1": "SyntaxError", "5.2.1": "done" },
  },
  {
    name: "the effective policy of an account",
    page: "DescribeEffectivePolicy",
    act: async ({ call, fail, root, account }) => {
      await call("EnablePolicyType", { RootId: root, PolicyType: "TAG_POLICY" });
      const Content = '{"tags":{"owner":{"tag_key":{"@@assign":"Owner"}}}}';
      const { Policy } = await call("CreatePolicy", newPolicy({ Type: "TAG_POLICY", Content }));
      await call("AttachPolicy", { PolicyId: Policy.PolicySummary.Id, TargetId: root });
      const input = { PolicyType: "TAG_POLICY", TargetId: account };
      const outcome = await fail("DescribeEffectivePolicy", input);
      if (outcome !== "done") return outcome;
      return JSON.parse((await call("DescribeEffectivePolicy", input)).EffectivePolicy.PolicyContent);
    },
    answer: { tags: { owner: { tag_key: "Owner" } } },
    moto: MISSING,
  },
];
