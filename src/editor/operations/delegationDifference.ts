/** What becomes another in the delegation policy, statement by statement. No VS Code here. */
import { getCanonicalForm } from "../../policy/alignment/canonical";
import type { Translate } from "../../terms/translate";

/** Empty where nothing is published yet, or one of the texts is no policy. */
export function tellDelegationDifference(from: string | undefined, to: string, t: Translate): readonly string[] {
  const [before, after] = [from ?? "", to].map(readStatements);
  if (!before || !after) return [];
  const added = [...after].filter(([key]) => !before.has(key));
  const removed = [...before].filter(([key]) => !after.has(key));
  const changed = [...after].filter(([key, { form }]) => before.has(key) && before.get(key)?.form !== form);
  const list = (statements: typeof added) => statements.map(([, { name }]) => name).join(", ");
  return [
    ...(added.length > 0 ? [t("Statements added: {0}", list(added))] : []),
    ...(changed.length > 0 ? [t("Statements changed: {0}", list(changed))] : []),
    ...(removed.length > 0 ? [t("Statements removed: {0}", list(removed))] : []),
  ];
}

/** By Sid, or by what they say where they have none. */
function readStatements(text: string) {
  const value = parse(text);
  if (typeof value !== "object" || value === null || !("Statement" in value)) return undefined;
  const statements: readonly unknown[] = Array.isArray(value.Statement) ? value.Statement : [value.Statement];
  return new Map(
    statements.map((statement, index) => {
      const source = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      const form = getCanonicalForm(source) ?? source;
      const sid = (statement as { readonly Sid?: unknown } | null)?.Sid;
      return typeof sid === "string" && sid !== ""
        ? [`sid ${sid}`, { name: sid, form }]
        : [`form ${form}`, { name: `#${index + 1}`, form }];
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
