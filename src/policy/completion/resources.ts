import type { Node } from "jsonc-parser";
import type { Catalogue } from "../catalogue";
import { getMembers, getStringNodes } from "../tree";
import type { Suggestion } from "./suggestion";

const MAX_ARNS = 60;

/** `*`, and the ARNs of the resource types that the statement's actions work on. */
export function suggestResources(statement: Node | undefined, catalogue: Catalogue): readonly Suggestion[] {
  const arns = new Map<string, string>();
  for (const { name, value } of getMembers(statement)) {
    if (name !== "Action") continue;
    for (const node of getStringNodes(value)) {
      const pattern = String(node.value);
      if (!pattern.includes(":")) continue;
      for (const action of catalogue.expand(pattern)) {
        for (const type of action.resourceTypes) if (type.arn && arns.size < MAX_ARNS) arns.set(type.arn, type.name);
      }
    }
  }
  return [
    { label: "*", kind: "value", detail: "every resource", rank: 0 },
    ...[...arns].map(
      ([arn, name]): Suggestion => ({
        label: toPattern(arn, () => "*"),
        kind: "value",
        detail: name,
        text: toSnippet(arn),
        isSnippet: true,
        rank: 1,
      }),
    ),
  ];
}

/** `arn:${Partition}:s3:::${BucketName}` → `arn:aws:s3:::` and a gap; Region and account are left open. */
function toSnippet(arn: string): string {
  let stop = 0;
  return toPattern(arn, (name) => (name === "Region" || name === "Account" ? "*" : `\${${++stop}:*}`));
}

function toPattern(arn: string, fill: (name: string) => string): string {
  return arn.replace(/\$\{([^}]*)\}/g, (_, name: string) => (name === "Partition" ? "aws" : fill(name)));
}
