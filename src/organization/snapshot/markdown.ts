import { escapeMarkdown } from "../../terms/markdown";
import type { Translate } from "../../terms/translate";
import type { Differences } from "./difference";
import { DIFFERENCE_GROUPS, describeDifference, getGroup, getGroupName } from "./wording";

/** What changed, as a document to send around. `formatTime` turns ISO 8601 into the person's own form. */
export function formatDifferences(
  { from, to, differences, gaps }: Differences,
  formatTime: (iso: string) => string,
  t: Translate,
): string {
  const lines = [`# ${t("What changed from {0} to {1}", formatTime(from), formatTime(to))}`, ""];
  if (differences.length === 0) lines.push(t("Nothing."), "");
  for (const group of DIFFERENCE_GROUPS) {
    const members = differences.filter((difference) => getGroup(difference) === group);
    if (members.length === 0) continue;
    lines.push(`## ${getGroupName(group, t)} (${members.length})`, "");
    for (const difference of members) {
      const { label, description, ids } = describeDifference(difference, t);
      const names = ids.map((id) => ` \`${id}\``).join("");
      lines.push(`- **${escapeMarkdown(label)}**${names} ${escapeMarkdown(description)}`);
    }
    lines.push("");
  }
  if (gaps.length > 0) {
    lines.push(`## ${t("Not compared")}`, "", t("One side could not read it:"), "");
    for (const { operation, resource, reason } of gaps) {
      lines.push(`- ${operation}${resource === undefined ? "" : ` \`${resource}\``}: ${escapeMarkdown(reason)}`);
    }
    lines.push("");
  }
  return lines.join("\n");
}
