/** What the editor draws from the shape of a policy: outline, folding, selection, highlights. */
import type { Node } from "jsonc-parser";
import type { PolicyDocument } from "../document";
import type { Phrase, Span } from "../language";
import { getConditions, getOutline, type Statement } from "../statements";
import { contains, findNode, getInnerSpan, getListed, getSpan, getString } from "../tree";
import { findToken, getTokens, type Token } from "./tokens";

/** A row of the outline. */
export interface PolicySymbol {
  /** Its words as written; a phrase where nothing is written that could name it. */
  readonly name: string | Phrase;
  /** One short line beside the name. */
  readonly detail: string;
  readonly kind: "value" | "statement" | "element" | "condition";
  readonly span: Span;
  /** What is selected when the row is chosen. */
  readonly nameSpan: Span;
  readonly children: readonly PolicySymbol[];
}

export function getSymbols(document: PolicyDocument): readonly PolicySymbol[] {
  const { members, statements } = getOutline(document);
  const values = members
    .filter(({ name, value }) => name !== "Statement" && value !== undefined)
    .map(
      ({ name, key, value }): PolicySymbol => ({
        name,
        detail: getString(value) ?? "",
        kind: "value",
        span: getSpan(key.parent ?? key),
        nameSpan: getInnerSpan(key),
        children: [],
      }),
    );
  return [...values, ...statements.map(getStatementSymbol)];
}

function getStatementSymbol(statement: Statement): PolicySymbol {
  const sid = statement.get("Sid")?.value;
  const name = getString(sid);
  const span = getSpan(statement.node);
  const effect = getString(statement.get("Effect")?.value) ?? "";
  const elements = statement.members.filter(({ name: element }) => /^(Not)?(Action|Resource|Principal)$/.test(element));
  return {
    name: name || { template: "Statement {number}", data: { number: statement.index + 1 } },
    detail: effect,
    kind: "statement",
    span,
    nameSpan: sid && name ? getInnerSpan(sid) : { start: span.start, end: span.start + 1 },
    children: [
      ...elements.map(
        (member): PolicySymbol => ({
          name: member.name,
          detail: summarize(member.value),
          kind: "element",
          span: getSpan(member.key.parent ?? member.key),
          nameSpan: getInnerSpan(member.key),
          children: [],
        }),
      ),
      ...getConditions(statement).map(
        ({ operator, key }): PolicySymbol => ({
          name: key.name || { template: "Condition", data: {} },
          detail: `${operator.name} ${summarize(key.value)}`.trim(),
          kind: "condition",
          span: getSpan(key.key.parent ?? key.key),
          nameSpan: getInnerSpan(key.key),
          children: [],
        }),
      ),
    ],
  };
}

function summarize(value: Node | undefined): string {
  const texts = getListed(value).map((node) => String(node.value ?? "…"));
  return texts.length > 3 ? `${texts.slice(0, 2).join(", ")} … (${texts.length})` : texts.join(", ");
}

export interface Folding extends Span {
  readonly kind: "brackets" | "comment";
}

/** Objects, lists and comments of more than one line. */
export function getFoldings(document: PolicyDocument): readonly Folding[] {
  const foldings: Folding[] = [];
  const add = (kind: Folding["kind"], { start, end }: Span) => {
    if (document.text.slice(start, end).includes("\n")) foldings.push({ kind, start, end });
  };
  const open = document.root ? [document.root] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    open.push(...(node.children ?? []));
    if (node.type === "object" || node.type === "array") add("brackets", getSpan(node));
  }
  for (const { kind, span } of document.faults) if (kind === "comment") add("comment", span);
  return foldings.sort((a, b) => a.start - b.start);
}

/** What grows around a caret, the innermost first: a word's part, the word, the string, the member, the list, … */
export function getSelections(document: PolicyDocument, offset: number): readonly Span[] {
  const spans: Span[] = [];
  const node = findNode(document.root, offset);
  if (node?.type === "string" && contains(getInnerSpan(node), offset)) {
    const inner = getInnerSpan(node);
    const text = document.text.slice(inner.start, inner.end);
    const part = getPart(text, offset - inner.start);
    spans.push({ start: inner.start + part.start, end: inner.start + part.end }, inner);
  }
  for (let at: Node | undefined = node; at; at = at.parent) {
    // Brackets come after what they hold.
    const { start, end } = getSpan(at);
    const [first, last] = [at.children?.[0], at.children?.at(-1)];
    if ((at.type === "array" || at.type === "object") && first && last) {
      spans.push({ start: first.offset, end: getSpan(last).end });
    }
    spans.push({ start, end });
  }
  return spans.filter(({ start, end }, at) => at === 0 || start !== spans[at - 1]?.start || end !== spans[at - 1]?.end);
}

/** Between colons, slashes and the like. */
function getPart(text: string, at: number): Span {
  const start = /[^:/.,\s]*$/.exec(text.slice(0, at))?.[0].length ?? 0;
  const end = /^[^:/.,\s]*/.exec(text.slice(at))?.[0].length ?? 0;
  return { start: at - start, end: at + end };
}

/** Every place where the word at an offset stands, itself included. */
export function getHighlights(document: PolicyDocument, offset: number): readonly Span[] {
  const token = findToken(document, offset);
  if (!token) return [];
  const word = getWord(token);
  return getTokens(document)
    .filter((other) => other.kind === token.kind && getWord(other) === word)
    .map(({ node }) => getInnerSpan(node));
}

/** Case matters where it does to AWS. */
function getWord({ kind, node }: Token): string {
  const text = String(node.value);
  return kind === "action" || kind === "conditionKey" ? text.toLowerCase() : text;
}
