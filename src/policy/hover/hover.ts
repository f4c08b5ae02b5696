import { escapeMarkdown } from "../../terms/markdown";
import type { Catalogue } from "../catalogue";
import { countActions, toCount } from "../count";
import type { PolicyDocument } from "../document";
import { getElementFacts } from "../elements";
import type { Hover, PolicyContext } from "../language";
import { hasStatements, resolvePolicyType } from "../policyType";
import { getCoverage } from "../reading/coverage";
import { getGuidePage } from "../reading/pages";
import { describeStatement, type Words } from "../reading/sentence";
import { findToken, type Token } from "../reading/tokens";
import { getOutline } from "../statements";
import { getInnerSpan, getString } from "../tree";
import { hoverAction } from "./actions";
import { hoverKey, hoverOperator, hoverValue } from "./conditions";
import { hoverResource } from "./resources";
import { hoverVariable } from "./variables";

/** What is written at an offset, explained. */
export function findHover(
  document: PolicyDocument,
  offset: number,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): Hover | undefined {
  if (!hasStatements(resolvePolicyType(document, context))) return undefined;
  const token = findToken(document, offset);
  if (!token) return undefined;
  const words: Words = {
    names: context.organization,
    get catalogue() {
      return openCatalogue();
    },
  };
  switch (token.kind) {
    case "element":
      return hoverElement(document, token, context, words);
    case "action":
      return hoverAction(token.node, offset, words.catalogue);
    case "resource":
      return hoverVariable(token.node, offset, words.catalogue) ?? hoverResource(token.node, offset, words);
    case "operator":
      return hoverOperator(token, words);
    case "conditionKey":
      return hoverKey(token.node, words.catalogue);
    case "conditionValue":
      return hoverVariable(token.node, offset, words.catalogue) ?? hoverValue(token, offset, words);
    case "value":
      return token.element === "Sid" || token.element === "Effect" ? hoverStatement(token, words) : undefined;
  }
}

type Of<K extends Token["kind"]> = Extract<Token, { readonly kind: K }>;

/** What the element is for, and what it says here. */
function hoverElement(
  document: PolicyDocument,
  { node, statement }: Of<"element">,
  context: PolicyContext,
  words: Words,
): Hover | undefined {
  const facts = getElementFacts(String(node.value));
  if (!facts) return undefined;
  const parts = [`**${facts.name}**`, facts.summary];
  if (statement && (facts.name === "Action" || facts.name === "NotAction")) {
    const coverage = getCoverage(statement, resolvePolicyType(document, context), words.catalogue);
    if (coverage) {
      const { count, total, services } = coverage;
      const what = facts.name === "Action" ? "Here" : "Here all but the listed ones";
      parts.push(
        `${what}: **${toCount(count)}** of ${countActions(total)}, in ${services === 1 ? "1 service" : `${services} services`}, as of ${words.catalogue.date}.`,
      );
    }
  } else if (statement && (facts.name === "Effect" || facts.name === "Condition")) {
    parts.push(describeStatement(statement, words) ?? "");
  } else if (!statement && facts.name === "Statement") {
    const sentences = getOutline(document).statements.map((one) => {
      const sid = getString(one.get("Sid")?.value);
      return `1. ${sid ? `**${escapeMarkdown(sid)}**: ` : ""}${describeStatement(one, words) ?? "…"}`;
    });
    parts.push(sentences.join("\n"));
  }
  parts.push(`[AWS documentation](${getGuidePage(`reference_policies_elements_${facts.name.toLowerCase()}`)})`);
  return { span: getInnerSpan(node), markdown: parts.filter(Boolean).join("\n\n") };
}

function hoverStatement({ node, statement }: Of<"value">, words: Words): Hover | undefined {
  const sentence = statement && describeStatement(statement, words);
  return sentence === undefined ? undefined : { span: getInnerSpan(node), markdown: sentence };
}
