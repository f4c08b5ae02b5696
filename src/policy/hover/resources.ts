import type { Node } from "jsonc-parser";
import { parseArn } from "../../terms/arns";
import { getPartitionById } from "../../terms/partitions";
import { getRegionName } from "../../terms/regions";
import { hasWildcard } from "../glob";
import type { Hover, Span } from "../language";
import { findIds } from "../reading/ids";
import type { Words } from "../reading/sentence";
import { contains, getInnerSpan } from "../tree";
import { describeId } from "./ids";

export function hoverResource(node: Node, offset: number, words: Words): Hover | undefined {
  const text = String(node.value);
  if (text === "*") return { span: getInnerSpan(node), markdown: "Every resource." };
  return text.startsWith("arn:") ? hoverArn(node, offset, words) : undefined;
}

/** The part of an ARN under the pointer, and all parts below it. */
export function hoverArn(node: Node, offset: number, words: Words): Hover | undefined {
  const text = String(node.value);
  const inner = getInnerSpan(node);
  const arn = parseArn(text);
  // An escape shifts what follows it.
  if (!arn || inner.end - inner.start !== text.length) return undefined;
  const texts = ["arn", arn.partition, arn.service, arn.region, arn.accountId, arn.resource];
  const details = ["", ...describeParts(arn, words)];
  const rows = NAMES.map((name, at) => (at === 0 ? "" : `- ${name}: ${details[at] ?? ""}`)).filter(Boolean);
  let start = inner.start;
  let span: Span = inner;
  for (const part of texts) {
    const own = { start, end: start + part.length };
    if (contains(own, offset) && part !== "arn") span = own;
    start = own.end + 1;
  }
  const types = listResourceTypes(arn, words);
  const parts = ["**ARN**", rows.join("\n"), types && `Resource type: ${types}`];
  return { span, markdown: parts.filter(Boolean).join("\n\n") };
}

const NAMES = ["", "Partition", "Service", "Region", "Account", "Resource"];

type Arn = NonNullable<ReturnType<typeof parseArn>>;

function describeParts({ partition, service, region, accountId, resource }: Arn, { catalogue, names }: Words) {
  const serviceName = catalogue.services.find(({ prefix }) => prefix === service.toLowerCase())?.name;
  const regionName = getRegionName(region);
  const [account] = findIds(accountId, names);
  return [
    `\`${partition}\`${getPartitionById(partition) || hasWildcard(partition) ? "" : ", not known"}`,
    `\`${service}\`${serviceName ? `, ${serviceName}` : ""}`,
    describePart(region, regionName, "any Region", "none: the resource is global, or its name is enough"),
    describePart(accountId, account && describeId(account, names).replaceAll("\n\n", "; "), "any account", "none"),
    `\`${resource}\``,
  ];
}

function describePart(text: string, known: string | undefined, any: string, none: string): string {
  if (text === "") return none;
  if (text === "*") return `\`*\`, ${any}`;
  return known === undefined ? `\`${text}\`` : `\`${text}\`, ${known}`;
}

/** Which of the service's resource types the ARN's shape fits: the literal start of the type's resource part. */
function listResourceTypes({ service, resource }: Arn, { catalogue }: Words): string | undefined {
  const actions = catalogue.getService(service)?.actions ?? [];
  const types = new Map(actions.flatMap(({ resourceTypes }) => resourceTypes.map(({ name, arn }) => [name, arn])));
  const fitting = [...types].filter(([, arn]) => {
    const start = /^[^$]*/.exec(arn.split(":").slice(5).join(":"))?.[0] ?? "";
    return start.length > 1 && resource.startsWith(start);
  });
  return fitting.length > 0 ? fitting.map(([name]) => name).join(", ") : undefined;
}
