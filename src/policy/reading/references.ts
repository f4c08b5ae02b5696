/** Where an action or a condition key is spoken of. */
import type { Catalogue } from "../catalogue";
import type { PolicyDocument } from "../document";
import { hasWildcard, matchesGlob } from "../glob";
import type { Span } from "../language";
import { getInnerSpan } from "../tree";
import { findToken, getTokens } from "./tokens";

/** What references are looked for: an action (or a pattern of actions), or a condition key. In lower case. */
export interface ReferenceQuery {
  readonly kind: "action" | "conditionKey";
  readonly text: string;
}

/** The action or key at an offset; policy variables are keys too. */
export function getReferenceQuery(document: PolicyDocument, offset: number): ReferenceQuery | undefined {
  const token = findToken(document, offset);
  if (!token) return undefined;
  const text = String(token.node.value).toLowerCase();
  if (token.kind === "action") return { kind: "action", text };
  if (token.kind === "conditionKey") return { kind: "conditionKey", text };
  const variable = findVariables(document.text, getInnerSpan(token.node)).find(
    ({ span }) => span.start <= offset && offset <= span.end,
  );
  return variable && { kind: "conditionKey", text: variable.key };
}

/** Entries that match the action or share one with the pattern; keys of conditions and in policy variables. */
export function findReferences(
  document: PolicyDocument,
  query: ReferenceQuery,
  openCatalogue: () => Catalogue,
): readonly Span[] {
  if (query.kind === "action") {
    const isMeant = createActionTest(query.text, openCatalogue);
    return getTokens(document)
      .filter(({ kind, node }) => kind === "action" && isMeant(String(node.value).toLowerCase()))
      .map(({ node }) => getInnerSpan(node));
  }
  return getTokens(document).flatMap(({ kind, node }) => {
    const inner = getInnerSpan(node);
    if (kind === "conditionKey") return String(node.value).toLowerCase() === query.text ? [inner] : [];
    if (kind !== "conditionValue" && kind !== "resource") return [];
    return findVariables(document.text, inner).flatMap(({ key, span }) => (key === query.text ? [span] : []));
  });
}

function createActionTest(wanted: string, openCatalogue: () => Catalogue): (entry: string) => boolean {
  if (!hasWildcard(wanted)) return (entry) => entry === wanted || (hasWildcard(entry) && matchesGlob(entry, wanted));
  let names: readonly string[] | undefined;
  return (entry) => {
    if (entry === wanted || matchesGlob(wanted, entry)) return true;
    if (!hasWildcard(entry)) return false;
    names ??= openCatalogue()
      .expand(wanted)
      .map(({ name }) => name.toLowerCase());
    return names.some((name) => matchesGlob(entry, name));
  };
}

interface Variable {
  /** In lower case. */
  readonly key: string;
  readonly span: Span;
}

/** `${aws:PrincipalTag/team, 'default'}` → its key and where that stands. */
function findVariables(text: string, { start, end }: Span): readonly Variable[] {
  return Array.from(
    text.slice(start, end).matchAll(/\$\{\s*([\w:/.@+=-]+:[\w:/.@+=-]+)/g),
    ({ 0: all, 1: key = "", index }) => {
      const from = start + index + all.length - key.length;
      return { key: key.toLowerCase(), span: { start: from, end: from + key.length } };
    },
  );
}
