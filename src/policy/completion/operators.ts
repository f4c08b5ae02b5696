import type { Node } from "jsonc-parser";
import type { Catalogue } from "../catalogue";
import { getConditionKey, type ConditionKey } from "../conditionKeys";
import { OPERATORS, type OperatorFacts, describeAbsence, parseOperator } from "../operators";
import { getMembers } from "../tree";
import { type Caret, isTyped } from "./caret";
import { escapeSnippet, type Suggestion } from "./suggestion";

/**
 * Operators, ranked by the type of the keys that already stand under the one being written: those that fit, with
 * IfExists behind the plain ones, and the rest last. Those over sets only for keys with several values, or while no
 * key is known; none that the block has already.
 */
export function suggestOperators(
  block: Node | undefined,
  caret: Caret,
  openCatalogue: () => Catalogue,
): readonly Suggestion[] {
  const own = getMembers(block).find(({ key }) => isTyped(key, caret));
  const names = getMembers(own?.value).map(({ name }) => name);
  const keys = names.length > 0 ? names.flatMap((name) => getConditionKey(openCatalogue(), name) ?? []) : [];
  const written = new Set(
    getMembers(block)
      .filter((member) => member !== own)
      .map(({ name }) => name.toLowerCase()),
  );
  return OPERATORS.flatMap((facts) => getForms(facts, keys))
    .filter(({ name }) => !written.has(name.toLowerCase()))
    .map(({ name, rank }, order) => toSuggestion(name, rank, order));
}

interface Form {
  readonly name: string;
  readonly rank: number;
}

const SETS = ["ForAnyValue:", "ForAllValues:"];

function getForms({ name, family }: OperatorFacts, keys: readonly ConditionKey[]): readonly Form[] {
  const misfit = keys.some((key) => !fitsFamily(family, key)) ? 10 : 0;
  const isMultivalued = keys.some((key) => key.multivalued);
  // Null tests every key, and is what is meant by few.
  if (family === "Null") return [{ name, rank: keys.length > 0 ? 5 : 0 }];
  const plain = isMultivalued ? 3 : 0;
  const forms: Form[] = [{ name, rank: misfit + plain }];
  forms.push({ name: `${name}IfExists`, rank: misfit + plain + 1 });
  const isSetLike = isMultivalued || (keys.length === 0 && (family === "String" || family === "Arn"));
  if (isSetLike) forms.push(...SETS.map((set) => ({ name: set + name, rank: misfit + (isMultivalued ? 0 : 2) })));
  return forms;
}

/** Whether operators of a family test keys of a type. Texts may be compared with whatever reads as one, ARNs too. */
export function fitsFamily(family: OperatorFacts["family"], { type }: ConditionKey): boolean {
  switch (family) {
    case "Null":
      return true;
    case "String":
      return type === "String";
    case "Arn":
      return type === "ARN";
    case "Bool":
      return type === "Bool";
    case "Numeric":
      return type === "Numeric";
    case "Date":
      return type === "Date";
    case "Ip":
      return type === "IPAddress";
    case "Binary":
      return type === "Binary";
  }
}

function toSuggestion(name: string, rank: number, order: number): Suggestion {
  const parsed = parseOperator(name);
  return {
    label: name,
    kind: "operator",
    ...(parsed && { getDocumentation: () => `${parsed.facts.summary} ${describeAbsence(parsed)}`.trim() }),
    value: OPERATOR_VALUE,
    continues: true,
    rank,
    order,
  };
}

const OPERATOR_VALUE = '{\n\t"$1": "$2"\n}';

/** What stands behind an operator's colon. */
export function suggestOperatorValues(): readonly Suggestion[] {
  const label = "{ key: value }";
  return [{ label, kind: "key", value: OPERATOR_VALUE, isBare: true, continues: true, detail: "a condition", rank: 0 }];
}

/** What stands behind the colon of Condition: an operator to choose, or an exemption that most Denies want. */
export function suggestConditions(roleArn: string): readonly Suggestion[] {
  const exemption = `{\n\t"ArnNotLike": {\n\t\t"aws:PrincipalArn": "\${1:${escapeSnippet(roleArn)}}"\n\t}\n}`;
  return [
    {
      label: "{ operator: … }",
      kind: "key",
      value: '{\n\t"$1": {\n\t\t"$2": "$3"\n\t}\n}',
      isBare: true,
      continues: true,
      detail: "a condition",
      rank: 0,
    },
    {
      label: "Exempt a role",
      kind: "guardrail",
      value: exemption,
      isBare: true,
      detail: "a break-glass exemption by aws:PrincipalArn",
      rank: 1,
    },
  ];
}
