import { type ParseError, printParseErrorCode } from "jsonc-parser";
import { maskComments } from "./comments";
import type { Span } from "./language";

export type FaultKind =
  | "comment"
  | "foreignComment"
  | "trailingComma"
  | "secondDocument"
  | "tooDeep"
  | "empty"
  | "closer"
  | "symbol"
  | "case"
  | "typographic"
  | "semicolon"
  | "equals"
  | "number"
  | "name"
  | "value"
  | "colon"
  | "comma"
  | "brace"
  | "bracket"
  | "openObject"
  | "openList"
  | "openString"
  | "openComment"
  | "escape"
  | "character";

/** A place where the text stops being JSON. */
export interface SyntaxFault {
  readonly kind: FaultKind;
  readonly span: Span;
}

const KINDS: Readonly<Partial<Record<string, FaultKind>>> = {
  InvalidSymbol: "symbol",
  InvalidNumberFormat: "number",
  PropertyNameExpected: "name",
  ValueExpected: "value",
  ColonExpected: "colon",
  CommaExpected: "comma",
  CloseBraceExpected: "brace",
  CloseBracketExpected: "bracket",
  EndOfFileExpected: "secondDocument",
  InvalidCommentToken: "comment",
  UnexpectedEndOfComment: "openComment",
  UnexpectedEndOfString: "openString",
  UnexpectedEndOfNumber: "number",
  InvalidUnicode: "escape",
  InvalidEscapeCharacter: "escape",
  InvalidCharacter: "character",
};

/**
 * One fault for each broken place. A parser that recovers complains again on the same line or right after the last
 * complaint; those say nothing new. Comments and trailing commas are complete in themselves and hide nothing.
 */
export function findFaults(text: string, errors: readonly ParseError[]): readonly SyntaxFault[] {
  if (errors.length === 0) return [];
  const faults: SyntaxFault[] = [];
  const masked = maskComments(text).text;
  let reachedTo = -1;
  let commaBefore = -1;
  for (const error of [...errors].sort((a, b) => a.offset - b.offset)) {
    const end = error.offset + error.length;
    // The parser names a trailing comma in an object twice: a name is missing, and a value.
    if (error.offset === commaBefore) continue;
    const fault = toFault(masked, error);
    if (isComplete(fault)) {
      if (fault.kind === "trailingComma") commaBefore = error.offset;
      if (faults.at(-1)?.span.start !== fault.span.start) faults.push(fault);
      continue;
    }
    const isFollowUp = reachedTo >= 0 && !hasFreshLine(text, reachedTo, error.offset);
    if (!isFollowUp) faults.push(fault);
    reachedTo = Math.max(reachedTo, end);
  }
  return faults;
}

/** Whether the fault is none but for AWS: a file with comments may have it. */
export function isComplete(fault: SyntaxFault): boolean {
  return fault.kind === "comment" || fault.kind === "trailingComma";
}

/** Whether what stands at the fault can be read in one way only, so that the rest is judged as if it were mended. */
export function isClear(fault: SyntaxFault): boolean {
  return isComplete(fault) || fault.kind === "foreignComment";
}

function toFault(text: string, error: ParseError): SyntaxFault {
  const kind = KINDS[printParseErrorCode(error.error)] ?? "symbol";
  if (kind === "value" && text.trim() === "") return { kind: "empty", span: { start: 0, end: 0 } };
  const sign = text[error.offset] ?? "";
  if ((kind === "name" || kind === "value") && /[}\]]/.test(sign)) {
    const before = getLastInk(text, error.offset);
    // A name is missing before the end of an object, a value before that of a list; any other bracket is a wrong one.
    const open = kind === "name" ? "openObject" : "openList";
    const isWrong = sign !== (kind === "name" ? "}" : "]");
    if (text[before] === "," && isWrong) return { kind: open, span: { start: error.offset, end: error.offset + 1 } };
    if (text[before] === ",") return { kind: "trailingComma", span: { start: before, end: before + 1 } };
  }
  // A missing bracket shows after the last thing that was written, not at the end of an empty line.
  if (kind === "brace" || kind === "bracket" || (kind === "value" && error.offset >= text.trimEnd().length)) {
    const before = getLastInk(text, error.offset);
    return { kind, span: { start: Math.max(before, 0), end: before + 1 } };
  }
  if (kind === "secondDocument" && /[}\]]/.test(sign)) {
    return { kind: "closer", span: { start: error.offset, end: error.offset + 1 } };
  }
  const rest = kind === "symbol" ? text.slice(error.offset, error.offset + 200) : "";
  const word = /^(?:'[^'\n]*'?|;|=>?|[“”„‟«»][^“”„‟«»\n]*[“”„‟«»]|[^\s,;\]}":]+)/.exec(rest)?.[0] ?? "";
  const end = Math.min(error.offset + Math.max(error.length, word.length, 1), text.length);
  return {
    kind: kind === "symbol" ? nameSymbol(word) : kind,
    span: { start: Math.min(error.offset, text.length), end },
  };
}

/** What people write who know other notations better. */
function nameSymbol(word: string): FaultKind {
  if (word === ";") return "semicolon";
  if (/^=>?$/.test(word)) return "equals";
  if (/^(true|false|null|none)$/i.test(word)) return "case";
  return /^[“”„‟«»‘’]/.test(word) ? "typographic" : "symbol";
}

function getLastInk(text: string, offset: number): number {
  let at = Math.min(offset, text.length) - 1;
  while (at >= 0 && /\s/.test(text[at] ?? "")) at--;
  return at;
}

/** Whether a whole line, or something on a line of its own, stands between two offsets. */
function hasFreshLine(text: string, from: number, to: number): boolean {
  const between = text.slice(from, to);
  const lines = between.split(/\r\n|\r|\n/);
  return lines.length > 1 && lines.slice(1).some((line) => line.trim() !== "");
}
