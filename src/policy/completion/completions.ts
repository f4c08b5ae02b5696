import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY, type PolicyType } from "../../terms/policyTypes";
import type { Catalogue } from "../catalogue";
import type { PolicyDocument } from "../document";
import { findWayOut } from "../exemptRoles";
import { hasWildcard } from "../glob";
import type { CompletionList, PolicyContext } from "../language";
import type { OrganizationNames } from "../organizationNames";
import { guessPolicyType, hasStatements } from "../policyType";
import { suggestActions } from "./actions";
import { type Caret, findCaret } from "./caret";
import { suggestConditionKeys } from "./conditionKeys";
import { suggestConditionValues } from "./conditionValues";
import { suggestGuardrailPolicies, suggestGuardrailStatements } from "./guardrails";
import { suggestDocumentKeys, suggestPolicies, suggestStatementKeys, suggestStatements } from "./keys";
import { suggestConditions, suggestOperators, suggestOperatorValues } from "./operators";
import { suggestResources } from "./resources";
import { type Suggestion, toCompletionItems } from "./suggestion";

const NOTHING: CompletionList = { items: [], isIncomplete: false };

/** What can be written at an offset, ready to be inserted. */
export function findCompletions(
  document: PolicyDocument,
  offset: number,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): CompletionList {
  const type = context.type ?? guessPolicyType(document) ?? SERVICE_CONTROL_POLICY;
  const caret = hasStatements(type) ? findCaret(document, offset) : undefined;
  if (!caret) return NOTHING;
  const { organization } = context;
  const surroundings = { document, caret, type, organization, partition: findPartition(document, organization) };
  const suggestions = suggest({ ...surroundings, openCatalogue });
  return {
    items: toCompletionItems(suggestions, caret),
    isIncomplete: suggestions.some(leadsOn) || isWildcard(document, caret),
  };
}

/** Whether the next key may bring other things: who types a service's colon by hand wants its actions. */
function leadsOn({ continues, value, isPartial }: Suggestion): boolean {
  return isPartial === true || (continues === true && value === undefined);
}

/** The matches of a wildcard change with each key, and only we can match them. */
function isWildcard({ text }: PolicyDocument, { place, span, offset }: Caret): boolean {
  return place.kind === "element" && place.name.endsWith("Action") && hasWildcard(text.slice(span.start, offset));
}

/** What suggestions are drawn from. */
interface Surroundings {
  readonly document: PolicyDocument;
  readonly caret: Caret;
  readonly type: PolicyType;
  readonly organization: OrganizationNames | undefined;
  readonly partition: string;
  readonly openCatalogue: () => Catalogue;
}

function suggest(surroundings: Surroundings): readonly Suggestion[] {
  const { document, caret, type, organization, openCatalogue } = surroundings;
  const { place } = caret;
  switch (place.kind) {
    case "policy":
      return caret.isQuoted ? [] : [...suggestPolicies(type), ...suggestGuardrailPolicies(type, organization)];
    case "documentKey":
      return suggestDocumentKeys(document.root, caret, type);
    case "statement":
      if (caret.isQuoted) return [];
      return [
        ...suggestStatements(type, place.isListed),
        ...suggestGuardrailStatements(type, place.isListed, organization),
      ];
    case "statementKey":
      return suggestStatementKeys(place.statement, caret, type);
    case "operator":
      return suggestOperators(place.block, caret, openCatalogue);
    case "operatorValue":
      return caret.isQuoted ? [] : suggestOperatorValues();
    case "conditionKey":
      return suggestConditionKeys(document, caret, place, openCatalogue(), organization);
    case "conditionValue":
      return suggestConditionValues(document, caret, { ...surroundings, ...place }, openCatalogue());
    case "element":
      return suggestElementValue(place.name, surroundings);
  }
}

function suggestElementValue(
  name: string,
  { document, caret, type, organization, partition, openCatalogue }: Surroundings,
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
      return suggestActions(document.text, caret, isResourceControl, openCatalogue());
    case "NotAction":
      // All but everything would be nothing.
      return isResourceControl
        ? []
        : suggestActions(document.text, caret, false, openCatalogue()).filter(({ label }) => label !== "*");
    case "Resource":
    case "NotResource": {
      const statement = caret.place.kind === "element" ? caret.place.statement : undefined;
      return suggestResources(document, statement, caret, partition, organization, openCatalogue());
    }
    case "Condition":
      return caret.isQuoted
        ? []
        : suggestConditions(findWayOut(organization) ?? `arn:${partition}:iam::*:role/BreakGlass`);
    default:
      return [];
  }
}

/** The organization's partition, else that of the first ARN in the text. */
function findPartition(document: PolicyDocument, organization: OrganizationNames | undefined): string {
  return organization?.partition ?? /"arn:(aws[\w-]*):/.exec(document.text)?.[1] ?? "aws";
}
