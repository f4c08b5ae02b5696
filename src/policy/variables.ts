/**
 * Policy variables (IAM User Guide, Variables and tags): `${key}`, `${key, 'default'}`, and `${*}`, `${?}`, `${$}` for
 * the characters themselves.
 */
import { GLOBAL_KEYS } from "./conditionKeys";
import type { OperatorFacts } from "./operators";

export interface VariableFacts {
  /** The condition key it stands for, as AWS writes it; `${TagKey}` for a name that the author chooses. */
  readonly name: string;
  readonly summary: string;
}

/** Keys with one value that is a text, or reads as one: a variable stands for no list. */
export const VARIABLES: readonly VariableFacts[] = GLOBAL_KEYS.filter(
  ({ type, multivalued }) => !multivalued && (type === "String" || type === "ARN"),
);

export const LITERAL_VARIABLES: readonly VariableFacts[] = [
  { name: "*", summary: "An asterisk, where `*` alone would be a wildcard." },
  { name: "?", summary: "A question mark, where `?` alone would be a wildcard." },
  { name: "$", summary: "A dollar sign, where `$` alone would begin a variable." },
];

/** AWS's pages differ on Bool; String and ARN operators take variables for sure. */
export function takesVariables(family: OperatorFacts["family"] | undefined): boolean {
  return family === "String" || family === "Arn";
}

/** Where a variable that nobody closed yet begins: `abc-${aws:us` → 4. */
export function findOpenVariable(typed: string): number | undefined {
  const at = typed.lastIndexOf("$");
  return at >= 0 && /^\$(?:\{[^}]*)?$/.test(typed.slice(at)) ? at : undefined;
}
