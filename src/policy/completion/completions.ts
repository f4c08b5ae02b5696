import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY, type PolicyType } from "../../terms/policyTypes";
import type { Catalogue } from "../catalogue";
import type { PolicyDocument } from "../document";
import type { CompletionItem, PolicyContext } from "../language";
import { guessPolicyType, hasStatements } from "../policyType";
import { suggestActions } from "./actions";
import { type Caret, findCaret } from "./caret";
import { suggestConditionKeys, suggestConditionValues, suggestOperators } from "./conditions";
import { suggestDocumentKeys, suggestPolicies, suggestStatementKeys, suggestStatements } from "./keys";
import { suggestResources } from "./resources";
import { type Suggestion, toCompletionItem } from "./suggestion";

/** What can be written at an offset, ready to be inserted. */
export function findCompletions(
  document: PolicyDocument,
  offset: number,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): readonly CompletionItem[] {
  const type = context.type ?? guessPolicyType(document) ?? SERVICE_CONTROL_POLICY;
  const caret = hasStatements(type) ? findCaret(document, offset) : undefined;
  if (!caret) return [];
  return suggest(document, caret, type, openCatalogue).map((suggestion) => toCompletionItem(suggestion, caret));
}

function suggest(
  document: PolicyDocument,
  caret: Caret,
  type: PolicyType,
  openCatalogue: () => Catalogue,
): readonly Suggestion[] {
  const { place } = caret;
  switch (place.kind) {
    case "policy":
      return caret.isQuoted ? [] : suggestPolicies(type);
    case "documentKey":
      return suggestDocumentKeys(document.root, caret, type);
    case "statement":
      return caret.isQuoted ? [] : suggestStatements(type, place.isListed);
    case "statementKey":
      return suggestStatementKeys(place.statement, caret, type);
    case "operator":
      return suggestOperators(place.block, caret);
    case "conditionKey":
      return suggestConditionKeys(place.block, place.statement, caret, openCatalogue());
    case "conditionValue":
      return suggestConditionValues(place.operator, place.key, openCatalogue());
    case "element":
      return suggestElementValue(document, caret, place.name, type, openCatalogue);
  }
}

function suggestElementValue(
  document: PolicyDocument,
  caret: Caret,
  name: string,
  type: PolicyType,
  openCatalogue: () => Catalogue,
): readonly Suggestion[] {
  const isResourceControl = type === RESOURCE_CONTROL_POLICY;
  switch (name) {
    case "Version":
      return [{ label: "2012-10-17", kind: "value", detail: "the current policy language", rank: 0 }];
    case "Effect":
      return [
        { label: "Deny", kind: "value", detail: "forbids, whatever else allows", rank: 0 },
        ...(isResourceControl ? [] : [{ label: "Allow", kind: "value" as const, detail: "lets through", rank: 1 }]),
      ];
    case "Principal":
      return isResourceControl ? [{ label: "*", kind: "value", detail: "everyone", rank: 0 }] : [];
    case "Action":
    case "NotAction":
      return suggestActions(document.text, caret, isResourceControl, openCatalogue());
    case "Resource":
    case "NotResource":
      return caret.place.kind === "element" ? suggestResources(caret.place.statement, openCatalogue()) : [];
    default:
      return [];
  }
}
