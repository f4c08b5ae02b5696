/**
 * What AWS refuses in a policy without statements, as far as its pages say so (User Guide, Inheritance operators, and the
 * syntax page of each type): another key at the top than the type's own, and operators that there are not.
 */
import { getPolicyTypeFacts, type PolicyType } from "../terms/policyTypes";

const VALUE_OPERATORS: readonly string[] = ["@@assign", "@@append", "@@remove"];
const CHILD_CONTROL = "@@operators_allowed_for_child_policies";

/** Whether a member's name is that of an operator, existing or not. */
export function isOperator(name: string): boolean {
  return name.startsWith("@@");
}

export function listOperators(type: PolicyType): readonly string[] {
  // AI services opt-out policies know `@@assign` alone (their syntax page).
  return [...(type === "AISERVICES_OPT_OUT_POLICY" ? ["@@assign"] : VALUE_OPERATORS), CHILD_CONTROL];
}

/** Of the names at the top, those that do not belong there. Nothing where no page states the type's key. */
export function listForeignKeys(type: PolicyType, names: readonly string[]): readonly string[] {
  const { key } = getPolicyTypeFacts(type);
  return key === undefined ? [] : names.filter((name) => !isOperator(name) && name !== key);
}

/** What AWS refuses first in a document, by name: `@@asign`, `tags`. */
export function findRefused(type: PolicyType, document: Readonly<Record<string, unknown>>): string | undefined {
  const { key } = getPolicyTypeFacts(type);
  const [foreign] = listForeignKeys(type, Object.keys(document));
  if (foreign !== undefined) return foreign;
  if (key !== undefined && !Object.hasOwn(document, key)) return key;
  const known = new Set(listOperators(type));
  const open: unknown[] = [document];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (!isObject(value)) continue;
    for (const [name, child] of Object.entries(value)) {
      if (isOperator(name) && !known.has(name)) return name;
      if (isObject(child)) open.push(child);
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
