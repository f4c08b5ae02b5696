import type { Node } from "jsonc-parser";
import { guessAccountId } from "../../terms/ids";
import { type ConditionTest, fitsType, getTestFacts, getTests, getValueText, isDeny } from "../conditionTests";
import type { KeyFacts } from "../conditionKeys";
import { hasWildcard } from "../glob";
import { findMeantService, findMeantValue, getWholeLists, isKnownValue, splitValues } from "../knownValues";
import { hasLookAlike } from "../lookAlikes";
import { parseAddressRange } from "../matching/addresses";
import { parseDate } from "../matching/dates";
import { hasPlaceholder } from "../placeholder";
import { findNearest } from "../nearest";
import type { OperatorFacts } from "../operators";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Rule } from "./rule";

export const conditionValue: Rule = {
  code: "condition-value",
  title: "Value that its operator or key cannot take",
  severity: "error",
  reach: "statements",
  messages: [
    "One text holds one value; these are {count}.",
    "The root user carries no {absent}; this is a user of that name. Test aws:PrincipalArn for arn:aws:iam::*:root.",
    "{operator} takes {expected}, not {value}. Did you mean {nearest}?",
    "{operator} takes {expected}, not {value}.",
    "{key} is never {unknown}. Did you mean {nearest}?",
    "{key} takes {form}, not {value}. Did you mean {nearest}?",
    "{key} takes {form}, not {value}.",
  ],
  why: "A value of another form than the operator or the key expects is refused, or can never be met: a Deny that hinges on it protects nothing, or locks everyone out.",
  bad: showDenyWhen('"NotIpAddress":{"aws:SourceIp":"203.0.113.0/33"},"Bool":{"aws:ViaAWSService":"false"}'),
  good: showDenyWhen('"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},"Bool":{"aws:ViaAWSService":"false"}'),
  source: "reference_policies_elements_condition_operators",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      for (const test of getTests(statement)) {
        if (!fitsType(test, catalogue)) continue;
        const facts = getTestFacts(test, catalogue);
        for (const node of test.values) {
          const value = getValueText(node);
          // What should be a variable, and signs that only look right, are other rules' matter.
          if (hasPlaceholder(value) || hasLookAlike(value) || VARIABLE.test(value)) continue;
          const several = splitValues(value);
          if (several.length > 1 && several.every((part) => isTaken(test, facts, part))) {
            const severity = test.operator.facts.family === "Ip" ? "error" : "warning";
            yield { span: getInnerSpan(node), severity, data: { count: several.length } };
            continue;
          }
          if (test.name === "aws:username" && /^root$/i.test(value) && test.operator.facts.family === "String") {
            yield { span: getInnerSpan(node), severity: "info", data: { absent: test.key } };
            continue;
          }
          const expected = getExpected(test, value);
          if (expected) {
            const meant = guessWritten(test.operator.facts.family, value);
            const data = { operator: test.operator.facts.name, expected, value, ...(meant && { nearest: meant }) };
            // AWS takes a date that it cannot read, and then never finds it met.
            const isDate = test.operator.facts.family === "Date";
            yield { span: getInnerSpan(node), severity: isDate ? "warning" : "error", data };
            continue;
          }
          const form = getForm(test, facts, value);
          if (!form) {
            const meant = operatorReadsCase(test.operator.facts) ? findMeantValue(test.name, value) : undefined;
            if (meant === undefined) continue;
            const data = { key: facts?.name ?? test.key, unknown: value, nearest: meant };
            yield { span: getInnerSpan(node), severity: "warning", data };
            continue;
          }
          const nearest = guessValue(form, value, test.operator.facts.name);
          const data = { key: facts?.name ?? "", form, value, ...(nearest !== undefined && { nearest }) };
          yield { span: getInnerSpan(node), severity: "warning", data };
        }
      }
    }
  },
};

