import type { Node } from "jsonc-parser";
import { getRegionName } from "../../terms/regions";
import type { Catalogue } from "../catalogue";
import { getGlobalKey, getServiceKey, isRegionKey } from "../conditionKeys";
import type { PolicyDocument } from "../document";
import { getElementFacts } from "../elements";
import { hasWildcard } from "../glob";
import type { Hover, PolicyContext } from "../language";
import { describeAbsence, parseOperator } from "../operators";
import { hasStatements, resolvePolicyType } from "../policyType";
import { getConditions, getOutline, type Statement } from "../statements";
import { contains, findNode, getInnerSpan, getListed, getSpan, getStringNodes } from "../tree";
import { describeAction, describeMatches, describeService } from "./descriptions";

/** What is written at an offset, explained. */
export function findHover(
  document: PolicyDocument,
  offset: number,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): Hover | undefined {
  const type = resolvePolicyType(document, context);
  const node = hasStatements(type) ? findNode(document.root, offset) : undefined;
  if (node?.type !== "string" || !contains(getSpan(node), offset)) return undefined;
  const outline = getOutline(document);
  const statement = outline.statements.find((candidate) => contains(getSpan(candidate.node), offset));
  const members = statement?.members ?? outline.members;
  if (members.some(({ key }) => key === node) || outline.members.some(({ key }) => key === node)) {
    const facts = getElementFacts(String(node.value));
    return facts && { span: getInnerSpan(node), markdown: `**${facts.name}**\n\n${facts.summary}` };
  }
  return statement && hoverStatement(statement, node, offset, openCatalogue);
}

function hoverStatement(
  statement: Statement,
  node: Node,
  offset: number,
  openCatalogue: () => Catalogue,
): Hover | undefined {
  for (const element of ["Action", "NotAction"]) {
    if (getStringNodes(statement.get(element)?.value).includes(node)) return hoverAction(node, offset, openCatalogue());
  }
  for (const operator of statement.get("Condition")?.value?.children ?? []) {
    if (operator.children?.[0] === node) return hoverOperator(node);
  }
  for (const { key } of getConditions(statement)) {
    if (key.key === node) return hoverKey(node, openCatalogue());
    if (isRegionKey(key.name) && getListed(key.value).includes(node)) return hoverRegion(node);
  }
  return undefined;
}

/** Before the colon the service; after it the action, or what the wildcard covers. */
function hoverAction(node: Node, offset: number, catalogue: Catalogue): Hover | undefined {
  const text = String(node.value);
  const span = getInnerSpan(node);
  const colon = text.indexOf(":");
  if (colon > 0 && offset <= span.start + colon) {
    const service = catalogue.services.find(({ prefix }) => prefix === text.slice(0, colon).toLowerCase());
    if (!service) return undefined;
    return { span: { start: span.start, end: span.start + colon }, markdown: describeService(service, catalogue.date) };
  }
  if (hasWildcard(text)) return { span, markdown: describeMatches(text, catalogue.expand(text), catalogue.date) };
  const action = catalogue.getAction(text);
  return action && { span, markdown: describeAction(action) };
}

function hoverRegion(node: Node): Hover | undefined {
  const name = getRegionName(String(node.value));
  return name === undefined ? undefined : { span: getInnerSpan(node), markdown: `**${String(node.value)}** · ${name}` };
}

function hoverOperator(node: Node): Hover | undefined {
  const parsed = parseOperator(String(node.value));
  if (!parsed) return undefined;
  const set =
    parsed.set === "ForAllValues"
      ? "Each value of the request: "
      : parsed.set
        ? "At least one value of the request: "
        : "";
  const meaning = `${set}${parsed.facts.summary} ${describeAbsence(parsed)}`.trim();
  return { span: getInnerSpan(node), markdown: `**${String(node.value)}**\n\n${meaning}` };
}

function hoverKey(node: Node, catalogue: Catalogue): Hover | undefined {
  const written = String(node.value);
  const global = getGlobalKey(written);
  const own = global ? undefined : getServiceKey(catalogue, written);
  const facts =
    global ??
    (own && { name: own.name, type: own.type, summary: own.description, multivalued: own.type.startsWith("ArrayOf") });
  if (!facts) return undefined;
  const type = facts.multivalued ? `${facts.type}, several values` : facts.type;
  return { span: getInnerSpan(node), markdown: `**${facts.name}** · ${type}\n\n${facts.summary}` };
}
