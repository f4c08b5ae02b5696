import type { Node } from "jsonc-parser";
import { escapeMarkdown } from "../../terms/markdown";
import type { Hover } from "../language";
import type { OrganizationNames } from "../organizationNames";
import { findIds, type NamedId } from "../reading/ids";
import { contains, getInnerSpan } from "../tree";

const KINDS: Readonly<Record<NamedId["kind"], string>> = {
  organization: "Organization",
  root: "Root",
  organizationalUnit: "Organizational unit (OU)",
  account: "Account",
  policy: "Policy",
  handshake: "Handshake",
};

/** The id under the pointer, by its name and place where they are known. */
export function hoverId(node: Node, offset: number, names: OrganizationNames | undefined): Hover | undefined {
  const inner = getInnerSpan(node);
  const found = findIds(String(node.value), names).find(({ span }) =>
    contains({ start: inner.start + span.start, end: inner.start + span.end }, offset),
  );
  if (!found) return undefined;
  const span = { start: inner.start + found.span.start, end: inner.start + found.span.end };
  return { span, markdown: describeId(found, names) };
}

export function describeId(found: NamedId, names: OrganizationNames | undefined): string {
  const { id, kind, name, place, state, isForeign } = found;
  const isOwn = kind === "organization" && names?.organizationId === id;
  return [
    name === undefined ? `**${id}** · ${KINDS[kind]}` : `**${escapeMarkdown(name)}** · ${KINDS[kind]} \`${id}\``,
    place && place !== name && escapeMarkdown(place),
    state && `State: ${state}`,
    kind === "account" && names?.managementAccountId === id && "The management account.",
    isOwn && "The connected organization.",
    isForeign && "Not of the connected organization.",
  ]
    .filter(Boolean)
    .join("\n\n");
}