/** `${aws:…`, `$(aws:…)`, `{aws:…}` */
const VARIABLE = /^(?:\$[({]?|\{)[a-z][\w-]*:/i;

/** Whether a part of a text would be a value by itself, as far as that can be told. */
function isTaken(test: ConditionTest, facts: KeyFacts | undefined, part: string): boolean {
  if (test.operator.facts.family === "Ip") return getExpected(test, part) === undefined;
  const isJudged = FORMS.has(test.name) || ONE_OF.has(test.name);
  return isJudged ? !getForm(test, facts, part) : isKnownValue(test.name, part);
}

/** What the operator wants in place of the value; `undefined` where it can read it. */
function getExpected({ operator }: ConditionTest, value: string): string | undefined {
  switch (operator.facts.family) {
    case "Numeric":
      return /^[+-]?\d+(\.\d+)?$/.test(value) ? undefined : "a number";
    case "Date":
      // A year alone is a date too, if a short one.
      return parseDate(value) === undefined && !/^\d{4}$/.test(value)
        ? "a date such as 2026-11-24T00:00:00Z"
        : undefined;
    case "Bool":
      return /^(true|false)$/i.test(value) ? undefined : "true or false";
    case "Null":
      return /^(true|false)$/i.test(value) ? undefined : "true (the key is absent) or false (it is there)";
    case "Ip":
      return parseAddressRange(value) ? undefined : "an IP address or range such as 203.0.113.0/24";
    case "Binary":
      return /^[A-Za-z0-9+/]*={0,2}$/.test(value) ? undefined : "Base64";
    case "String":
    case "Arn":
      return undefined;
  }
}

/** What was meant by a value that the operator cannot read, where that is plain. */
function guessWritten(family: OperatorFacts["family"], value: string): string | undefined {
  if (family === "Date") {
    const [, day, time, zone = ""] =
      /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?) ?(Z|[+-]\d{2}:?\d{2})?$/i.exec(value) ?? [];
    const date = `${day}T${time}${zone || "Z"}`;
    return day && parseDate(date) !== undefined ? date : undefined;
  }
  if (family === "Numeric") return guessNumber(value);
  if (family === "Bool" || family === "Null") return findNearest(value.toLowerCase(), ["true", "false"]);
  if (family !== "Ip") return undefined;
  const [, address = "", mask = ""] = /^([\d.]+)\/((?:\d+\.){3}\d+)$/.exec(value) ?? [];
  const bits = mask.split(".").reduce((so, part) => so + Number(part).toString(2).padStart(8, "0"), "");
  const masked = /^1*0*$/.test(bits) && mask !== "" ? `${address}/${bits.lastIndexOf("1") + 1}` : "";
  if (parseAddressRange(masked)) return masked;
  // 203.0.113.* → 203.0.113.0/24
  const parts = /^(\d+(?:\.\d+){0,2})(?:\.\*)+$/.exec(value)?.[1]?.split(".");
  const range = parts && `${[...parts, "0", "0", "0"].slice(0, 4).join(".")}/${parts.length * 8}`;
  return range && parseAddressRange(range) ? range : undefined;
}

/** As requests carry it. */
const ANSWER = "true or false";

/** As requests carry it, since a text operator compares sign by sign: 1.2 and 1.0, never 1.20. */
const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.(?:0|\d*[1-9]))?$/;
const NUMBER = "a plain number such as 12";

const ACCOUNT = { form: "an account id of 12 digits", pattern: /^\d{12}$/ };
const ORGANIZATION = {
  form: "an organization id such as o-a1b2c3d4e5",
  pattern: /^o-[a-z0-9]{10,32}$/,
  open: /^[a-z0-9*?-]+$/,
};
const USER_ID = {
  form: "the id of a role or user such as AROAEXAMPLEID:*",
  pattern: /^(?:A[A-Z]{3}[A-Z0-9]+|\d{12})(?::|$)/,
  open: /^(?:A[A-Z]{3}[A-Z0-9]*|\d{12})(?:[:*?]|$)|^[*?]/,
};
const PATHS = {
  form: "a path such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/, with a slash or * at its end",
  pattern: { test: isOrganizationPath },
};
const SERVICE = {
  form: "a service principal such as athena.amazonaws.com",
  pattern: {
    test: (value: string) => /^[\w.*?-]+\.[\w.*?-]+$|^\*$/.test(value) && findMeantService(value) === undefined,
  },
};
const VIA = {
  form: "a service and Region such as ec2.eu-west-1.amazonaws.com",
  pattern: /[^.]\.[^.]+\.amazonaws\.com(\.cn)?$/,
};
const POLICY_TYPE = {
  form: "a policy type such as SERVICE_CONTROL_POLICY",
  pattern: /^[A-Z0-9_]*POLICY(_[A-Z0-9]+)?$/,
};
/** By what the console and people call them, in upper case. */
const CALLED: ReadonlyMap<string, string> = new Map([
  ["SCP", "SERVICE_CONTROL_POLICY"],
  ["RCP", "RESOURCE_CONTROL_POLICY"],
  ["SSE-S3", "AES256"],
  ["KMS", "aws:kms"],
  ["SSE-KMS", "aws:kms"],
  ["DSSE-KMS", "aws:kms:dsse"],
]);
const ENCRYPTION = { form: "AES256 or a service such as aws:kms", pattern: /^(AES256|aws:[a-z:]+)$/ };

interface Form {
  readonly form: string;
  readonly pattern: { test(value: string): boolean };
  /** With wildcards in it, under an operator that knows them. */
  readonly open?: RegExp;
}

/** `o-…/r-…/ou-…/`, with wildcards in any place; behind one that may run past slashes any id may follow. */
function isOrganizationPath(value: string): boolean {
  const parts = value.split("/");
  let isOpen = false;
  return (
    (parts.length > 1 || value.endsWith("*")) &&
    /(^|\*)$/.test(parts.at(-1) ?? "") &&
    parts.every((part, at) => {
      const isFree = isOpen && /^(r|ou)-/.test(part);
      isOpen ||= part.includes("*");
      if (/[*?]/.test(part) || isFree) return at > 0 || /^[o*?]/.test(part);
      if (at === 0) return ORGANIZATION.pattern.test(part);
      return part === "" ? at === parts.length - 1 : (at === 1 ? /^r-/ : /^ou-/).test(part);
    })
  );
}

/** The forms of keys whose values all look alike, by name in lower case. */
const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ...["principalaccount", "resourceaccount", "sourceaccount", "vpceaccount"].map(
    (key) => [`aws:${key}`, ACCOUNT] as const,
  ),
  ...["principalorgid", "resourceorgid", "sourceorgid", "vpceorgid"].map(
    (key) => [`aws:${key}`, ORGANIZATION] as const,
  ),
  ...["principalorgpaths", "resourceorgpaths", "sourceorgpaths", "vpceorgpaths"].map(
    (key) => [`aws:${key}`, PATHS] as const,
  ),
  ...["calledvia", "calledviafirst", "calledvialast", "principalservicename", "principalservicenameslist"].map(
    (key) => [`aws:${key}`, SERVICE] as const,
  ),
  ["aws:userid", USER_ID],
  ["iam:awsservicename", SERVICE],
  ["iam:passedtoservice", SERVICE],
  ["organizations:serviceprincipal", SERVICE],
  ["kms:viaservice", VIA],
  ["organizations:policytype", POLICY_TYPE],
  ["s3:x-amz-server-side-encryption", ENCRYPTION],
  ["aws:sourcevpc", { form: "the id of a VPC, vpc-…", pattern: /^vpc-/ }],
  ["aws:sourcevpce", { form: "the id of a VPC endpoint, vpce-…", pattern: /^vpce-/ }],
]);

