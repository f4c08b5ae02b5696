import type { CompletionItem, CompletionKind, Span, TextEdit } from "../language";
import type { Caret } from "./caret";

/** A thing to offer, before quotes and commas. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  readonly getDocumentation?: () => string;
  /** The inside of the string; the label by default. */
  readonly text?: string;
  /** `text` is a snippet. */
  readonly isSnippet?: boolean;
  /** For a key: what follows its colon, as a snippet. For a whole value without quotes: that, and `isBare`. */
  readonly value?: string;
  readonly isBare?: boolean;
  /** The part of the string that it replaces, where that is less than all: only inside quotes. */
  readonly span?: Span;
  /** What typing is matched against; the label by default. */
  readonly filterText?: string;
  readonly continues?: boolean;
  /** Others like it were left out, for there are too many or it is too early: what is typed next decides. */
  readonly isPartial?: boolean;
  /** Smaller comes first; equal ranks go by `order`, then by label. */
  readonly rank: number;
  readonly order?: number;
}

/**
 * Puts suggestions into the text at the caret: quotes where they lack, commas on both sides where they lack. A key press
 * makes many hundreds of items: what they have in common is made once.
 */
export function toCompletionItems(suggestions: readonly Suggestion[], caret: Caret): readonly CompletionItem[] {
  const valueCommas = getCommas(caret, true);
  const keyCommas = getCommas(caret, false);
  return suggestions.map((suggestion) =>
    toCompletionItem(suggestion, caret, suggestion.value === undefined ? valueCommas : keyCommas),
  );
}

function toCompletionItem(suggestion: Suggestion, caret: Caret, commas: readonly TextEdit[]): CompletionItem {
  const { label, kind, detail, getDocumentation, filterText, continues, rank, order = 0 } = suggestion;
  // Where a key is only renamed, nothing is to be filled in next.
  const gap = caret.gapAhead;
  const isRename = suggestion.value !== undefined && !suggestion.isBare && caret.hasColon;
  const { edit, snippet } = suggestion.isBare
    ? insertBare(suggestion, caret)
    : suggestion.value === undefined
      ? insertValue(suggestion, caret)
      : insertKey(suggestion, suggestion.value, caret);
  return {
    label,
    kind,
    edit,
    snippet,
    sortText: `${pad(rank)}${pad(order)}${label}`,
    ...(detail !== undefined && { detail }),
    ...(getDocumentation && { getDocumentation }),
    ...(filterText !== undefined && { filterText }),
    ...(continues && (!isRename || gap !== undefined) && { continues }),
    ...(continues && isRename && gap !== undefined && hasLines(gap) && { goesOn: measureLines(gap) }),
    ...(commas.length > 0 && { additionalEdits: commas }),
  };
}

/** The commas that stand apart from what is replaced. */
function getCommas(caret: Caret, isValue: boolean): readonly TextEdit[] {
  const before = caret.missingCommaAt === undefined ? [] : [insertComma(caret.missingCommaAt)];
  // The quotes of a value stay, also those that the editor closes by itself: the comma goes behind them.
  const isKept = isValue && caret.isQuoted && caret.isClosed;
  return isKept && caret.needsCommaAfter ? [...before, insertComma(caret.span.end + 1)] : before;
}

const PADDED: readonly string[] = Array.from({ length: 100 }, (_, rank) => String(rank).padStart(3, "0"));

function pad(rank: number): string {
  return PADDED[rank] ?? String(rank).padStart(3, "0");
}

interface Insertion {
  readonly edit: TextEdit;
  readonly snippet: boolean;
}

function insertValue(
  { label, text = label, isSnippet = false, continues = false, span }: Suggestion,
  caret: Caret,
): Insertion {
  if (caret.isQuoted && caret.isClosed)
    return { edit: { span: span ?? caret.span, newText: text }, snippet: isSnippet };
  const comma = caret.needsCommaAfter ? "," : "";
  const open = caret.isQuoted ? "" : caret.needsSpaceBefore ? ' "' : '"';
  // The caret stays inside the quotes of what is to be typed on.
  const snippet = isSnippet || continues;
  const inside = isSnippet ? text : snippet ? escapeSnippet(text) : text;
  const stop = continues && !isSnippet ? "$0" : "";
  return { edit: { span: span ?? caret.span, newText: `${open}${inside}${stop}"${comma}` }, snippet };
}

function insertKey({ label, text = label, isSnippet = false }: Suggestion, value: string, caret: Caret): Insertion {
  const name = isSnippet ? text : escapeSnippet(text);
  const open = caret.isQuoted ? "" : '"';
  const gap = caret.gapAhead;
  if (caret.hasColon && gap !== undefined && !hasLines(gap) && !isSnippet) {
    // An item replaces what stands on its line; the empty text is among that, and filled in next.
    const span = { start: caret.span.start, end: caret.span.end + gap.length + 1 };
    return { edit: { span, newText: `${name}${escapeSnippet(gap)}$1"` }, snippet: true };
  }
  if (caret.hasColon) {
    const close = caret.isClosed ? "" : '"';
    return { edit: { span: caret.span, newText: `${open}${text}${close}` }, snippet: isSnippet };
  }
  const span = caret.isClosed ? { start: caret.span.start, end: caret.span.end + 1 } : caret.span;
  const comma = caret.needsCommaAfter ? "," : "";
  return { edit: { span, newText: `${open}${name}": ${value}${comma}` }, snippet: true };
}

function hasLines(gap: string): boolean {
  return gap.includes("\n");
}

/** How many characters each line has, its end included. */
function measureLines(text: string): readonly number[] {
  return Array.from(text.replaceAll("\r\n", "\n").matchAll(/[^\n]*\n|[^\n]+/g), ([line]) => line.length);
}

function insertBare({ label, value = label }: Suggestion, caret: Caret): Insertion {
  return {
    edit: {
      span: caret.span,
      newText: `${caret.needsSpaceBefore ? " " : ""}${value}${caret.needsCommaAfter ? "," : ""}`,
    },
    snippet: true,
  };
}

function insertComma(at: number): TextEdit {
  return { span: { start: at, end: at }, newText: "," };
}

export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
