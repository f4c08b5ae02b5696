import type { Node } from "jsonc-parser";
import { getIdKind } from "../../terms/ids";
import { type ConditionTest, getTests, getValueText } from "../conditionTests";
import { hasWildcard } from "../glob";
import { findNearest } from "../nearest";
import type { OrganizationNames } from "../organizationNames";
import type { PolicyOutline } from "../statements";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Finding, Rule } from "./rule";

/** Why these only speak where an organization is known. */
const WHY =
  "This is only said where the organization is known: in the editor while one is connected, on the command line with `--org FILE`.";

export const foreignOrganization: Rule = {
  code: "foreign-organization",
  title: "Organization id that is not yours",
  severity: "warning",
  reach: "statements",
  messages: ["{id} is not this organization, which is {nearest}."],
  why: `A copied organization id in a data perimeter shuts your own people and roles out. Beside your own id another one may be a partner's, and is mentioned only. ${WHY}`,
  bad: showDenyWhen('"StringNotEquals":{"aws:ResourceOrgID":"o-z9y8x7w6v5"}'),
  good: showDenyWhen('"StringNotEquals":{"aws:ResourceOrgID":"o-a1b2c3d4e5"}'),
  source: "reference_policies_condition-keys",
  *check({ outline, context: { organization } }) {
    if (!organization) return;
    const own = organization.organizationId;
    for (const { values } of findTests(outline, (name) => /org(id|paths)$/.test(name))) {
      const ids = values.map((node) => getValueText(node).split("/")[0] ?? "");
      const isAmongOthers = ids.includes(own);
      for (const [at, id] of ids.entries()) {
        const node = values[at];
        if (!node || id === own || getIdKind(id) !== "organization") continue;
        const inner = getInnerSpan(node);
        const span = { start: inner.start, end: Math.min(inner.end, inner.start + id.length) };
        yield { span, severity: isAmongOthers ? "info" : "warning", data: { id, nearest: own } };
      }
    }
  },
};

const ACCOUNT_KEYS: ReadonlySet<string> = new Set(
  ["principalaccount", "resourceaccount", "sourceaccount", "vpceaccount", "principalarn"].map((key) => `aws:${key}`),
);

export const unknownAccount: Rule = {
  code: "unknown-account",
  title: "Account that is not in your organization",
  severity: "warning",
  reach: "statements",
  messages: [
    "{id} is no account of this organization. Did you mean {nearest}?",
    "{id} is no account of this organization.",
  ],
  why: `A mistyped account id exempts nobody, or shuts out the account that was meant. Beside accounts of your own another one may be a partner's, and is mentioned only. ${WHY}`,
  bad: showDenyWhen('"StringNotEquals":{"aws:PrincipalAccount":"444455556667"}'),
  good: showDenyWhen('"StringNotEquals":{"aws:PrincipalAccount":"444455556666"}'),
  source: "reference_policies_condition-keys",
  *check({ outline, context: { organization } }) {
    if (!organization?.hasAllAccounts) return;
    for (const { values } of findTests(outline, (name) => ACCOUNT_KEYS.has(name))) {
      const accounts = values.flatMap(readAccount);
      const isAmongOthers = accounts.some(({ id }) => organization.getAccount(id));
      for (const { id, span } of accounts) {
        if (organization.getAccount(id)) continue;
        // One digit wrong, or two swapped: more would be guessing.
        const nearest = isAmongOthers ? undefined : findSimilarAccount(id, organization);
        yield {
          span,
          severity: isAmongOthers ? "info" : "warning",
          data: { id, ...(nearest !== undefined && { nearest }) },
        };
      }
    }
  },
};

