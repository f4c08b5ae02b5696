import { findNodeAtLocation, getLocation, type JSONPath, type Node } from "jsonc-parser";
import { maskTemplate } from "../templates";
import type { PolicyDocument } from "../document";
import type { Span } from "../language";
import { maskComments } from "../comments";
import { contains, getSpan } from "../tree";

/** Where in a policy something is being typed. */
export type Place =
  | { readonly kind: "policy" }
  | { readonly kind: "documentKey" }
  | { readonly kind: "statement"; readonly isListed: boolean }
  | { readonly kind: "statementKey"; readonly statement: Node | undefined }
  | { readonly kind: "element"; readonly name: string; readonly statement: Node | undefined }
  | { readonly kind: "operator"; readonly block: Node | undefined; readonly statement: Node | undefined }
  | { readonly kind: "operatorValue" }
  | {
      readonly kind: "conditionKey";
      readonly operator: string;
      readonly block: Node | undefined;
      readonly statement: Node | undefined;
    }
  | {
      readonly kind: "conditionValue";
      readonly operator: string;
      readonly key: string;
      readonly statement: Node | undefined;
    };

/** What is being typed, and what surrounds it. */
export interface Caret {
  readonly place: Place;
  readonly offset: number;
  /** What a suggestion replaces: the inside of the quotes, or a bare word, or nothing. */
  readonly span: Span;
  readonly isQuoted: boolean;
  /** Whether a quote closes what is being typed. */
  readonly isClosed: boolean;
  /** Whether a key's colon stands right before it, with no space between. */
  readonly needsSpaceBefore: boolean;
  /** Whether a colon follows, so that a key has its value already. */
  readonly hasColon: boolean;
  /** What stands before the empty text that is filled in next, where there is one behind the colon: `": "`. */
  readonly gapAhead: string | undefined;
  /** Whether something follows that a comma must part. */
  readonly needsCommaAfter: boolean;
  /** Where the comma is missing before it. */
  readonly missingCommaAt: number | undefined;
  /** The innermost value at the caret's path, such as the list an entry stands in. */
  readonly list: Node | undefined;
}

/** Whether a member's key is what is being typed; right before its quotes another one is. */
export function isTyped(key: Node, { isQuoted, offset }: Caret): boolean {
  return isQuoted && contains(getSpan(key), offset);
}

