import { POLICY_TYPES } from "../../terms/policyTypes";
import type { Catalogue } from "../catalogue";
import { getConditionKey, isRegionKey } from "../conditionKeys";
import { isDeny } from "../conditionTests";
import data from "../data/keyValues.json";
import type { PolicyDocument } from "../document";
import { getConditions, getOutline } from "../statements";
import { contains, getSpan, getString, getStringNodes } from "../tree";
import { type ParsedOperator, parseOperator } from "../operators";
import type { OrganizationNames } from "../organizationNames";
import { takesVariables } from "../variables";
import type { Caret } from "./caret";
import { demoteListed, getOtherEntries } from "./listed";
import {
  getOrganizationKeyKind,
  suggestAccounts,
  suggestOrganizationIds,
  suggestOrgPaths,
  suggestPrincipalArns,
  suggestTagKeys,
  suggestTagValues,
} from "./organizationValues";
import { suggestArns } from "./arns";
import { suggestNoRegion, suggestRegions } from "./regions";
import type { Suggestion } from "./suggestion";
import { suggestVariables } from "./variables";

const VALUES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(data.values).map(([key, values]) => [key.toLowerCase(), values]),
);

/** What a condition value is written beside. */
export interface ValuePlace {
  readonly operator: string;
  readonly key: string;
  readonly partition: string;
  readonly organization: OrganizationNames | undefined;
}

/** Values by key: what AWS defines, what the organization has, and what the policy already says of the key elsewhere. */
export function suggestConditionValues(
  document: PolicyDocument,
  caret: Caret,
  place: ValuePlace,
  catalogue: Catalogue,
): readonly Suggestion[] {
  const operator = parseOperator(place.operator);
  const family = operator?.facts.family;
  const variables = takesVariables(family)
    ? suggestVariables(document.text, caret, suggestCallersTags(place.key, place.organization))
    : undefined;
  if (variables) return variables;
  const type = getConditionKey(catalogue, place.key)?.type;
  if (family === "Null" || family === "Bool" || type === "Bool") {
    const isFalseFirst = family !== "Null" && SAFEGUARD.test(place.key) && isInDeny(document, caret);
    return suggestBooleans(family === "Null", isFalseFirst);
  }
  const known = suggestKnownValues(document.text, caret, place, type, catalogue);
  const seen = suggestSeenValues(document, caret, place.key, new Set(known.map(({ label }) => label)));
  const all = [...known, ...seen];
  const taken = isExact(operator) ? all.filter(isLiteral) : all;
  return demoteListed(taken, getOtherEntries(document.text, caret));
}

/** Operators of texts that know no wildcards. */
function isExact(operator: ParsedOperator | undefined): boolean {
  return operator?.facts.family === "String" && !operator.facts.name.endsWith("Like");
}

function isLiteral({ label }: Suggestion): boolean {
  return !/[*?]/.test(label.replace(/\$\{[^}]*\}/g, ""));
}

/** Keys whose `true` is what one wants: a Deny that tests for it would deny all that is well. */
const SAFEGUARD = /^aws:(?:SecureTransport|MultiFactorAuthPresent|ViaAWSService|PrincipalIsAWSService)$|Encrypted$/i;

function isInDeny(document: PolicyDocument, { offset }: Caret): boolean {
  return getOutline(document).statements.some(
    (statement) => contains(getSpan(statement.node), offset) && isDeny(statement),
  );
}

function suggestBooleans(isNull: boolean, isFalseFirst: boolean): readonly Suggestion[] {
  const details = isNull ? ["the request lacks the key", "the request carries the key"] : [];
  return ["true", "false"].map((label, index) => {
    const detail = details[index];
    const rank = isFalseFirst ? 1 - index : index;
    return { label, kind: "value", ...(detail !== undefined && { detail }), rank };
  });
}

function suggestKnownValues(
  text: string,
  caret: Caret,
  place: ValuePlace,
  type: string | undefined,
  catalogue: Catalogue,
): readonly Suggestion[] {
  const { key, organization, partition } = place;
  const typed = text.slice(caret.span.start, caret.offset);
  const takesWildcards = /Like/.test(place.operator);
  switch (getOrganizationKeyKind(key)) {
    case "organizationId":
      return suggestOrganizationIds(organization);
    case "orgPaths":
      return suggestOrgPaths(organization, takesWildcards, typed);
    case "account":
      return suggestAccounts(organization, typed);
    case "principalArn":
      return [
        ...suggestPrincipalArns(organization, partition),
        {
          ...toSample(`arn:${partition}:iam::111122223333:role/…`, "a role of one account"),
          text: `arn:${partition}:iam::\${1:111122223333}:role/\${2:BreakGlass}`,
        },
        ...suggestArns(text, caret, { actions: [], partition, organization, services: ["iam"] }, catalogue),
      ];
    case undefined:
      break;
  }
  if (isRegionKey(key)) return [...suggestRegions(partition), ...suggestNoRegion(key, partition)];
  if (/^aws:TagKeys$/i.test(key)) return suggestTagKeys(organization);
  const tag = TAG_KEY.exec(key)?.[1];
  if (tag !== undefined) {
    const callers = /:PrincipalTag/i.test(key) ? [] : [suggestCallersTag(tag, 0)];
    return [...callers, ...suggestTagValues(organization, tag)];
  }
  const listed = VALUES[key.toLowerCase()];
  if (listed) return listed.map((label, order) => ({ label, kind: "value", rank: 0, order }));
  const services = getServicePrincipals(key, partition);
  if (services) return services;
  const special = suggestSpecialValues(key, partition);
  if (special) return special;
  switch (type) {
    case "ARN":
      return suggestArns(text, caret, { actions: [], partition, organization }, catalogue);
    case "IPAddress":
      return [
        toSample("203.0.113.0/24", "a range of addresses"),
        { ...toSample("2001:db8::/32", "a range of IPv6 addresses"), order: 1 },
      ];
    case "Date":
      if (place.operator.startsWith("Numeric")) return [toSample("1798761600", "2027-01-01, in seconds since 1970")];
      return [toSample("2027-01-01T00:00:00Z", "a moment, in UTC")];
    default:
      return [];
  }
}

