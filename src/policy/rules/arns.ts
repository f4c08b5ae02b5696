import { guessAccountId } from "../../terms/ids";
import { getPartition, getPartitionById, getPartitionByPattern, PARTITIONS } from "../../terms/partitions";
import { getRegionName } from "../../terms/regions";
import { isBucket, namesAccount, namesNoRegion, namesRegion } from "../arnShapes";
import other from "../data/otherServices.json";
import { hasWildcard } from "../glob";
import { findNearest } from "../nearest";
import { hasPlaceholder } from "../placeholder";
import { getInnerSpan } from "../tree";
import { getArns, type WrittenArn } from "../writtenArns";
import { showDeny } from "./examples";
import { findNearestRegion, isMisspelt } from "./regionValues";
import type { Finding, Rule, RuleScope } from "./rule";

const showResource = (arn: string) => showDeny(`"Action":"s3:*","Resource":"${arn}"`);
const GOOD = showResource("arn:aws:s3:::logs/*");

export const malformedArn: Rule = {
  code: "malformed-arn",
  title: "Text that is no ARN",
  severity: "error",
  reach: "statements",
  messages: [
    "One text holds one ARN; these are {several}.",
    "A resource is * or an ARN, not the address {uri}. Did you mean {nearest}?",
    "This operator compares whole ARNs, arn:partition:service:region:account:resource; this is none: {value}. Did you mean {nearest}?",
    "White space around an ARN is part of it, so that it matches nothing. Did you mean {nearest}?",
    "This ARN stops short, it has {count} of 6 parts: arn:partition:service:region:account:resource.",
    "This operator compares whole ARNs, arn:partition:service:region:account:resource; this is none: {value}",
    "This ARN names no resource: {arn}",
    "ARNs of secrets end with a hyphen and six characters that AWS chooses: none has this one. Did you mean {suffixed}?",
    "A resource is * or an ARN, arn:partition:service:region:account:resource.",
  ],
  why: "Resources are named by their ARN of six parts, or `*` for all. AWS refuses other texts; one that stops short is taken as if wildcards followed, which is rarely what was meant. The ARN of a secret ends with six characters of AWS's own choice, for which `-??????` stands.",
  bad: showResource("s3:::logs/*"),
  good: GOOD,
  source: "reference_policies_elements_resource",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      for (const arn of getArns(statement, catalogue)) yield* judgeShape(arn);
    }
  },
};

/** A secret by its name alone; one whose last word has six letters may be whole. */
const SECRET = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(?!.*-[A-Za-z0-9]{6}$)[^:*?]+$/;

function* judgeShape({ node, text, place, parts, key }: WrittenArn): Generator<Finding> {
  const span = getInnerSpan(node);
  if (place === "resource" && /^\*+$/.test(text)) return;
  const several = splitArns(text).length;
  if (several > 1) return yield { span, data: { several } };
  // Other spaces are look-alikes.
  const nearest = trim(text, " \t\r\n");
  if (text !== nearest && /^(arn:|\*$)/.test(nearest) && !hasPlaceholder(text)) {
    return yield { span, severity: "warning", data: { nearest } };
  }
  const isWhole = parts[0]?.text === "arn" && parts.length === 6;
  if (SECRET.test(text) && !hasPlaceholder(text)) {
    const suffixed = `${text}-??????`;
    return yield { span, severity: "warning", data: { suffixed, correct: suffixed } };
  }
  if (isWhole && (parts[5]?.text !== "" || place === "condition")) return;
  // A gap may stand for several parts.
  if (hasPlaceholder(text) && (parts[0]?.text !== "arn" || parts.length < 6)) return;
  if (place === "condition") {
    const name = key === "aws:principalarn" ? /^(?:role\/)?([\w+=,.@-]+)$/.exec(text)?.[1] : undefined;
    const role = name !== undefined && !/^\d+$/.test(name) && { nearest: `arn:aws:iam::*:role/${name}` };
    yield { span, severity: "warning", data: { value: text, ...role } };
  } else if (parts[0]?.text !== "arn") {
    const uri = /^s3:\/\/([^/]+(?:\/.+)?)\/?$/.exec(text)?.[1];
    yield { span, ...(uri !== undefined && { data: { uri: text, nearest: `arn:aws:s3:::${uri}` } }) };
  } else if (isWhole) yield { span, severity: "warning", data: { arn: text } };
  // A star at the end may run past the colons that are missing.
  else if (!text.endsWith("*")) yield { span, severity: "warning", data: { count: parts.length } };
}

