/** What a policy says, however its text is laid out and ordered. */
import { parsePolicyDocument } from "../document";
import { type Container, readValue, type Value } from "./value";

/**
 * Equal for two policies that differ in white space, comments, escapes, the order of members, and, in a policy of
 * statements, the order of statements and of what lists in them hold, where AWS takes a list as a set and a list of
 * one as its item. `undefined` for a broken text.
 */
export function getCanonicalForm(text: string): string | undefined {
  const value = readValue(parsePolicyDocument(text))?.value;
  return value && toCanonical(value, isMadeOfStatements(value) ? "policy" : "ordered");
}

/** Which lists are sets: all, none, or those of the policy's statements. */
export type Ordering = "policy" | "set" | "ordered";

export function isMadeOfStatements(value: Value): boolean {
  return value.kind === "object" && value.entries.some(({ name }) => name === STATEMENT);
}

/** What holds for a member of that name. */
export function getInnerOrdering(ordering: Ordering, name: string | undefined): Ordering {
  if (ordering !== "policy") return ordering;
  return name === STATEMENT ? "set" : "ordered";
}

export function toCanonical(value: Value, ordering: Ordering): string {
  if (value.kind === "scalar") return value.key;
  if (value.kind === "object") return `{${toMembers(value, ordering).join()}}`;
  const items = value.entries.map((entry) => toCanonical(entry.value, ordering));
  if (ordering !== "set") return `[${items.join()}]`;
  const [only, ...others] = items;
  return only !== undefined && others.length === 0 ? only : `[${items.sort().join()}]`;
}

/** By name; members of the same name stay in their order, because the last of them counts. */
function toMembers({ entries }: Container, ordering: Ordering): readonly string[] {
  const named = entries.map(({ name = "", value }) => ({ name, value }));
  named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return named.map(
    ({ name, value }) => `${JSON.stringify(name)}:${toCanonical(value, getInnerOrdering(ordering, name))}`,
  );
}

const STATEMENT = "Statement";
