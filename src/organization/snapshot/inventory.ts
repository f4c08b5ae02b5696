/** Every account in a table, for people who work in spreadsheets and documents. */
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import type { Account, OrganizationContents, Policy } from "../model";
import { sortByName } from "../order";
import { groupBy } from "./indexes";
import { formatCsv } from "../../terms/csv";
import { escapeMarkdown } from "../../terms/markdown";
import { formatMoment } from "../../terms/moment";
import { Side } from "./side";

interface Row {
  readonly account: Account;
  readonly place: string;
  /** Attached directly, by name. */
  readonly policies: readonly Policy[];
}

/** One row an account, one column a tag key. */
export function formatInventoryCsv(contents: OrganizationContents): string {
  const keys = [...new Set(contents.accounts.flatMap(({ id }) => Object.keys(contents.tags[id] ?? {})))].sort();
  const fixed = ["Id", "Name", "Email", "State", "Place", "ParentId", "JoinedMethod", "JoinedTimestamp", "Policies"];
  const rows = getRows(contents).map(({ account, place, policies }) => [
    ...[account.id, account.name, account.email, account.state, place, account.parentId],
    ...[account.joinedMethod, account.joinedTimestamp, policies.map(({ name }) => name).join("; ")],
    ...keys.map((key) => contents.tags[account.id]?.[key] ?? ""),
  ]);
  const header = [...fixed, ...keys.map((key) => `Tag: ${key}`)];
  return formatCsv([header, ...rows]);
}

/** The organization at a glance: accounts by place, policies with their targets, what could not be read. */
export function formatInventoryMarkdown(contents: OrganizationContents): string {
  const { organization, accounts, organizationalUnits, policies, attachments, gaps = [] } = contents;
  const targets = groupBy(attachments, ({ policyId }) => policyId);
  return [
    `# Organization ${organization.id}`,
    "",
    `As of ${formatMoment(contents.takenAt, "en")}: ${accounts.length} accounts, ${organizationalUnits.length} OUs, ${policies.length} policies.`,
    "",
    "## Accounts",
    "",
    ...table(
      ["Place", "Name", "ID", "E-mail", "State"],
      getRows(contents).map(({ account, place }) => [place, account.name, account.id, account.email, account.state]),
    ),
    "## Policies",
    "",
    ...table(
      ["Type", "Name", "ID", "Characters", "Targets"],
      sortByName(policies).map(({ id, name, type, content }) => [
        getPolicyTypeFacts(type).short,
        name,
        id,
        String(content.length),
        String(targets.get(id)?.length ?? 0),
      ]),
    ),
    ...(gaps.length === 0 ? [] : ["## Not read", ""]),
    ...(gaps.length === 0
      ? []
      : table(
          ["Operation", "Resource", "Reason"],
          gaps.map(({ operation, resource, reason }) => [operation, resource ?? "", reason]),
        )),
  ].join("\n");
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const lines = [header, header.map(() => "---"), ...rows.map((row) => row.map(escapeMarkdown))];
  return [...lines.map((cells) => `| ${cells.join(" | ")} |`), ""];
}

/** By place, then by name. */
function getRows(contents: OrganizationContents): readonly Row[] {
  const side = new Side(contents);
  const attached = groupBy(contents.attachments, ({ targetId }) => targetId);
  const rows = sortByName(contents.accounts).map((account) => ({
    account,
    place: side.getPlace(account.parentId),
    policies: (attached.get(account.id) ?? []).flatMap(({ policyId }) => side.policies.get(policyId) ?? []),
  }));
  return rows.sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
}