export const closedAccount: Rule = {
  code: "closed-account",
  title: "Account that is suspended or closed",
  severity: "warning",
  reach: "statements",
  messages: ["{id} ({name}) is {state}."],
  why: `Nobody works in a suspended or closed account any more: what is said of it has no effect, and an exemption for it is left over. ${WHY}`,
  bad: showDenyWhen('"StringNotEquals":{"aws:PrincipalAccount":["444455556666","777788889999"]}'),
  good: showDenyWhen('"StringNotEquals":{"aws:PrincipalAccount":["444455556666"]}'),
  source: "orgs_manage_accounts_close",
  *check({ outline, context: { organization } }) {
    if (!organization) return;
    for (const { values } of findTests(outline, (name) => ACCOUNT_KEYS.has(name))) {
      for (const { id, span } of values.flatMap(readAccount)) {
        const account = organization.getAccount(id);
        if (account && ["SUSPENDED", "PENDING_CLOSURE", "CLOSED"].includes(account.state)) {
          yield { span, data: { id, name: account.name, state: account.state.toLowerCase().replaceAll("_", " ") } };
        }
      }
    }
  },
};

export const unknownOrganizationalUnit: Rule = {
  code: "unknown-organizational-unit",
  title: "Root, OU or path that does not exist",
  severity: "warning",
  reach: "statements",
  messages: [
    "{id} lies elsewhere in this organization: {nearest}",
    "This organization has no {id}. Did you mean {nearestId}?",
    "This organization has no {id}.",
  ],
  why: `A path of an organizational unit that does not exist, or lies elsewhere, matches no account: a perimeter built on it shuts everyone out. ${WHY}`,
  bad: showDenyWhen('"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/ou-ab12-99999999/*"}'),
  good: showDenyWhen('"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}'),
  source: "reference_policies_condition-keys",
  *check(scope) {
    const { organization } = scope.context;
    if (!organization?.hasAllParents) return;
    for (const { values } of findTests(scope.outline, (name) => name.endsWith("orgpaths"))) {
      for (const node of values) yield* checkPath(node, organization);
    }
  },
};

function* checkPath(node: Node, organization: OrganizationNames): Generator<Finding> {
  const text = getValueText(node);
  const inner = getInnerSpan(node);
  const segments = text.split("/");
  if (segments[0] !== organization.organizationId) return;
  let offset = 0;
  let last: { readonly id: string; readonly path: string; readonly start: number; readonly end: number } | undefined;
  for (const segment of segments) {
    const start = inner.start + offset;
    offset += segment.length + 1;
    const kind = getIdKind(segment);
    if (kind !== "root" && kind !== "organizationalUnit") continue;
    const parent = organization.getParent(segment);
    const end = start + segment.length;
    if (!parent) {
      const nearestId = findNearest(
        segment,
        organization.parents.map(({ id }) => id),
      );
      yield { span: { start, end }, data: { id: segment, ...(nearestId !== undefined && { nearestId }) } };
      return;
    }
    last = { id: segment, path: parent.path, start, end };
  }
  // A path with a wildcard in its middle leaves its levels open.
  if (!last || hasWildcard(text.slice(0, last.end - inner.start)) || text.startsWith(last.path.replace(/\/$/, "")))
    return;
  yield { span: { start: last.start, end: last.end }, data: { id: last.id, nearest: last.path } };
}

function* findTests(outline: PolicyOutline, isMeant: (name: string) => boolean): Generator<ConditionTest> {
  for (const statement of outline.statements) {
    for (const test of getTests(statement)) {
      const { family } = test.operator.facts;
      if ((family === "String" || family === "Arn") && isMeant(test.name)) yield test;
    }
  }
}

/** The account that a value names, alone or in an ARN. */
function readAccount(
  node: Node,
): readonly { readonly id: string; readonly span: { readonly start: number; readonly end: number } }[] {
  const text = getValueText(node);
  const inner = getInnerSpan(node);
  const id = text.startsWith("arn:") ? (text.split(":")[4] ?? "") : text;
  if (!/^\d{12}$/.test(id)) return [];
  const start = inner.end - inner.start === text.length ? inner.start + text.indexOf(id) : inner.start;
  return [{ id, span: { start, end: Math.min(inner.end, start + id.length) } }];
}

function findSimilarAccount(id: string, organization: OrganizationNames): string | undefined {
  const nearest = findNearest(
    id,
    organization.accounts.map((account) => account.id),
  );
  const differing =
    nearest === undefined ? id.length : Array.from(id).filter((digit, at) => digit !== nearest[at]).length;
  return differing <= 2 ? nearest : undefined;
}
