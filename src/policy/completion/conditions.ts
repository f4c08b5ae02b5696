import type { Node } from "jsonc-parser";
import { REGIONS } from "../../terms/regions";
import type { Catalogue } from "../catalogue";
import { GLOBAL_KEYS, getGlobalKey, getKeyParts, getServiceKey, isRegionKey } from "../conditionKeys";
import { OPERATORS, parseOperator, describeAbsence } from "../operators";
import { contains, getMembers, getSpan, getStringNodes } from "../tree";
import type { Caret } from "./caret";
import { escapeSnippet, type Suggestion } from "./suggestion";

/** Operators, those with IfExists and those over sets after the plain ones; none that the block has already. */
export function suggestOperators(block: Node | undefined, caret: Caret): readonly Suggestion[] {
  const forms = OPERATORS.flatMap(({ name, family }) => [
    { name, rank: 0 },
    ...(family === "Null" ? [] : [{ name: `${name}IfExists`, rank: 1 }]),
    ...(family === "String" || family === "Arn"
      ? ["ForAnyValue:", "ForAllValues:"].map((set) => ({ name: set + name, rank: 2 }))
      : []),
  ]);
  const written = getWrittenNames(block, caret);
  return forms
    .filter(({ name }) => !written.has(name.toLowerCase()))
    .map(({ name, rank }, order) => {
      const parsed = parseOperator(name);
      return {
        label: name,
        kind: "operator",
        ...(parsed && { getDocumentation: () => `${parsed.facts.summary} ${describeAbsence(parsed)}`.trim() }),
        value: '{\n\t"$1": "$2"\n}',
        continues: true,
        rank,
        order,
      };
    });
}

/** Keys of the services that the statement's actions belong to, where actions carry them, and the global ones. */
export function suggestConditionKeys(
  block: Node | undefined,
  statement: Node | undefined,
  caret: Caret,
  catalogue: Catalogue,
): readonly Suggestion[] {
  const written = getWrittenNames(block, caret);
  const own = getCarriedKeys(statement, catalogue)
    .filter((name) => !name.startsWith("aws:"))
    .map((name) => {
      const facts = getServiceKey(catalogue, name);
      return toKeySuggestion(name, facts?.type ?? "", facts?.description ?? "", 0);
    });
  const global = GLOBAL_KEYS.map(({ name, type, multivalued, summary }) =>
    toKeySuggestion(name, multivalued ? `${type}, several values` : type, summary, 1),
  );
  return [...own, ...global].filter(({ label }) => !written.has(label.toLowerCase()));
}

export function suggestConditionValues(operator: string, key: string, catalogue: Catalogue): readonly Suggestion[] {
  const family = parseOperator(operator)?.facts.family;
  const type = getGlobalKey(key)?.type ?? getServiceKey(catalogue, key)?.type;
  if (family === "String" && isRegionKey(key)) {
    return REGIONS.map(({ code, name }) => ({ label: code, kind: "value", detail: name, rank: 0 }));
  }
  if (family !== "Null" && family !== "Bool" && type !== "Bool") return [];
  return ["true", "false"].map((label, rank) => ({ label, kind: "value", rank }));
}

function toKeySuggestion(name: string, type: string, documentation: string, rank: number): Suggestion {
  const [first = "", ...rest] = getKeyParts(name).map(escapeSnippet);
  const text = rest.reduce((so, part, index) => `${so}\${${index + 1}:name}${part}`, first);
  return {
    label: name,
    kind: "conditionKey",
    detail: type,
    getDocumentation: () => documentation,
    ...(rest.length > 0 && { text, isSnippet: true }),
    value: `"$${rest.length + 1}"`,
    rank,
  };
}

function getCarriedKeys(statement: Node | undefined, catalogue: Catalogue): readonly string[] {
  const keys = new Set<string>();
  for (const { name, value } of getMembers(statement)) {
    if (name !== "Action") continue;
    for (const node of getStringNodes(value)) {
      const pattern = String(node.value);
      if (!pattern.includes(":")) continue;
      for (const action of catalogue.expand(pattern)) for (const key of action.conditionKeys) keys.add(key);
    }
  }
  return [...keys].sort();
}

function getWrittenNames(block: Node | undefined, caret: Caret): ReadonlySet<string> {
  const others = getMembers(block).filter(({ key }) => !contains(getSpan(key), caret.offset));
  return new Set(others.map(({ name }) => name.toLowerCase()));
}
