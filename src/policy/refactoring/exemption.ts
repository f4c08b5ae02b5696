import { exemptPrincipals } from "../amend";
import { findExemptRoles } from "../exemptRoles";
import type { Statement } from "../statements";
import { getSpan, getString } from "../tree";
import { createRefactoring, type Refactorer } from "./refactoring";

/** More are no choice. */
const MAX_ROLES = 8;

/** Stands for the gap while the rest of the edit is made plain text of a snippet. */
const GAP = "\uE001";

/** A Deny spares a role, known ones to choose from, in the condition that exempts already or in a new one. */
export const exemptPrincipal: Refactorer = function* (scope) {
  const { statement, document, context } = scope;
  if (!statement || getString(statement.get("Effect")?.value) !== "Deny") return;
  const { organization, kept = [] } = context;
  const edit = exemptPrincipals(document, statement, [GAP]);
  if (!edit) return;
  const plain = edit.newText.split(GAP).map((part) => part.replace(/[\\$}]/g, "\\$&"));
  const written = readStatement(document.text, statement);
  const roles = findExemptRoles(document, organization, kept);
  const isNew = (arn: string) => !written.includes(`"${arn}"`);
  const gap = toGap(roles.likely.filter(isNew), roles.kept.filter(isNew), organization?.partition ?? "aws");
  const snippet = { ...edit, newText: plain.join(gap) };
  yield { ...createRefactoring("rewrite", "Exempt a principal", {}, () => [snippet]), isSnippet: true };
};

/** Where nobody is likely, a name to type comes first. */
function toGap(likely: readonly string[], kept: readonly string[], partition: string): string {
  const other = `arn:${partition}:iam::*:role/RoleName`;
  if (likely.length + kept.length === 0) return other.replace("RoleName", "${1:RoleName}");
  const known = [...likely, ...kept].slice(0, MAX_ROLES);
  return `\${1|${(likely.length > 0 ? [...known, other] : [other, ...known]).join(",")}|}`;
}

function readStatement(text: string, { node }: Statement): string {
  const { start, end } = getSpan(node);
  return text.slice(start, end);
}
