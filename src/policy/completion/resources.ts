import type { Node } from "jsonc-parser";
import type { Catalogue } from "../catalogue";
import type { PolicyDocument } from "../document";
import { hasWildcard, matchesGlob } from "../glob";
import type { OrganizationNames } from "../organizationNames";
import { readArnPart } from "./arnPart";
import { suggestArns } from "./arns";
import type { Caret } from "./caret";
import { findActions } from "./conditionKeys";
import { demoteListed, getOtherEntries } from "./listed";
import type { Suggestion } from "./suggestion";
import { suggestVariables } from "./variables";

/** `*`, and ARNs of the resource types that the statement's actions work on: whole, or part by part as they are typed. */
export function suggestResources(
  document: PolicyDocument,
  statement: Node | undefined,
  caret: Caret,
  partition: string,
  organization: OrganizationNames | undefined,
  catalogue: Catalogue,
): readonly Suggestion[] {
  const { text } = document;
  const typed = text.slice(caret.span.start, caret.offset);
  // A variable may stand behind the fifth colon only.
  const part = readArnPart(typed, typed, 0);
  const variables = part?.index === 5 ? suggestVariables(text, caret) : undefined;
  if (variables) return variables;
  const place = { actions: findActions(statement, catalogue), partition, organization };
  const arns = suggestArns(text, caret, place, catalogue);
  const everything: Suggestion = { label: "*", kind: "value", detail: "every resource", rank: 0 };
  return demoteListed(part ? arns : [everything, ...arns], getOtherEntries(text, caret), coversArn);
}

function coversArn(entry: string, label: string): boolean {
  return entry !== "*" && label !== "*" && hasWildcard(entry) && matchesGlob(entry, label);
}
