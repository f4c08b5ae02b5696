import type { Account, OrganizationalUnit, PolicySummary, Root } from "../../../src/organization/model";
import type { ListedAccount, OrganizationReader, TaggedResource } from "../../../src/organization/ports";

/** What a fake reader answers, and what it was asked. Change the lists to change the organization. */
export interface FakeOrganization {
  readonly reader: OrganizationReader;
  readonly asked: string[];
  units: OrganizationalUnit[];
  accounts: Account[];
  attached: Record<string, PolicySummary[]>;
  /** What the tagging API tells. */
  tagged: TaggedResource[];
  roots: Root[];
  hasPaths: boolean;
  /** Awaited before each answer. */
  gate: (operation: string) => Promise<void>;
}

export const ROOT = "r-a1b2";

export function makeAccount(id: string, name: string, parentId: string): Account {
  return {
    id,
    arn: `arn:aws:organizations::111111111111:account/o-exampleorgid/${id}`,
    name,
    email: `${id}@example.com`,
    state: "ACTIVE",
    joinedMethod: "CREATED",
    joinedTimestamp: "2026-01-01T00:00:00.000Z",
    parentId,
  };
}

export function makeUnit(id: string, name: string, parentId: string): OrganizationalUnit {
  return { id, arn: `arn:aws:organizations::111111111111:ou/o-exampleorgid/${id}`, name, parentId };
}

export function makePolicy(id: string, name: string, type = "SERVICE_CONTROL_POLICY"): PolicySummary {
  return {
    id,
    arn: `arn:aws:organizations::111111111111:policy/${id}`,
    name,
    description: "",
    type,
    awsManaged: false,
  };
}

/** A root with two OUs, one inside the other, and an account in each of the three. */
export function createFakeOrganization(): FakeOrganization {
  const asked: string[] = [];
  const ask = async (operation: string, id = "") => {
    asked.push(id ? `${operation} ${id}` : operation);
    await fake.gate(operation);
  };
  async function* list<T>(operation: string, id: string, getItems: () => readonly T[]): AsyncGenerator<T> {
    await ask(operation, id);
    yield* getItems();
  }
  const getAncestors = (account: Account): readonly string[] => {
    const ids: string[] = [];
    for (let at: string | undefined = account.parentId; at; at = fake.units.find((unit) => unit.id === at)?.parentId) {
      ids.unshift(at);
    }
    return ids;
  };
  const place = (account: Account): ListedAccount => {
    const { parentId, ...facts } = account;
    return fake.hasPaths ? { ...facts, parentId, ancestorIds: getAncestors(account) } : facts;
  };
  const fake: FakeOrganization = {
    asked,
    hasPaths: true,
    gate: async () => undefined,
    roots: [
      {
        id: ROOT,
        arn: `arn:aws-cn:organizations::111111111111:root/o-exampleorgid/${ROOT}`,
        name: "Root",
        policyTypes: [
          { type: "TAG_POLICY", status: "ENABLED" },
          { type: "RESOURCE_CONTROL_POLICY", status: "ENABLED" },
          { type: "SERVICE_CONTROL_POLICY", status: "ENABLED" },
          { type: "BACKUP_POLICY", status: "PENDING_ENABLE" },
        ],
      },
    ],
    units: [makeUnit("ou-a1b2-11111111", "Production", ROOT), makeUnit("ou-a1b2-22222222", "Web", "ou-a1b2-11111111")],
    accounts: [
      makeAccount("111111111111", "Billing", ROOT),
      makeAccount("222222222222", "Shared", "ou-a1b2-11111111"),
      makeAccount("333333333333", "Shop", "ou-a1b2-22222222"),
    ],
    attached: {},
    tagged: [],
    reader: {
      async describeOrganization() {
        await ask("DescribeOrganization");
        return {
          id: "o-exampleorgid",
          arn: "arn:aws:organizations::111111111111:organization/o-exampleorgid",
          featureSet: "ALL",
          masterAccountId: "111111111111",
          masterAccountArn: "arn:aws:organizations::111111111111:account/o-exampleorgid/111111111111",
          masterAccountEmail: "billing@example.com",
        };
      },
      listRoots: () => list("ListRoots", "", () => fake.roots),
      listOrganizationalUnits: (parentId) =>
        list("ListOrganizationalUnitsForParent", parentId, () =>
          fake.units.filter((unit) => unit.parentId === parentId),
        ),
      listChildUnitIds: (parentId) =>
        list("ListChildren", parentId, () =>
          fake.units.filter((unit) => unit.parentId === parentId).map((unit) => unit.id),
        ),
      listAccountsForParent: (parentId) =>
        list("ListAccountsForParent", parentId, () => fake.accounts.filter((account) => account.parentId === parentId)),
      listAccounts: () => list("ListAccounts", "", () => fake.accounts.map(place)),
      listPolicies: (type) => list("ListPolicies", type, () => [makePolicy("p-examplepolicy1", "Deny leaving", type)]),
      async describePolicy(policyId) {
        await ask("DescribePolicy", policyId);
        return { ...makePolicy(policyId, "Deny leaving"), content: "{}" };
      },
      listTargetsForPolicy: (policyId) =>
        list("ListTargetsForPolicy", policyId, () =>
          Object.keys(fake.attached)
            .filter((targetId) => fake.attached[targetId]?.some(({ id }) => id === policyId))
            .map((targetId) => ({ targetId, arn: "", name: targetId, type: "ORGANIZATIONAL_UNIT" })),
        ),
      listPoliciesForTarget: (targetId, type) =>
        list("ListPoliciesForTarget", `${targetId} ${type}`, () => fake.attached[targetId] ?? []),
      async describeEffectivePolicy(targetId, policyType) {
        await ask("DescribeEffectivePolicy", targetId);
        return { policyContent: "{}", lastUpdatedTimestamp: "2026-01-01T00:00:00.000Z", targetId, policyType };
      },
      async listTags(resourceId) {
        await ask("ListTagsForResource", resourceId);
        return { Owner: "platform" };
      },
      listTagged: () => list("GetResources", "", () => fake.tagged),
      listHandshakes: () => list("ListHandshakesForOrganization", "", () => []),
      listReceivedHandshakes: () => list("ListHandshakesForAccount", "", () => []),
      listAlternateContacts: (accountId) => list("GetAlternateContact", accountId, () => []),
      listDelegatedServices: (accountId) => list("ListDelegatedServicesForAccount", accountId, () => []),
    },
  };
  return fake;
}