/** Without these characters at either end: a pattern would try each of a long run that is followed by others. */
function trim(text: string, characters: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text.charAt(start))) start++;
  while (end > start && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** The ARNs that stand in one text, between commas or spaces; none where any of them is no ARN. */
export function splitArns(text: string): readonly string[] {
  const written = text.split(/(?<=[\s,;])(?=arn:)/);
  const parts = written.map((part, at) => (at < written.length - 1 ? trim(part.trim(), " \t\r\n,;") : part.trim()));
  return parts.every((part) => /^arn:[^:\s]*:[^:\s]*:[^:\s]*:[^:\s]*:./.test(part)) ? parts : [];
}

/** A rule about one part of ARNs that are whole enough to have it. */
function* checkPart(
  { outline, catalogue }: RuleScope,
  index: number,
  judge: (text: string, arn: WrittenArn) => Omit<Finding, "span"> | undefined,
): Generator<Finding> {
  for (const statement of outline.statements) {
    for (const arn of getArns(statement, catalogue)) {
      const part = arn.parts[index];
      if (arn.parts[0]?.text !== "arn" || !part || hasPlaceholder(part.text)) continue;
      // Where the ARN stops short nobody knows which part its last text is.
      if (arn.parts.length < 6 && index > 2) continue;
      const finding = judge(part.text, arn);
      if (finding) yield { span: part.span, ...finding };
    }
  }
}

export const arnPartition: Rule = {
  code: "arn-partition",
  title: "Unknown partition in an ARN",
  severity: "warning",
  reach: "statements",
  messages: [
    "There is no partition {partition}. Did you mean {nearest}?",
    "There is no partition {partition}.",
    "The partition is missing: most often it is aws.",
  ],
  why: "The second part of an ARN is one of AWS's separate clouds: `aws`, `aws-cn`, `aws-us-gov` and a few more. An ARN of another partition matches nothing.",
  bad: showResource("arn:asw:s3:::logs/*"),
  good: GOOD,
  source: "reference-arns",
  *check(scope) {
    yield* checkPart(scope, 1, (partition) => {
      if (hasWildcard(partition) || getPartitionById(partition)) return undefined;
      if (partition === "") return { data: {} };
      const nearest = /gov/i.test(partition)
        ? "aws-us-gov"
        : /china/i.test(partition)
          ? "aws-cn"
          : findNearest(
              partition,
              PARTITIONS.map(({ id }) => id),
            );
      return { data: { partition, ...(nearest !== undefined && { nearest }) } };
    });
  },
};

export const arnService: Rule = {
  code: "arn-service",
  title: "Unknown service in an ARN",
  severity: "warning",
  reach: "statements",
  messages: [
    "No ARN names a service {service} in the catalogue of {date}. Did you mean {nearest}?",
    "No ARN names a service {service} in the catalogue of {date}; it may be newer, or retired.",
    "Wildcards have no place in the service of an ARN: {pattern}",
    "The service is missing from this ARN.",
  ],
  why: "The third part of an ARN is the service, in lower case and without wildcards. An ARN of a service that does not exist matches nothing.",
  bad: showResource("arn:aws:s4:::logs/*"),
  good: GOOD,
  source: "reference-arns",
  *check(scope) {
    const { catalogue } = scope;
    yield* checkPart(scope, 2, (service, { parts }) => {
      if (service === "") return { data: {} };
      // `arn:aws:*` stands for all that follows.
      if (hasWildcard(service))
        return parts.length > 3 && parts.some(({ text }, at) => at > 2 && !/^\*$/.test(text))
          ? { severity: "info", data: { pattern: service } }
          : undefined;
      if (catalogue.hasArnService(service) || other.prefixes.includes(service)) return undefined;
      const nearest = findNearest(
        service,
        catalogue.services.map(({ prefix }) => prefix),
      );
      return { data: { service, date: catalogue.date, ...(nearest !== undefined && { nearest }) } };
    });
  },
};

export const arnRegion: Rule = {
  code: "arn-region",
  title: "Wrong Region in an ARN",
  severity: "warning",
  reach: "statements",
  messages: [
    "ARNs of {regionless} name no Region.",
    "ARNs of {regional} name a Region, or * for all.",
    "Region {region} lies in the partition {actual}, not in {partition}.",
    "There is no Region {unknown}. Did you mean {nearest}?",
    "Region {newer} is not among those known; it may be newer.",
    "There is no Region {unknown}.",
  ],
  why: "The fourth part of an ARN is a Region of the ARN's partition, empty for what is global. One that does not exist, or lies in another partition, makes an ARN that matches nothing.",
  bad: showDeny('"Action":"sqs:*","Resource":"arn:aws:sqs:eu-wst-1:111122223333:jobs"'),
  good: showDeny('"Action":"sqs:*","Resource":"arn:aws:sqs:eu-west-1:111122223333:jobs"'),
  source: "reference-arns",
  *check(scope) {
    yield* checkPart(scope, 3, (region, arn) => {
      const [partition, service] = [arn.parts[1]?.text ?? "", arn.parts[2]?.text ?? ""];
      if (region === "") return namesRegion(service) ? { data: { regional: service } } : undefined;
      if (hasWildcard(region)) return undefined;
      if (namesNoRegion(arn)) return { data: { regionless: service === "s3" ? "buckets" : service } };
      if (getRegionName(region) === undefined) {
        const nearest = findNearestRegion(region);
        if (getPartitionByPattern(region) && !isMisspelt(region, nearest)) {
          return { severity: "info", data: { newer: region } };
        }
        return { data: { unknown: region, ...(nearest !== undefined && { nearest }) } };
      }
      const actual = getPartition(region).id;
      if (actual === partition || hasWildcard(partition) || !getPartitionById(partition)) return undefined;
      return { data: { region, actual, partition } };
    });
  },
};

/** Words that stand in ARNs in place of an account, for what AWS itself owns. */
const OWNERS: ReadonlySet<string> = new Set(["", "aws", "amazon", "aws-marketplace", "cloudfront", "self"]);

export const arnAccount: Rule = {
  code: "arn-account",
  title: "Malformed account in an ARN",
  severity: "warning",
  reach: "statements",
  messages: [
    "ARNs of {accountless} name no account.",
    "ARNs of {owned} name an account, or * for all.",
    "An account id has 12 digits, this one {count}: {account}. Did you mean {nearest}?",
    "An account id has 12 digits, this one {count}: {account}",
    "{account} is no account id. Did you mean {nearest}?",
    "{account} is no account id: 12 digits, aws, or nothing.",
  ],
  why: "The fifth part of an ARN is an account id of 12 digits, `aws` for what AWS owns, or empty. Another text matches nothing; ids lose a leading zero where a spreadsheet took them for numbers.",
  bad: showDeny('"Action":"iam:*","Resource":"arn:aws:iam::1112222333:role/Admin"'),
  good: showDeny('"Action":"iam:*","Resource":"arn:aws:iam::111122223333:role/Admin"'),
  source: "reference-arns",
  *check(scope) {
    yield* checkPart(scope, 4, (account, arn) => {
      const service = arn.parts[2]?.text ?? "";
      const hasNoRegion = arn.parts[3]?.text === "";
      // Where the Region is wrong for the same reason, that is marked.
      if (account === "" && namesAccount(service)) {
        return hasNoRegion && namesRegion(service) ? undefined : { data: { owned: service } };
      }
      if (account !== "" && !hasWildcard(account) && isBucket(arn)) {
        return hasNoRegion ? { data: { accountless: "buckets" } } : undefined;
      }
      if (OWNERS.has(account) || /^\d{12}$/.test(account) || hasWildcard(account)) return undefined;
      const nearest = guessAccountId(account);
      const count = /^\d+$/.test(account) ? account.length : undefined;
      return { data: { account, ...(count !== undefined && { count }), ...(nearest !== undefined && { nearest }) } };
    });
  },
};
