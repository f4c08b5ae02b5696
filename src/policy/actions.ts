import type { Node } from "jsonc-parser";
import type { ActionFacts, Catalogue } from "./catalogue";
import type { Span } from "./language";
import { hasPlaceholder } from "./placeholder";
import type { Statement } from "./statements";
import { getInnerSpan, getStringNodes } from "./tree";
import { computeOnce } from "./memo";

/** An entry of Action or NotAction, taken apart. Entries with a placeholder in them are not listed at all. */
export type WrittenAction =
  | { readonly kind: "everything"; readonly node: Node; readonly element: string }
  | { readonly kind: "malformed"; readonly node: Node; readonly element: string; readonly text: string }
  | {
      readonly kind: "action";
      readonly node: Node;
      readonly element: string;
      readonly text: string;
      readonly prefix: string;
      readonly name: string;
      readonly prefixSpan: Span;
      readonly nameSpan: Span;
    };

/** `service:Name`, wildcards included. Service prefixes are letters, digits and hyphens. */
const SHAPE = /^([A-Za-z0-9*?-]+):([A-Za-z0-9*?_-]+)$/;

/** The entries of a statement's Action and NotAction, read once for all rules. */
export const getActions = computeOnce((statement: Statement): readonly WrittenAction[] =>
  ["Action", "NotAction"].flatMap((element) =>
    getStringNodes(statement.get(element)?.value).flatMap((node) => readAction(element, node) ?? []),
  ),
);

/** Whether one of the statement's actions counts: one does among all, and where all but some are meant; a misspelt one is none. */
export function reachesAction(
  statement: Statement,
  catalogue: Catalogue,
  counts: (action: ActionFacts) => boolean,
): boolean {
  return getActions(statement).some(
    (action) =>
      action.kind === "everything" ||
      action.element === "NotAction" ||
      (action.kind === "action" && catalogue.expand(action.text).some(counts)),
  );
}

function readAction(element: string, node: Node): WrittenAction | undefined {
  const text = String(node.value);
  if (hasPlaceholder(text)) return undefined;
  if (text === "*") return { kind: "everything", node, element };
  const [, prefix, name] = SHAPE.exec(text) ?? [];
  if (prefix === undefined || name === undefined) return { kind: "malformed", node, element, text };
  const inner = getInnerSpan(node);
  // An escape in the string shifts what follows it; then the whole string is marked.
  const isPlain = inner.end - inner.start === text.length;
  const colon = inner.start + prefix.length;
  return {
    kind: "action",
    node,
    element,
    text,
    prefix,
    name,
    prefixSpan: isPlain ? { start: inner.start, end: colon } : inner,
    nameSpan: isPlain ? { start: colon + 1, end: inner.end } : inner,
  };
}
