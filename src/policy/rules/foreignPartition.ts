import type { Node } from "jsonc-parser";
import { getPartition, getPartitionById } from "../../terms/partitions";
import { getRegionName } from "../../terms/regions";
import { isRegionKey } from "../conditionKeys";
import { getTests, getValueText } from "../conditionTests";
import { hasWildcard } from "../glob";
import { hasPlaceholder } from "../placeholder";
import { getInnerSpan } from "../tree";
import { getArns, type WrittenArn } from "../writtenArns";
import { showDeny } from "./examples";
import type { Finding, Rule } from "./rule";

export const foreignPartition: Rule = {
  code: "foreign-partition",
  title: "ARN or Region of another partition",
  severity: "warning",
  reach: "statements",
  messages: [
    "Region {region} lies in the partition {partition}, and this organization in {own}.",
    "This ARN is of the partition {partition}, and this organization lies in {nearest}: nothing here has it.",
  ],
  why: "An organization never spans two of AWS's partitions: an ARN or a Region of another one matches nothing in its accounts. A text for several partitions lists each, or has a wildcard in its place. This is only said where the organization is known: in the editor while one is connected, on the command line with `--org FILE`.",
  bad: showDeny('"Action":"s3:*","Resource":"arn:aws-cn:s3:::logs/*"'),
  good: showDeny('"Action":"s3:*","Resource":"arn:aws:s3:::logs/*"'),
  source: "reference-arns",
  *check({ outline, catalogue, context: { organization } }) {
    if (!organization) return;
    const own = organization.partition;
    for (const statement of outline.statements) {
      const lists = new Map<Node | undefined, WrittenArn[]>();
      for (const arn of getArns(statement, catalogue)) {
        const list = lists.get(arn.node.parent) ?? [];
        lists.set(arn.node.parent, [...list, arn]);
      }
      for (const list of lists.values()) yield* judgeArns(list, own);
      for (const { key, values } of getTests(statement)) if (isRegionKey(key)) yield* judgeRegions(values, own);
    }
  },
};

/** Of one list; where one of them is of this partition, or of any, it is written for several. */
function* judgeArns(arns: readonly WrittenArn[], own: string): Generator<Finding> {
  const found = arns.flatMap(({ parts: [head, partition] }) => (head?.text === "arn" && partition ? [partition] : []));
  if (found.some(({ text }) => text === own || hasWildcard(text) || hasPlaceholder(text))) return;
  for (const { text, span } of found)
    if (getPartitionById(text)) yield { span, data: { partition: text, nearest: own } };
}

function* judgeRegions(values: readonly Node[], own: string): Generator<Finding> {
  const known = values.flatMap((node) => {
    const region = getValueText(node);
    return getRegionName(region) === undefined ? [] : [{ node, region, partition: getPartition(region).id }];
  });
  if (known.length < values.length || known.some(({ partition }) => partition === own)) return;
  for (const { node, region, partition } of known) {
    yield { span: getInnerSpan(node), data: { region, partition, own } };
  }
}
