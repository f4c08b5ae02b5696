/** What a side of a comparison shows, as it stands in the URI of that side. No vscode, so that it can be tested. */
import type { PolicyAddress } from "./policyUri";

export type ComparedText =
  /** A policy as it is published. */
  | ({ readonly kind: "policy" } & PolicyAddress)
  /** A file or an open editor, as it is typed. */
  | { readonly kind: "document"; readonly uri: string };

export interface Compared {
  readonly text: ComparedText;
  /** The other side, whose order of statements and lists this one takes; by default it keeps its own. */
  readonly reference?: ComparedText;
  /** The other side is shown as it is typed, so that this one takes its indentation too. */
  readonly asTyped?: true;
}

export function formatCompared(compared: Compared): string {
  return JSON.stringify(compared);
}

/** `undefined` for a query that is none of ours. */
export function parseCompared(query: string): Compared | undefined {
  try {
    const value: unknown = JSON.parse(query);
    return isCompared(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCompared(value: unknown): value is Compared {
  if (typeof value !== "object" || value === null) return false;
  const { text, reference, asTyped } = value as Readonly<Partial<Record<keyof Compared, unknown>>>;
  return (
    isComparedText(text) &&
    (reference === undefined || isComparedText(reference)) &&
    (asTyped === undefined || asTyped === true)
  );
}

function isComparedText(value: unknown): value is ComparedText {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  const has = (...keys: readonly string[]) => keys.every((key) => typeof Reflect.get(value, key) === "string");
  return (
    (value.kind === "policy" && has("organizationId", "type", "policyId")) || (value.kind === "document" && has("uri"))
  );
}
