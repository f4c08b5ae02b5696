import { findNearestGlobalKey, getGlobalKey, getServiceKey } from "../conditionKeys";
import { memoize } from "../memo";
import { findNearest } from "../nearest";
import { parseOperator } from "../operators";
import { getKeyByOtherName } from "../otherNames";
import { hasPlaceholder } from "../placeholder";
import { getConditions } from "../statements";
import { getInnerSpan } from "../tree";
import type { Rule } from "./rule";

export const unknownConditionKey: Rule = {
  code: "unknown-condition-key",
  title: "Unknown condition key",
  severity: "warning",
  reach: "statements",
  messages: [
    "A condition key is missing, such as {example}.",
    "The name of a tag is missing behind {bare}, such as {bare}/Team.",
    "Only values are filled in: as a key {variable} is {nearest}.",
    "No condition key {key} in the catalogue of {date}. Did you mean {nearest}?",
    "No condition key {key} in the catalogue of {date}; it may be newer, or retired.",
  ],
  why: "A key that no request carries makes a positive test fail and a negated one succeed, always. Keys of services that the catalogue lacks, and those of identity providers, are left alone.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestRegion":"eu-west-1"}}}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}}',
  source: "reference_policies_condition-keys",
  *check({ outline, catalogue }) {
    const getNearest = memoize((key) => {
      const known = getKeyByOtherName(key) ?? separateTag(key);
      if (known !== undefined) return known;
      // A key without a prefix is a global one, as a rule.
      if (!key.includes(":")) return getGlobalKey(`aws:${key}`)?.name;
      if (isGlobal(key)) return findNearestGlobalKey(key);
      const own = catalogue.getService(getPrefix(key))?.conditionKeys ?? [];
      const names = own.map(({ name }) => name);
      const longer = names.filter((name) => name.toLowerCase().startsWith(key.toLowerCase()));
      return findNearest(key, names) ?? (longer.length === 1 ? longer[0] : undefined);
    });
    const isKnown = memoize((key) => {
      if (hasPlaceholder(key) || getGlobalKey(key) || getServiceKey(catalogue, key)) return true;
      if (!key.includes(":")) return false;
      // Keys of identity providers, and of services without keys in the catalogue, may be anything.
      return !isGlobal(key) && !catalogue.getService(getPrefix(key))?.conditionKeys.length;
    });
    for (const statement of outline.statements) {
      for (const { operator, key: member } of getConditions(statement)) {
        const key = member.name;
        const [, filled] = VARIABLE.exec(key) ?? [];
        if (filled !== undefined && (getGlobalKey(filled) ?? getServiceKey(catalogue, filled))) {
          yield { span: getInnerSpan(member.key), data: { variable: key, nearest: filled } };
          continue;
        }
        // Key and operator in each other's place are one mistake.
        if (isKnown(key) || (parseOperator(key) && isKnown(operator.name))) continue;
        const nearest = getNearest(key);
        const data = { key, date: catalogue.date };
        const span = getInnerSpan(member.key);
        if (key === "") yield { span, data: { example: "aws:RequestedRegion" } };
        else if (BARE.test(key)) yield { span, data: { bare: key.replace(/\/$/, "") } };
        else yield { span, data: nearest ? { ...data, nearest } : data };
      }
    }
  },
};

/** Keys behind which a slash and the name of a tag follow. */
const TAG = /^aws:(RequestTag|ResourceTag|PrincipalTag)(?:s?[/:.-])/i;

/** A name of Terraform has no colon. */
const VARIABLE = /^\$\{([a-z][\w-]*:[\w./@-]+)\}$/i;

const BARE = /^aws:(RequestTag|ResourceTag|PrincipalTag)\/?$/i;

/** `aws:RequestTag:Team`, `aws:RequestTags/Team` → `aws:RequestTag/Team` */
function separateTag(key: string): string | undefined {
  const [whole = "", name] = TAG.exec(key) ?? [];
  return name === undefined || whole === key ? undefined : `aws:${name}/${key.slice(whole.length)}`;
}

function isGlobal(key: string): boolean {
  return key.toLowerCase().startsWith("aws:");
}

function getPrefix(key: string): string {
  return key.slice(0, Math.max(key.indexOf(":"), 0));
}
