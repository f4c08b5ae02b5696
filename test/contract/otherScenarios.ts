import { MISSING, type Scenario } from "./scenario";

/** Tags, handshakes, delegation. */
export const OTHER_SCENARIOS: readonly Scenario[] = [
  {
    name: "tags are set, listed and removed",
    page: "TagResource",
    act: async ({ call, account }) => {
      const Tags = ["Owner", "Stage"].map((Key) => ({ Key, Value: "x" }));
      await call("TagResource", { ResourceId: account, Tags });
      await call("UntagResource", { ResourceId: account, TagKeys: ["Stage"] });
      return (await call("ListTagsForResource", { ResourceId: account })).Tags;
    },
    answer: [{ Key: "Owner", Value: "x" }],
  },
  {
    name: "accounts with an invalid effective policy",
    page: "ListAccountsWithInvalidEffectivePolicy",
    act: ({ fail }) => fail("ListAccountsWithInvalidEffectivePolicy", { PolicyType: "TAG_POLICY" }),
    answer: "done",
    moto: MISSING,
  },
  {
    name: "handshakes of the organization",
    page: "ListHandshakesForOrganization",
    act: ({ fail }) => fail("ListHandshakesForOrganization"),
    answer: "done",
    moto: MISSING,
  },
  {
    name: "an invitation",
    page: "InviteAccountToOrganization",
    act: ({ fail }) => fail("InviteAccountToOrganization", { Target: { Type: "EMAIL", Id: "x@example.com" } }),
    answer: "done",
    moto: MISSING,
  },
  {
    name: "delegated administrators",
    page: "ListDelegatedAdministrators",
    act: async ({ call }) => (await call("ListDelegatedAdministrators")).DelegatedAdministrators,
    answer: [],
  },
  {
    name: "services of an account that is no delegated administrator",
    page: "ListDelegatedServicesForAccount",
    act: ({ fail, account }) => fail("ListDelegatedServicesForAccount", { AccountId: account }),
    answer: "AccountNotRegisteredException",
  },
  {
    name: "services with trusted access",
    page: "ListAWSServiceAccessForOrganization",
    act: async ({ call }) => (await call("ListAWSServiceAccessForOrganization")).EnabledServicePrincipals,
    answer: [],
  },
];
