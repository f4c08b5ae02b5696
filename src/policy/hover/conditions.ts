import type { Node } from "jsonc-parser";
import { toCode } from "../../terms/markdown";
import { getRegionName, UNSPECIFIED_REGION } from "../../terms/regions";
import type { Catalogue } from "../catalogue";
import { getGlobalKey, getServiceKey, isRegionKey } from "../conditionKeys";
import { countActions, toCount } from "../count";
import presence from "../data/keyPresence.json";
import type { Hover } from "../language";
import { describeAbsence, parseOperator } from "../operators";
import { getGuidePage, getKeyPage, getServicePage } from "../reading/pages";
import { describeCondition, type Words } from "../reading/sentence";
import type { Token } from "../reading/tokens";
import { getConditions, type Statement } from "../statements";
import { getInnerSpan, getString, type Member } from "../tree";
import { hoverId } from "./ids";
import { hoverArn } from "./resources";

type Of<K extends Token["kind"]> = Extract<Token, { readonly kind: K }>;

/** What the operator does, in general and with the keys here. */
export function hoverOperator({ node, operator, statement }: Of<"operator">, words: Words): Hover | undefined {
  const parsed = parseOperator(String(node.value));
  if (!parsed) return undefined;
  const set = {
    ForAllValues: "Each value of the request: ",
    ForAnyValue: "At least one value of the request: ",
    "": "",
  };
  const meaning = `${set[parsed.set ?? ""]}${parsed.facts.summary} ${describeAbsence(parsed)}`.trim();
  const here = getConditions(statement)
    .filter((condition) => condition.operator.key === operator.key)
    .map((condition) => `- ${describeCondition(condition, words)}`);
  const page = parsed.set
    ? "reference_policies_condition_examples-multi-valued-context-keys"
    : "reference_policies_elements_condition_operators";
  const parts = [
    `**${String(node.value)}**`,
    meaning,
    here.join("\n"),
    parsed.set === "ForAllValues" && describeOpenKeys(operator, statement),
    `[AWS documentation](${getGuidePage(page)})`,
  ];
  return { span: getInnerSpan(node), markdown: parts.filter(Boolean).join("\n\n") };
}

/** What ForAllValues does with requests that lack a key, where no Null test takes care of them. */
function describeOpenKeys(operator: Member, statement: Statement): string | undefined {
  const effect = getString(statement.get("Effect")?.value);
  if (effect !== "Deny" && effect !== "Allow") return undefined;
  const all = getConditions(statement);
  const minded = new Set(
    all
      .filter((one) => parseOperator(one.operator.name)?.facts.family === "Null")
      .map(({ key }) => key.name.toLowerCase()),
  );
  const open = all.flatMap(({ operator: { key: place }, key: { name } }) =>
    place === operator.key && !minded.has(name.toLowerCase()) ? [toCode(name)] : [],
  );
  if (open.length === 0) return undefined;
  const does = effect === "Deny" ? "denies" : "allows";
  return `So this ${does} requests without ${open.join(" or ")} too. A \`Null\` test that says \`"false"\` of the key leaves them out.`;
}

export function hoverKey(node: Node, catalogue: Catalogue): Hover | undefined {
  const markdown = describeKey(String(node.value), catalogue);
  return markdown === undefined ? undefined : { span: getInnerSpan(node), markdown };
}

/** What a key holds and when a request carries it. */
export function describeKey(written: string, catalogue: Catalogue): string | undefined {
  const global = getGlobalKey(written);
  if (global) {
    const type = global.multivalued ? `${global.type}, several values` : global.type;
    const parts = [
      `**${global.name}** · ${type}`,
      global.summary,
      getPresence(global.name),
      `[AWS documentation](${getKeyPage(written)})`,
    ];
    return parts.filter(Boolean).join("\n\n");
  }
  const own = getServiceKey(catalogue, written);
  if (!own) return undefined;
  const prefix = written.slice(0, written.indexOf(":")).toLowerCase();
  const service = catalogue.getService(prefix);
  const carriers = service?.actions.filter((action) => action.conditionKeys.includes(own.name)).length ?? 0;
  const type = own.type.startsWith("ArrayOf") ? `${own.type}, several values` : own.type;
  const parts = [
    `**${own.name}** · ${type}`,
    own.description,
    carriers > 0 &&
      `Carried by ${toCount(carriers)} of ${countActions(service?.actionCount ?? 0)} of ${service?.name}.`,
    service && `[AWS documentation](${getServicePage(service)})`,
  ];
  return parts.filter(Boolean).join("\n\n");
}

/** When a request carries a global key. */
function getPresence(name: string): string | undefined {
  const group = presence.groups.find(({ keys }) => keys.includes(name));
  return group && `Present: ${group.presence.charAt(0).toLowerCase()}${group.presence.slice(1)}`;
}

const NO_REGION =
  "a call by a global inference profile of Amazon Bedrock, which any commercial Region may answer. A Region restriction without it in its list denies such calls.";

/** A Region, an id or an ARN among a condition's values. */
export function hoverValue({ node, condition }: Of<"conditionValue">, offset: number, words: Words): Hover | undefined {
  const text = String(node.value);
  const region = isRegionKey(condition.key.name) ? getRegionName(text) : undefined;
  if (region !== undefined) return { span: getInnerSpan(node), markdown: `**${text}** · ${region}` };
  if (text === UNSPECIFIED_REGION && condition.key.name.toLowerCase() === "aws:requestedregion") {
    return { span: getInnerSpan(node), markdown: `**${text}** · ${NO_REGION}` };
  }
  return text.startsWith("arn:") ? hoverArn(node, offset, words) : hoverId(node, offset, words.names);
}