/** The keys of which AWS documents each value, and is not known to have added any. */
const ONE_OF: ReadonlyMap<string, Form> = new Map(
  Array.from(getWholeLists(), ([key, values]) => [
    key,
    {
      form: `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`,
      // Of a near miss it is said what was meant.
      pattern: { test: (value: string) => values.includes(value) || findMeantValue(key, value) !== undefined },
    },
  ]),
);

function getForm({ name, operator }: ConditionTest, facts: KeyFacts | undefined, value: string): string | undefined {
  if (operator.facts.family !== "String") return undefined;
  const isAnswer = operatorReadsCase(operator.facts) ? /^(true|false)$/ : /^(true|false)$/i;
  if (facts?.type === "Bool" && !isAnswer.test(value) && !hasWildcard(value)) return ANSWER;
  if (facts?.type === "Numeric" && !PLAIN_NUMBER.test(value) && !hasWildcard(value)) return NUMBER;
  const known = FORMS.get(name) ?? ONE_OF.get(name);
  // A wildcard under an exact operator is a mistake of its own.
  const isOpen = known !== PATHS && hasWildcard(value);
  if (!known || (isOpen && !(known.open && operator.facts.name.endsWith("Like")))) return undefined;
  return ((isOpen && known.open) || known.pattern).test(value) ? undefined : known.form;
}

/** Whether the operator tells `none` from `NONE`. */
function operatorReadsCase(facts: OperatorFacts): boolean {
  return facts.family === "String" && !facts.name.endsWith("IgnoreCase");
}