/** `aws:ResourceTag/team`, and what services call it. */
const TAG_KEY = /:[\w-]*Tags?\/([^$<]+)$/i;

/**
 * The commonest comparison of tags: with the caller's own (IAM User Guide, Define permissions based on attributes), of
 * the same name, or else of any that the organization uses.
 */
function suggestCallersTags(key: string, organization: OrganizationNames | undefined): readonly Suggestion[] {
  const tag = TAG_KEY.exec(key)?.[1];
  if (tag !== undefined && !/:PrincipalTag/i.test(key)) return [suggestCallersTag(tag, 0)];
  return suggestTagKeys(organization).map(({ label }, order) => ({ ...suggestCallersTag(label, 2), order }));
}

function suggestCallersTag(tag: string, rank: number): Suggestion {
  const label = `\${aws:PrincipalTag/${tag}}`;
  return {
    label,
    kind: "variable",
    detail: "the caller's own tag",
    filterText: `${label} ${tag}`,
    isPartial: true,
    rank,
  };
}

/** Keys that name AWS services by their principals, such as `cloudtrail.amazonaws.com`. */
function getServicePrincipals(key: string, partition: string): readonly Suggestion[] | undefined {
  if (/^aws:CalledVia(?:First|Last)?$/i.test(key)) return data.calledVia.map(toPlainValue);
  if (/^kms:ViaService$/i.test(key)) {
    return data.servicePrincipals
      .filter((name) => /^[a-z0-9-]+$/.test(name))
      .flatMap((name, order) => [
        toPlainValue(`${name}.*.amazonaws.com`, order),
        {
          ...toSample(`${name}.eu-west-1.amazonaws.com`, "of one Region"),
          text: `${name}.\${1:eu-west-1}.amazonaws.com`,
        },
      ]);
  }
  if (!/(?:ServicePrincipal|ServiceName|ServiceNamesList|PassedToService)$/i.test(key)) return undefined;
  // Most services keep the common suffix in every partition; the few that do not are told by their own pages.
  const suffix = partition === "aws-cn" ? ["amazonaws.com", "amazonaws.com.cn"] : ["amazonaws.com"];
  return data.servicePrincipals.flatMap((name) => suffix.map((end) => `${name}.${end}`)).map(toPlainValue);
}

function suggestSpecialValues(key: string, partition: string): readonly Suggestion[] | undefined {
  switch (key.toLowerCase()) {
    case "organizations:policytype":
      return POLICY_TYPES.map(({ id, name }, order) => ({ label: id, kind: "value", detail: name, rank: 0, order }));
    case "iam:policyarn":
      return data.policyArns.map((name, order) => toPlainValue(`arn:${partition}:iam::aws:${name}`, order));
    case "iam:permissionsboundary":
      return [
        toSample(`arn:${partition}:iam::*:policy/Boundary`, "a policy of each account"),
        toSample(`arn:${partition}:iam::111122223333:policy/Boundary`, "a policy of one account"),
      ];
    case "aws:sourcevpc":
      return [toSample("vpc-0123456789abcdef0", "a VPC")];
    case "aws:sourcevpce":
      return [toSample("vpce-0123456789abcdef0", "a VPC endpoint")];
    default:
      return undefined;
  }
}

function toPlainValue(label: string, order: number): Suggestion {
  return { label, kind: "value", rank: 0, order };
}

function toSample(label: string, detail: string): Suggestion {
  return { label, kind: "value", detail, text: `\${1:${label}}`, isSnippet: true, rank: 2 };
}

/** What the policy compares the same key with elsewhere: exemptions repeat themselves. */
function suggestSeenValues(
  document: PolicyDocument,
  caret: Caret,
  key: string,
  known: ReadonlySet<string>,
): readonly Suggestion[] {
  const seen = new Set<string>();
  for (const statement of getOutline(document).statements) {
    for (const condition of getConditions(statement)) {
      if (condition.key.name.toLowerCase() !== key.toLowerCase()) continue;
      for (const node of getStringNodes(condition.key.value)) {
        if (!contains(getSpan(node), caret.offset)) seen.add(getString(node) ?? "");
      }
    }
  }
  return [...seen]
    .filter((value) => value !== "" && !known.has(value))
    .map((label, order) => ({ label, kind: "value", detail: "elsewhere in this policy", rank: 3, order }));
}
