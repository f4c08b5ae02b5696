import type { Node } from "jsonc-parser";
import { RESOURCE_CONTROL_POLICY, type PolicyType } from "../../terms/policyTypes";
import { DOCUMENT_ELEMENTS, type ElementFacts, getStatementElements } from "../elements";
import { getMembers } from "../tree";
import { type Caret, isTyped } from "./caret";
import type { Suggestion } from "./suggestion";

/** A whole policy, for an empty document. */
export function suggestPolicies(type: PolicyType): readonly Suggestion[] {
  const statement = indent(indent(getStatementSnippet(type)));
  const value = `{\n\t"Version": "2012-10-17",\n\t"Statement": [\n\t\t${statement}\n\t]\n}`;
  const label = type === RESOURCE_CONTROL_POLICY ? "New resource control policy" : "New service control policy";
  return [{ label, kind: "key", value, isBare: true, detail: "a policy with one statement", rank: 0 }];
}

/** A whole statement, where one may stand. */
export function suggestStatements(type: PolicyType, isListed: boolean): readonly Suggestion[] {
  const statement = getStatementSnippet(type);
  const value = isListed ? statement : `[\n\t${indent(statement)}\n]`;
  return [{ label: "New statement", kind: "key", value, isBare: true, detail: "denies actions", rank: 0 }];
}

export function suggestDocumentKeys(root: Node | undefined, caret: Caret, type: PolicyType): readonly Suggestion[] {
  const statement = `[\n\t${indent(getStatementSnippet(type))}\n]`;
  const elements = DOCUMENT_ELEMENTS.map((element) =>
    element.name === "Statement" ? { ...element, snippet: statement } : element,
  );
  return suggestMissing(root, caret, elements);
}

export function suggestStatementKeys(
  statement: Node | undefined,
  caret: Caret,
  type: PolicyType,
): readonly Suggestion[] {
  const elements = getStatementElements(type).map((element) =>
    element.name === "Effect" && type === RESOURCE_CONTROL_POLICY ? { ...element, snippet: '"Deny"' } : element,
  );
  return suggestMissing(statement, caret, elements);
}

/** The elements that an object lacks, in customary order; neither those it has nor their Not-twins. */
function suggestMissing(
  node: Node | undefined,
  caret: Caret,
  elements: readonly ElementFacts[],
): readonly Suggestion[] {
  const written = new Set(
    getMembers(node)
      .filter(({ key }) => !isTyped(key, caret))
      .map(({ name }) => name),
  );
  return elements
    .filter(({ name, twin }) => !written.has(name) && !(twin && written.has(twin)))
    .map(({ name, summary, snippet }, rank) => ({
      label: name,
      kind: "key",
      getDocumentation: () => summary,
      value: snippet,
      // A list to be filled, or a choice, wants its suggestions at once.
      continues: snippet.includes('["$1"]') || snippet.includes('"$1": {'),
      rank,
    }));
}

function getStatementSnippet(type: PolicyType): string {
  const isResourceControl = type === RESOURCE_CONTROL_POLICY;
  const effect = isResourceControl ? '"Deny",\n\t"Principal": "*"' : '"${2|Deny,Allow|}"';
  return `{\n\t"Sid": "$1",\n\t"Effect": ${effect},\n\t"Action": ["$3"],\n\t"Resource": "\${4:*}"\n}`;
}

function indent(text: string): string {
  return text.replaceAll("\n", "\n\t");
}