/** `1,000` → 1000, `+07` → 7, `1.20` → 1.2, `TLSv1.2` → 1.2 */
function guessNumber(value: string): string | undefined {
  const digits = value
    .trim()
    .replace(/^tls[ v_-]{0,2}/i, "")
    .replace(/^(\d{1,3})((?:[,' ]\d{3})+)$/, (_, first: string, rest: string) => first + rest.replace(/\D/g, ""))
    .replace(/^\+?0*(?=\d)/, "")
    .replace(/(\.\d+?)0+$/, "$1");
  return PLAIN_NUMBER.test(digits) ? digits : undefined;
}

function guessValue(form: string, value: string, operator: string): string | undefined {
  if (form === NUMBER) return guessNumber(value);
  if (form === ANSWER) return findNearest(value.toLowerCase(), ["true", "false"]);
  if (form === PATHS.form) {
    const path = `${value}/${operator.endsWith("Like") ? "*" : ""}`;
    return isOrganizationPath(path) ? path : undefined;
  }
  if (form === ACCOUNT.form) return guessAccountId(value);
  if (form === ORGANIZATION.form) return /(?:^|\/)(o-[a-z0-9]{10,32})(?:\/\*?)?$/.exec(value.trim().toLowerCase())?.[1];
  if (form === POLICY_TYPE.form || form === ENCRYPTION.form) {
    const inOtherCase = [value.toLowerCase(), value.toUpperCase()].find((text) =>
      (form === ENCRYPTION.form ? ENCRYPTION : POLICY_TYPE).pattern.test(text),
    );
    return CALLED.get(value.toUpperCase()) ?? inOtherCase;
  }
  return form === SERVICE.form ? findMeantService(value) : undefined;
}

export const literalWildcard: Rule = {
  code: "literal-wildcard",
  title: "Wildcard that is taken literally",
  severity: "warning",
  reach: "statements",
  messages: ["{operator} takes * and ? literally. Did you mean {nearest}?"],
  why: "Only the `Like` operators know wildcards. Under `StringEquals` a `*` matches a star and nothing else.",
  bad: showDenyWhen('"StringNotEquals":{"aws:PrincipalTag/Team":"platform-*"}'),
  good: showDenyWhen('"StringNotLike":{"aws:PrincipalTag/Team":"platform-*"}'),
  source: "reference_policies_elements_condition_operators",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const { operator, values } of getTests(statement)) {
        const nearest = LIKE[operator.facts.name];
        if (!nearest) continue;
        const { set, ifExists } = operator;
        for (const node of values) {
          if (!hasLiteralWildcard(node)) continue;
          yield {
            span: getInnerSpan(node),
            data: {
              operator: operator.facts.name,
              nearest: `${set ? `${set}:` : ""}${nearest}${ifExists ? "IfExists" : ""}`,
            },
          };
        }
      }
    }
  },
};

const LIKE: Readonly<Record<string, string>> = {
  StringEquals: "StringLike",
  StringNotEquals: "StringNotLike",
  StringEqualsIgnoreCase: "StringLike",
  StringNotEqualsIgnoreCase: "StringNotLike",
};

/** Variables such as `${*}` aside; a question mark in an address of the web is meant. */
function hasLiteralWildcard(node: Node): boolean {
  if (node.type !== "string") return false;
  const text = getValueText(node).replace(/\$\{[^}]{0,200}\}/g, "");
  return text.includes("*") || (text.includes("?") && !text.includes("://"));
}

const EVERY_PRINCIPAL = /^arn:[^:]*:(?:iam|\*):[^:]*:\*:\*+$/;

export const alwaysMet: Rule = {
  code: "always-met",
  title: "Test that both answers meet",
  severity: "warning",
  reach: "statements",
  messages: [
    "{key} is {value} in every request but a few without encryption: this denies them all. Did you mean {nearest}?",
    "{everyone} is every role and user: this exempts them all.",
    "{exempted} is every address of its kind: this exempts them all.",
    "{range} is every address of its kind: this test of {key} decides nothing but whether there is one.",
    "true and false both meet this test of {key}: it decides nothing but whether the key is there.",
  ],
  why: "Of a list of values any one meets the test. A list of `true` and `false` is met either way, and `0.0.0.0/0` is every IPv4 address: under `NotIpAddress` it exempts them all, as `arn:aws:iam::*:*` does every role and user.",
  bad: showDenyWhen('"Bool":{"aws:SecureTransport":["true","false"]}'),
  good: showDenyWhen('"Bool":{"aws:SecureTransport":"false"}'),
  source: "access-analyzer-reference-policy-checks",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const { operator, values, valueNode, key, name } of getTests(statement)) {
        const isExempting = name === "aws:principalarn" && operator.facts.isNegated && isDeny(statement);
        for (const node of isExempting && /Like$|^Arn/.test(operator.facts.name) ? values : []) {
          const everyone = getValueText(node);
          if (EVERY_PRINCIPAL.test(everyone))
            yield { span: getInnerSpan(node), data: { everyone, exempted: everyone } };
        }
        for (const node of operator.facts.family === "Ip" ? values : []) {
          const range = getValueText(node);
          if (parseAddressRange(range)?.bits !== 0) continue;
          yield { span: getInnerSpan(node), data: operator.facts.isNegated ? { exempted: range } : { key, range } };
        }
        if (operator.facts.family !== "Bool" && operator.facts.family !== "Null") continue;
        const answers = new Set(values.map((node) => getValueText(node).toLowerCase()));
        const [value] = values;
        if (name === "aws:securetransport" && answers.size === 1 && answers.has("true") && value && isDeny(statement)) {
          if (operator.facts.family === "Bool") {
            yield { span: getInnerSpan(value), data: { key, value: "true", nearest: "false" } };
          }
        }
        if (valueNode && answers.has("true") && answers.has("false")) {
          yield { span: getInnerSpan(valueNode), data: { key } };
        }
      }
    }
  },
};
