import { getPartitionByPattern } from "../../terms/partitions";
import { REGIONS, UNSPECIFIED_REGION } from "../../terms/regions";
import { isRegionKey } from "../conditionKeys";
import { getTests, getValueText } from "../conditionTests";
import { hasWildcard, matchesGlob } from "../glob";
import { splitValues } from "../knownValues";
import { hasLookAlike } from "../lookAlikes";
import { findNearest } from "../nearest";
import { hasPlaceholder } from "../placeholder";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Rule } from "./rule";

const CODES: readonly string[] = REGIONS.map(({ code }) => code);
const KNOWN: ReadonlySet<string> = new Set(CODES);

/** What a bucket's place may be called where that is eu-west-1 (Amazon S3 API, CreateBucket). */
const OLD_IRELAND = "EU";

/** A bucket without a location constraint is of us-east-1 (S3 API Reference, CreateBucket). */
const NO_CONSTRAINT = "";

/** The Region that a misspelt one means. */
export function findNearestRegion(value: string): string | undefined {
  return findNearest(value, CODES);
}

export const unknownRegion: Rule = {
  code: "unknown-region",
  title: "Unknown Region",
  severity: "warning",
  reach: "statements",
  messages: [
    "One text holds one Region; these are {count}.",
    "There is no Region {region}. Did you mean {nearest}?",
    "Region {newer} is not among those known; it may be newer.",
    "{pattern} matches no Region.",
    "There is no Region {region}.",
    "A Region is missing, such as eu-west-1.",
  ],
  why: "A misspelt Region in a Region restriction shuts out everyone who works in the Region that was meant. A Region newer than the data is mentioned only.",
  bad: showDenyWhen(
    '"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-centrl-1"]}',
    '"Action":"ec2:*","Resource":"*"',
  ),
  good: showDenyWhen(
    '"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-central-1"]}',
    '"Action":"ec2:*","Resource":"*"',
  ),
  source: "reference_policies_condition-keys",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const { key, operator, values } of getTests(statement)) {
        if (!isRegionKey(key) || operator.facts.family !== "String") continue;
        for (const node of values) {
          const region = getValueText(node);
          if (KNOWN.has(region) || hasPlaceholder(region) || hasLookAlike(region)) continue;
          const ofRequests = /^aws:/i.test(key)
            ? [UNSPECIFIED_REGION]
            : /^s3:/i.test(key)
              ? [OLD_IRELAND, NO_CONSTRAINT]
              : [];
          if (ofRequests.includes(region)) continue;
          const span = getInnerSpan(node);
          if (hasWildcard(region)) {
            // Under an exact operator the wildcard itself is the mistake.
            if (!operator.facts.name.endsWith("Like") || CODES.some((code) => matchesGlob(region, code))) continue;
            yield { span, data: { pattern: region } };
            continue;
          }
          const count = splitRegions(region).length;
          if (region === "" || count > 1) {
            yield { span, data: count > 1 ? { count } : {} };
            continue;
          }
          const nearest = findNearest(region, [...CODES, ...ofRequests]);
          // One that fits the naming of a partition and differs in its number alone is rather new than wrong.
          if (getPartitionByPattern(region) && !isMisspelt(region, nearest)) {
            yield { span, severity: "info", data: { newer: region } };
          } else yield { span, data: { region, ...(nearest !== undefined && { nearest }) } };
        }
      }
    }
  },
};

/** The Regions that stand in one text, between commas or spaces; none where any of them is no Region. */
export function splitRegions(text: string): readonly string[] {
  const parts = splitValues(text);
  return parts.every((part) => KNOWN.has(part)) ? parts : [];
}

/** Whether the words of a Region are no words of Regions: `eu-centrl-1`, but not `eu-north-2`. */
export function isMisspelt(region: string, nearest: string | undefined): boolean {
  const words = region.split("-").filter((word) => !/^\d+$/.test(word));
  const known = new Set(CODES.flatMap((code) => code.split("-")));
  return nearest !== undefined && !words.every((word) => known.has(word));
}
