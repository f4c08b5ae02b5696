/**
 * A file and a copy hold an organization under its own id. In this window they are other organizations: a draft or a
 * record of a change made in a copy must never be taken for one of the original.
 */
export type SessionMark = "file" | "copy";

export function markOrganizationId(organizationId: string, mark: SessionMark): string {
  return `${organizationId}~${mark}`;
}

/** The id of AWS. */
export function unmarkOrganizationId(organizationId: string): string {
  return organizationId.replace(/~(file|copy)$/, "");
}