/** Tells what can be typed at an offset; `undefined` where nothing of a policy can. */
export function findCaret(document: PolicyDocument, offset: number): Caret | undefined {
  if (document.faults[0]?.kind === "tooDeep") return undefined;
  const { json } = maskTemplate(document.text);
  // What a template engine reads is none of ours.
  if (json.slice(offset - 1, offset + 1) !== document.text.slice(offset - 1, offset + 1)) return undefined;
  const { text, isInComment } = maskComments(json.replace(/^\uFEFF/, " "));
  if (isInComment(offset)) return undefined;
  const location = getLocation(text, offset);
  const token = findToken(text, offset, location.previousNode);
  if (!token) return undefined;

  const before = findInkBefore(text, token.isQuoted ? token.span.start - 1 : token.span.start);
  const lacksComma = /["\]}\w]/.test(text[before] ?? "");
  const { path } = location;
  const isKey = location.isAtPropertyKey || (lacksComma && typeof path.at(-1) === "string");
  const place = findPlace(document.root, path, isKey);
  if (!place) return undefined;

  const inkAt = findInkAfter(text, token.end);
  const after = text[inkAt];
  const isFilled = !token.isQuoted && !isKey && typeof path.at(-1) === "string" && startsValue(text, inkAt);
  if (isFilled) return undefined;
  return {
    place,
    offset,
    span: token.span,
    isQuoted: token.isQuoted,
    isClosed: token.isClosed,
    needsSpaceBefore: !token.isQuoted && text[token.span.start - 1] === ":",
    hasColon: after === ":",
    gapAhead: token.isClosed ? findGap(text, document.text, token.end - 1) : undefined,
    // A word right behind a closed string tells of quotes that pair up wrongly.
    needsCommaAfter: after !== undefined && (token.isClosed ? /["{[]/ : /["{[\w]/).test(after),
    missingCommaAt: lacksComma ? before + 1 : undefined,
    list:
      typeof path.at(-1) === "number" && document.root
        ? findNodeAtLocation(document.root, path.slice(0, -1))
        : undefined,
  };
}

/** `": "` before `"`, and `": {\n  "` before `"": ""`; none where a comment stands between, which `text` has masked. */
function findGap(text: string, written: string, at: number): string | undefined {
  const gap = /^"\s*:\s*(?:[{[]\s*)?"(?=")/.exec(text.slice(at, at + 200))?.[0];
  return gap !== undefined && written.startsWith(gap, at) ? gap : undefined;
}

interface Token {
  readonly span: Span;
  /** Behind the closing quote. */
  readonly end: number;
  readonly isQuoted: boolean;
  readonly isClosed: boolean;
}

function findToken(text: string, offset: number, node: Node | undefined): Token | undefined {
  if (node?.type === "string" || node?.type === "property") {
    const lineEnd = /[\r\n]/.exec(text.slice(node.offset, node.offset + node.length))?.index;
    // The scanner takes a backslash at the end of a line for an escape and reads on; for a person the string ends there.
    if (lineEnd !== undefined && offset > node.offset + lineEnd) return undefined;
    const end = node.offset + (lineEnd ?? node.length);
    const isClosed =
      node.length > 1 &&
      text[end - 1] === '"' &&
      !/(?:^|[^\\])(?:\\\\)*\\"$/.test(text.slice(node.offset + 1, end)) &&
      !isOtherQuote(text, offset, end);
    if (offset > node.offset && offset < end + (isClosed ? 0 : 1)) {
      if (isClosed) return { span: { start: node.offset + 1, end: end - 1 }, end, isQuoted: true, isClosed };
      // An open string runs to the end of its line; what belongs to it ends with the word.
      const word = /^[^\s",\]}]*/.exec(text.slice(node.offset + 1, end))?.[0].length ?? 0;
      const wordEnd = Math.max(node.offset + 1 + word, offset);
      return { span: { start: node.offset + 1, end: wordEnd }, end: wordEnd, isQuoted: true, isClosed };
    }
    if (offset === end && isClosed) return undefined;
  }
  const start = offset - (/[\w:*?-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0);
  const end = offset + (/^[\w:*?-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
  // A bare word never starts with the colon that parts key and value.
  const colons = /^:+/.exec(text.slice(start, offset))?.[0].length ?? 0;
  return { span: { start: start + colons, end }, end, isQuoted: false, isClosed: false };
}

/** Whether the quote that seems to close a text opens the next one: a word stands right behind it, on the same line. */
function isOtherQuote(text: string, offset: number, end: number): boolean {
  return /^\w/.test(text.slice(end, end + 1)) && /^[^\s",\]}]*[\],}]/.test(text.slice(offset, end));
}

function findPlace(root: Node | undefined, path: JSONPath, isKey: boolean): Place | undefined {
  const [first, ...afterFirst] = path;
  if (first === undefined) return root ? undefined : { kind: "policy" };
  if (path.length === 1 && isKey) return { kind: "documentKey" };
  if (first !== "Statement")
    return path.length === 1 ? { kind: "element", name: String(first), statement: undefined } : undefined;
  const isListed = typeof afterFirst[0] === "number";
  const rest = isListed ? afterFirst.slice(1) : afterFirst;
  if (rest.length === 0) return isKey ? undefined : { kind: "statement", isListed };
  const statementPath = isListed ? path.slice(0, 2) : path.slice(0, 1);
  const statement = root && findNodeAtLocation(root, statementPath);
  if (rest.length === 1 && isKey) return { kind: "statementKey", statement };
  const [name, operator, key, index] = rest;
  if (name === "Condition") {
    const block = root && findNodeAtLocation(root, path.slice(0, -1));
    if (rest.length === 2) return isKey ? { kind: "operator", block, statement } : { kind: "operatorValue" };
    if (rest.length === 3 && isKey) return { kind: "conditionKey", operator: String(operator), block, statement };
    const isValue = !isKey && (rest.length === 3 || (rest.length === 4 && typeof index === "number"));
    if (isValue) return { kind: "conditionValue", operator: String(operator), key: String(key), statement };
    if (rest.length > 1) return undefined;
  }
  const isValue = !isKey && (rest.length === 1 || (rest.length === 2 && typeof operator === "number"));
  return isValue ? { kind: "element", name: String(name), statement } : undefined;
}

function findInkBefore(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && /\s/.test(text[at] ?? "")) at--;
  return at;
}

function findInkAfter(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /\s/.test(text[at] ?? "")) at++;
  return at;
}

/** Whether a value starts there; a string before a colon is the next key instead. */
function startsValue(text: string, at: number): boolean {
  const line = text.slice(at, at + 500);
  return /^[{[\w-]/.test(line) || (line.startsWith('"') && !/^"(?:[^"\\\r\n]|\\.)*"\s*:/.test(line));
}
