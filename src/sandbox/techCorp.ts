import type {
  Account,
  AccountState,
  Attachment,
  Handshake,
  Organization,
  OrganizationContents,
  OrganizationalUnit,
  Tags,
} from "../organization/model";
import { createArns } from "./ids";
import { FULL_AWS_ACCESS, MANAGED_POLICIES } from "./managedPolicies";
import { createTechCorpGuardrails } from "./techCorpGuardrails";
import { createTechCorpPolicies } from "./techCorpPolicies";

const ROOT = "r-tc01";
const PRODUCTION = "ou-tc01-prod4kx7";
const DEVELOPMENT = "ou-tc01-devl8m2q";
const SECURITY = "ou-tc01-secu9w3z";
const BILLING = "100200300400";

const IDENTITY = { id: "o-techcorp42", masterAccountId: BILLING };
const ARNS = createArns(IDENTITY);
const DAY = 24 * 60 * 60 * 1000;

const UNITS: readonly (readonly [id: string, name: string, tags: Tags])[] = [
  [PRODUCTION, "Production", { Environment: "production", Owner: "platform@techcorp.example" }],
  [DEVELOPMENT, "Development", { Environment: "development", Owner: "engineering@techcorp.example" }],
  [SECURITY, "Security", { Environment: "security", Owner: "security@techcorp.example" }],
];

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly mailbox: string;
  readonly parentId: string;
  readonly joined: string;
  readonly costCenter: string;
  readonly owner: string;
  readonly environment: string;
  readonly state?: AccountState;
}

const ACCOUNTS: readonly AccountRow[] = [
  {
    id: BILLING,
    name: "TechCorp Billing",
    mailbox: "billing",
    parentId: ROOT,
    joined: "2019-03-04",
    costCenter: "CC-1000",
    owner: "finance",
    environment: "management",
  },
  {
    id: "210987654321",
    name: "Web Services",
    mailbox: "web-services",
    parentId: PRODUCTION,
    joined: "2019-05-13",
    costCenter: "CC-2100",
    owner: "web",
    environment: "production",
  },
  {
    id: "321098765432",
    name: "Database Services",
    mailbox: "database-services",
    parentId: PRODUCTION,
    joined: "2019-05-13",
    costCenter: "CC-2200",
    owner: "data",
    environment: "production",
  },
  {
    id: "432109876543",
    name: "Team A",
    mailbox: "team-a",
    parentId: DEVELOPMENT,
    joined: "2020-01-20",
    costCenter: "CC-3100",
    owner: "team-a",
    environment: "development",
  },
  {
    id: "543210987654",
    name: "Team B",
    mailbox: "team-b",
    parentId: DEVELOPMENT,
    joined: "2021-09-07",
    costCenter: "CC-3200",
    owner: "team-b",
    environment: "development",
  },
  {
    id: "876543210987",
    name: "Team C (pilot)",
    mailbox: "team-c",
    parentId: DEVELOPMENT,
    joined: "2022-02-28",
    costCenter: "CC-3300",
    owner: "team-c",
    environment: "development",
    state: "SUSPENDED",
  },
  {
    id: "654321098765",
    name: "Logging",
    mailbox: "logging",
    parentId: SECURITY,
    joined: "2019-04-01",
    costCenter: "CC-4100",
    owner: "security",
    environment: "security",
  },
  {
    id: "765432109876",
    name: "Audit",
    mailbox: "audit",
    parentId: SECURITY,
    joined: "2019-04-01",
    costCenter: "CC-4200",
    owner: "security",
    environment: "security",
  },
];

/** What is attached where, FullAWSAccess apart. */
const ATTACHMENTS: Readonly<Record<string, readonly string[]>> = {
  [ROOT]: ["p-denyleave1", "p-guardlogs1", "p-orgaccess1", "p-costctags1"],
  [PRODUCTION]: ["p-regionseu1", "p-denyroot01", "p-backupprd1"],
  "321098765432": ["p-datastore1"],
  [DEVELOPMENT]: ["p-denyroot01", "p-instances1", "p-costctags2"],
  [SECURITY]: ["p-sectools01"],
};

