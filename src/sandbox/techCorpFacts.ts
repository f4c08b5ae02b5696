/** What only the demo has: what TechCorp's people did in the last weeks, and whom AWS writes to. */
import type { OrganizationContents } from "../organization/model";
import { CONTACTS } from "./state";
import { TRAIL, type TrailRecord } from "./trail";

const ROLE = "AWSReservedSSO_PlatformAdmin_4f1c2d3e4b5a6978";
const DAY = 24 * 60 * 60 * 1000;
const REGIONS = "p-regionseu1";

const getContact = (Name: string, Title: string, mailbox: string) => ({
  ...{ Name, Title, EmailAddress: `${mailbox}@techcorp.example`, PhoneNumber: "+49 69 5550 100" },
});
const SECURITY = getContact("Priya Nair", "Head of Security", "security");
/** By account, then by type. */
const CONTACT_LISTS = {
  "210987654321": { SECURITY, OPERATIONS: getContact("Jonas Weber", "Platform Engineer", "platform") },
  "321098765432": { SECURITY },
  "100200300400": { BILLING: getContact("Mara Lind", "Finance", "finance"), SECURITY },
};

export function addDemoFacts(contents: OrganizationContents): OrganizationContents {
  const { takenAt, policies, organization } = contents;
  const regions = policies.find(({ id }) => id === REGIONS)?.content ?? "";
  const update = (content: string) => ({ policyId: REGIONS, name: "RestrictRegions", content });
  const rows: readonly (readonly [
    days: number,
    person: string,
    name: string,
    request: Readonly<Record<string, unknown>>,
  ])[] = [
    [74, "jonas.weber", "UpdatePolicy", update(regions.replace(/,\s*"eu-west-1"/, ""))],
    [
      ...[41, "jonas.weber", "MoveAccount"],
      { accountId: "543210987654", sourceParentId: "r-tc01", destinationParentId: "ou-tc01-devl8m2q" },
    ] as const,
    [33, "priya.nair", "AttachPolicy", { policyId: "p-instances1", targetId: "ou-tc01-devl8m2q" }],
    [12, "priya.nair", "UpdatePolicy", update(regions)],
    [12, "priya.nair", "AttachPolicy", { policyId: "p-denyroot01", targetId: "ou-tc01-prod4kx7" }],
  ];
  const { masterAccountId: accountId } = organization;
  const records = rows.map(
    ([days, person, name, request], index): TrailRecord => ({
      id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, "0")}`,
      name,
      at: new Date(Date.parse(takenAt) - days * DAY - index * 1_234_567).toISOString(),
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${ROLE}/${person}@techcorp.example`,
      request,
    }),
  );
  return { ...contents, extra: { ...contents.extra, [TRAIL]: records, [CONTACTS]: CONTACT_LISTS } };
}
