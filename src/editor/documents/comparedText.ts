/** What a side of a comparison shows, as it stands in the URI of that side. No vscode, so that it can be tested. */
import type { PolicyAddress } from "./policyUri";

export type ComparedText =
  /** A policy as it is published. */
  | ({ readonly kind: "policy" } & PolicyAddress)
  /** A file or an open editor, as it is typed. */
  | { readonly kind: "document"; readonly uri: string };

export function formatComparedText(text: ComparedText): string {
  return JSON.stringify(text);
}

/** `undefined` for a query that is none of ours. */
export function parseComparedText(query: string): ComparedText | undefined {
  try {
    const value: unknown = JSON.parse(query);
    return isComparedText(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isComparedText(value: unknown): value is ComparedText {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  const has = (...keys: readonly string[]) => keys.every((key) => typeof Reflect.get(value, key) === "string");
  return (
    (value.kind === "policy" && has("organizationId", "type", "policyId")) || (value.kind === "document" && has("uri"))
  );
}
