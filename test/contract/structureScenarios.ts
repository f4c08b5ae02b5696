import { getNames, XML, type Scenario } from "./scenario";

export const STRUCTURE_SCENARIOS: readonly Scenario[] = [
  {
    name: "a second organization is refused",
    page: "CreateOrganization",
    act: ({ fail }) => fail("CreateOrganization"),
    answer: "AlreadyInOrganizationException",
  },
  {
    name: "the organization names its management account",
    page: "Organization",
    act: async ({ call }) => {
      const { Organization } = await call("DescribeOrganization");
      return [Organization.FeatureSet, Organization.MasterAccountArn.endsWith(`/${Organization.MasterAccountId}`)];
    },
    answer: ["ALL", true],
  },
  {
    name: "an OU lies in its parent",
    page: "ListOrganizationalUnitsForParent",
    act: async ({ call, root }) =>
      getNames((await call("ListOrganizationalUnitsForParent", { ParentId: root })).OrganizationalUnits),
    answer: ["Production"],
  },
  {
    name: "an OU tells its path",
    page: "OrganizationalUnit",
    act: async ({ call, unit, root }) => {
      const { OrganizationalUnit } = await call("DescribeOrganizationalUnit", { OrganizationalUnitId: unit });
      return OrganizationalUnit.Path?.endsWith(`/${root}/${unit}/`);
    },
    answer: true,
    moto: { "5.1.1, 5.2.1": undefined },
  },
  {
    name: "siblings have different names",
    page: "CreateOrganizationalUnit",
    act: ({ fail, root }) => fail("CreateOrganizationalUnit", { ParentId: root, Name: "Production" }),
    answer: "DuplicateOrganizationalUnitException",
    moto: { "5.1.1, 5.2.1": "done" },
  },
  {
    name: "an OU is renamed and keeps its id",
    page: "UpdateOrganizationalUnit",
    act: async ({ call, unit }) => {
      await call("UpdateOrganizationalUnit", { OrganizationalUnitId: unit, Name: "Live" });
      return (await call("DescribeOrganizationalUnit", { OrganizationalUnitId: unit })).OrganizationalUnit.Name;
    },
    answer: "Live",
  },
  {
    name: "an OU with accounts is not deleted",
    page: "DeleteOrganizationalUnit",
    act: ({ fail, unit }) => fail("DeleteOrganizationalUnit", { OrganizationalUnitId: unit }),
    answer: "OrganizationalUnitNotEmptyException",
    moto: { "5.1.1, 5.2.1": "done" },
  },
  {
    name: "an unknown OU is not found",
    page: "DescribeOrganizationalUnit",
    act: ({ fail }) => fail("DescribeOrganizationalUnit", { OrganizationalUnitId: "ou-abcd-00000000" }),
    answer: "OrganizationalUnitNotFoundException",
    moto: XML,
  },
  {
    name: "an unknown parent is not found",
    page: "ListAccountsForParent",
    act: ({ fail }) => fail("ListAccountsForParent", { ParentId: "r-zzzz" }),
    answer: "ParentNotFoundException",
    moto: XML,
  },
  {
    name: "a new account is in progress first",
    page: "CreateAccount",
    act: async ({ call }) => {
      const input = { Email: "aws+new@example.com", AccountName: "new" };
      return (await call("CreateAccount", input)).CreateAccountStatus.State;
    },
    answer: "IN_PROGRESS",
    moto: { "5.1.1, 5.2.1": "SUCCEEDED" },
  },
  {
    name: "an account has a state",
    page: "Account",
    act: async ({ call, account }) => (await call("DescribeAccount", { AccountId: account })).Account.State,
    answer: "ACTIVE",
    moto: { "5.1.1": undefined },
  },
  {
    name: "a list of accounts tells where each is",
    page: "Account",
    act: async ({ call, account, root, unit }) => {
      const { Accounts } = await call("ListAccounts");
      const found = Accounts.find(({ Id }) => Id === account);
      return found?.Paths?.[0]?.endsWith(`/${root}/${unit}/${account}/`);
    },
    answer: true,
    moto: { "5.1.1, 5.2.1": undefined },
  },
  {
    name: "an account has one parent",
    page: "ListParents",
    act: async ({ call, account, unit }) => {
      const [parent] = (await call("ListParents", { ChildId: account })).Parents;
      return [parent?.Type, parent?.Id === unit];
    },
    answer: ["ORGANIZATIONAL_UNIT", true],
  },
  {
    name: "children are listed by kind",
    page: "ListChildren",
    act: async ({ call, account, unit }) => {
      const { Children } = await call("ListChildren", { ParentId: unit, ChildType: "ACCOUNT" });
      return Children.map(({ Id }) => Id === account);
    },
    answer: [true],
  },
  {
    name: "an unknown account is not found",
    page: "DescribeAccount",
    act: ({ fail }) => fail("DescribeAccount", { AccountId: "999999999999" }),
    answer: "AccountNotFoundException",
  },
  {
    name: "an account id has twelve digits",
    page: "DescribeAccount; Reason INVALID_PATTERN",
    act: ({ fail }) => fail("DescribeAccount", { AccountId: "12" }),
    answer: "InvalidInputException INVALID_PATTERN",
    moto: { "5.1.1, 5.2.1": "AccountNotFoundException" },
  },
  {
    name: "a page leads to the next",
    page: "ListAccounts",
    act: async ({ call }) => {
      const first = await call("ListAccounts", { MaxResults: 1 });
      const second = await call("ListAccounts", { MaxResults: 1, NextToken: first.NextToken });
      const ids = [...first.Accounts, ...second.Accounts].map(({ Id }) => Id);
      return [new Set(ids).size, typeof first.NextToken, second.NextToken ?? "the end"];
    },
    answer: [2, "string", "the end"],
  },
  {
    name: "a made-up token is refused",
    page: "ListAccounts; Reason INVALID_NEXT_TOKEN",
    act: ({ fail }) => fail("ListAccounts", { NextToken: "abc" }),
    answer: "InvalidInputException INVALID_NEXT_TOKEN",
    moto: { "5.1.1, 5.2.1": "InvalidToken" },
  },
];
