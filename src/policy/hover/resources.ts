import type { Node } from "jsonc-parser";
import { parseArn } from "../../terms/arns";
import { toCode } from "../../terms/markdown";
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
  const describeIn = (text: string) =>
    findIds(text, names).flatMap((found) =>
      found.name === undefined ? [] : describeId(found, names).replaceAll("\n\n", "; "),
    );
  return [
    `${toCode(partition)}${getPartitionById(partition) || hasWildcard(partition) ? "" : ", not known"}`,
    `${toCode(service)}${serviceName ? `, ${serviceName}` : ""}`,
    describePart(region, regionName, "any Region", "none: the resource is global, or its name is enough"),
    describePart(accountId, account && describeId(account, names).replaceAll("\n\n", "; "), "any account", "none"),
    [toCode(resource), ...describeIn(resource)].join(", "),
  ];
}

function describePart(text: string, known: string | undefined, any: string, none: string): string {
  if (text === "") return none;
  if (text === "*") return `\`*\`, ${any}`;
  return known === undefined ? toCode(text) : `${toCode(text)}, ${known}`;
}

/** Which of the service's resource types the ARN's shape fits. */
function listResourceTypes({ service, resource }: Arn, { catalogue }: Words): string | undefined {
  const actions = catalogue.getService(service)?.actions ?? [];
  const types = new Map(
    actions.flatMap(({ resourceTypes }) =>
      resourceTypes.map(({ name, arn }) => [name, arn.split(":").slice(5).join(":")] as const),
    ),
  );
  const named = [...types].filter(([, shape]) => {
    const start = /^[^$]*/.exec(shape)?.[0] ?? "";
    return start.length > 1 && resource.startsWith(start);
  });
  const fitting = named.length > 0 ? named : [...types].filter(([, shape]) => fitsNameless(resource, shape));
  return fitting.length > 0 ? fitting.map(([name]) => name).join(", ") : undefined;
}

/** Of types that begin with a name, such as buckets and their objects, the slashes and colons tell. */
function fitsNameless(resource: string, shape: string): boolean {
  if (!shape.startsWith("$")) return false;
  const isOpen = /^[^/:]*\*$/.test(resource);
  return (
    isOpen || ["/", ":"].every((sign) => resource.includes(sign) === shape.replace(/\$\{[^}]*\}/g, "").includes(sign))
  );
}