/** The organization that everyone meets first. Its ids never change; `takenAt` sets its dates. */
export function createTechCorp(takenAt = "2026-11-24T10:00:00.000Z"): OrganizationContents {
  const organization: Organization = {
    id: IDENTITY.id,
    arn: ARNS.organization,
    featureSet: "ALL",
    masterAccountId: BILLING,
    masterAccountArn: ARNS.account(BILLING),
    masterAccountEmail: "aws+billing@techcorp.example",
  };
  return {
    takenAt,
    organization,
    roots: [
      {
        id: ROOT,
        arn: ARNS.root(ROOT),
        name: "Root",
        policyTypes: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY", "BACKUP_POLICY"].map(
          (type) => ({ type, status: "ENABLED" }),
        ),
      },
    ],
    organizationalUnits: UNITS.map(([id, name]) => createUnit(id, name)),
    accounts: ACCOUNTS.map(createAccount),
    policies: [
      ...MANAGED_POLICIES,
      ...createTechCorpGuardrails(ARNS.policy),
      ...createTechCorpPolicies(ARNS.policy, IDENTITY.id),
    ],
    attachments: createAttachments(),
    tags: createTags(),
    handshakes: [createInvitation(organization, takenAt)],
    delegatedServices: {
      "765432109876": [
        { servicePrincipal: "guardduty.amazonaws.com", delegationEnabledDate: "2021-03-01T09:30:00.000Z" },
        { servicePrincipal: "securityhub.amazonaws.com", delegationEnabledDate: "2021-03-01T09:35:00.000Z" },
      ],
      "654321098765": [
        { servicePrincipal: "cloudtrail.amazonaws.com", delegationEnabledDate: "2022-11-30T14:00:00.000Z" },
      ],
    },
    enabledServices: [
      "backup.amazonaws.com",
      "cloudtrail.amazonaws.com",
      "guardduty.amazonaws.com",
      "securityhub.amazonaws.com",
      "sso.amazonaws.com",
      "tagpolicies.tag.amazonaws.com",
    ].map((servicePrincipal) => ({ servicePrincipal, dateEnabled: "2021-03-01T09:00:00.000Z" })),
  };
}

function createUnit(id: string, name: string): OrganizationalUnit {
  return { id, arn: ARNS.organizationalUnit(id), name, parentId: ROOT };
}

function createAccount(row: AccountRow): Account {
  return {
    id: row.id,
    arn: ARNS.account(row.id),
    name: row.name,
    email: `aws+${row.mailbox}@techcorp.example`,
    state: row.state ?? "ACTIVE",
    joinedMethod: row.id === BILLING ? "INVITED" : "CREATED",
    joinedTimestamp: `${row.joined}T08:15:00.000Z`,
    parentId: row.parentId,
  };
}

/** FullAWSAccess is everywhere but on the Security OU, which lists what it allows instead. */
function createAttachments(): readonly Attachment[] {
  const targets = [ROOT, ...UNITS.map(([id]) => id), ...ACCOUNTS.map(({ id }) => id)];
  return targets.flatMap((targetId) =>
    [...(targetId === SECURITY ? [] : [FULL_AWS_ACCESS.id]), ...(ATTACHMENTS[targetId] ?? [])].map((policyId) => ({
      policyId,
      targetId,
    })),
  );
}

function createTags(): Readonly<Record<string, Tags>> {
  const accounts = ACCOUNTS.map(({ id, costCenter, owner, environment }): [string, Tags] => [
    id,
    { CostCenter: costCenter, Owner: `${owner}@techcorp.example`, Environment: environment },
  ]);
  const policies: [string, Tags][] = [
    "p-denyleave1",
    "p-guardlogs1",
    "p-regionseu1",
    "p-sectools01",
    "p-orgaccess1",
  ].map((id) => [id, { Owner: "security@techcorp.example", ReviewedOn: "2026-09-15" }]);
  const units = UNITS.map(([id, , tags]): [string, Tags] => [id, tags]);
  return Object.fromEntries([[ROOT, { Owner: "platform@techcorp.example" }], ...units, ...accounts, ...policies]);
}

function createInvitation(organization: Organization, takenAt: string): Handshake {
  const id = "h-acquired01x";
  const at = (days: number) => new Date(Date.parse(takenAt) + days * DAY).toISOString();
  return {
    id,
    arn: ARNS.handshake(id),
    state: "OPEN",
    action: "INVITE",
    parties: [
      { id: organization.id.slice("o-".length), type: "ORGANIZATION" },
      { id: "cloud@brightloop.example", type: "EMAIL" },
    ],
    requestedTimestamp: at(-3),
    expirationTimestamp: at(12),
    resources: [
      {
        type: "ORGANIZATION",
        value: organization.id,
        resources: [
          { type: "MASTER_EMAIL", value: organization.masterAccountEmail },
          { type: "MASTER_NAME", value: "TechCorp Billing" },
          { type: "ORGANIZATION_FEATURE_SET", value: "ALL" },
        ],
      },
      { type: "EMAIL", value: "cloud@brightloop.example" },
      { type: "NOTES", value: "Welcome, Brightloop! Please join before the end-of-month billing run." },
    ],
  };
}
