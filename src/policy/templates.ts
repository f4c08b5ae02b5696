import { visit } from "jsonc-parser";
import { DISTURBING, findInterpolations } from "./interpolations";

/** A gap without quotes, where JSON wants a value, a name or an entry of a list. */
const BARE_GAP = /<[\w][^<>"\n]{0,200}>|\{\{[^{}\n]{0,200}\}\}|\$\{[^}\n]{0,200}\}/y;

/** What tells a template engine what to do: `{% if … %}` and `{# … #}` of Jinja, `%{ if … }` of Terraform. */
const DIRECTIVE =
  /\{%[-+]?\s{0,20}(\w{1,20})\b[^\n]{0,200}?%\}|%\{~?\s{0,20}(\w{1,20})\b[^}\n]{0,200}\}|\{#[^\n]{0,200}?#\}/y;

const OPENING: ReadonlySet<string> = new Set(["if", "for", "unless", "with", "block", "filter", "macro"]);
const ALTERNATIVE: ReadonlySet<string> = new Set(["else", "elif", "elseif"]);

/** A comma that a directive sets between entries only: `{% if not loop.last %},{% endif %}`. */
const COMMA_ALONE = /\s{0,20},\s{0,20}(?:\{%[-+]?|%\{~?)\s{0,20}end/y;

/** Any of these may begin a gap or a directive. */
const SIGN = /<\w|\{[{%#]|[$%]\{/;

const MASK = "\uE000";

/** The JSON that a template stands for, each offset kept. */
export interface MaskedTemplate {
  readonly json: string;
  /** Whether no more is masked than values and names: white space around them may change without harm. */
  readonly isPlain: boolean;
}

/**
 * Puts JSON of the same length in place of what a template has beside it, so that it parses as the policy it will be:
 * a string for a gap without quotes, with the commas that a gap in a list brings along, and white space for a directive.
 * The strings are made of a private-use character, which `hasPlaceholder` knows. What parses as it stands is no template,
 * whatever it looks like: nothing of it is masked.
 */
export function maskTemplate(text: string): MaskedTemplate {
  if (!SIGN.test(text) || isJson(text)) return { json: text, isPlain: true };
  const long = findInterpolations(text);
  // Their braces stay, as those of any gap, and the words of a directive.
  const inner = long.map(({ start, end }) => ({ start: start + 2, end: end - 1 }));
  const even = replaceSpans(text, inner, ({ start, end }) =>
    text.slice(start, end).replace(text.charAt(start - 2) === "%" ? DISTURBING : /[^]/g, MASK),
  );
  const json = blankDirectives(even);
  const gaps = maskGaps(json, new Map(long.map(({ start, end }) => [start, end])));
  return { json: gaps.json, isPlain: gaps.isPlain && json === even };
}

/** With comments and trailing commas too, as a `.jsonc` file may have them. */
function isJson(text: string): boolean {
  let isGood = true;
  const onError = () => {
    isGood = false;
  };
  visit(text.replace(/^\uFEFF/, ""), { onError }, { allowTrailingComma: true });
  return isGood;
}

/** Leaves the first of alternatives, and white space in place of the others and of the directives themselves. */
function blankDirectives(text: string): string {
  if (!/\{[%#]|%\{/.test(text)) return text;
  const blanks: Span[] = [];
  let depth = 0;
  let dropped: { start: number; depth: number } | undefined;
  visitOutsideStrings(text, /["{%]/g, (at) => {
    const found = matchAt(DIRECTIVE, text, at);
    if (!found) return undefined;
    const end = at + found[0].length;
    const word = found[1] ?? found[2] ?? "";
    if (OPENING.has(word)) depth++;
    if (!dropped && (ALTERNATIVE.has(word) || (OPENING.has(word) && matchAt(COMMA_ALONE, text, end)))) {
      dropped = { start: at, depth };
    }
    const isEnd = word.startsWith("end");
    let start = at;
    if (isEnd && dropped?.depth === depth) {
      start = dropped.start;
      dropped = undefined;
      while ((blanks.at(-1)?.start ?? -1) >= start) blanks.pop();
    }
    blanks.push({ start, end });
    if (isEnd) depth--;
    return end;
  });
  return replaceSpans(text, blanks, ({ start, end }) => text.slice(start, end).replace(/[^\n]/g, " "));
}

/** `long`: where gaps end that no pattern finds, by where they begin. */
function maskGaps(text: string, long: ReadonlyMap<number, number>): MaskedTemplate {
  const masks: (Span & { readonly json: string })[] = [];
  const open: string[] = [];
  let isPlain = true;
  visitOutsideStrings(text, /["{[}\]<$]/g, (at) => {
    const gap = long.has(at) ? text.slice(at, long.get(at)) : matchAt(BARE_GAP, text, at)?.[0];
    const character = text.charAt(at);
    if (gap === undefined) {
      if (character === "{" || character === "[") open.push(character);
      else if (character === "}" || character === "]") open.pop();
      return undefined;
    }
    const end = at + gap.length;
    const before = findBefore(text, at, masks.at(-1)?.end ?? 0);
    const after = text.charAt(end + (matchAt(/\s*/y, text, end)?.[0].length ?? 0));
    const mask = maskGap(gap.length, before, after, open.at(-1));
    isPlain &&= mask.isPlain;
    masks.push({ start: at, end, json: mask.json });
    return end;
  });
  return { json: replaceSpans(text, masks, ({ json }) => json), isPlain };
}

/** The last character before a gap that is no white space; another gap counts as a value. */
function findBefore(text: string, at: number, from: number): string {
  for (let index = at - 1; index >= from; index--) if (text.charAt(index).trim()) return text.charAt(index);
  return from > 0 ? '"' : "";
}

function maskGap(length: number, before: string, after: string, around: string | undefined): MaskedTemplate {
  const fill = (size: number) => `"${MASK.repeat(size)}"`;
  const plain = { json: fill(length - 2), isPlain: true };
  if (before === ":" || around === undefined || (around === "{" && after === ":")) return plain;
  // What fills a gap in a list may be several entries, or none: it brings its own commas.
  const comma = /[[{,]/.test(before) ? "" : ",";
  const next = /["[{<$\d]/.test(after) ? "," : "";
  const room = length - comma.length - next.length;
  if (around === "[" && room >= 2) return { json: comma + fill(room - 2) + next, isPlain: comma + next === "" };
  if (around === "{" && room >= 7) return { json: `${comma + fill(1)}:${fill(room - 6)}${next}`, isPlain: false };
  return plain;
}

/**
 * Visits what `characters`, a quote among them, finds outside strings; a visitor that has read on says how far. A string
 * ends with its line at the latest.
 */
function visitOutsideStrings(text: string, characters: RegExp, visit: (at: number) => number | undefined): void {
  while (characters.test(text)) {
    const at = characters.lastIndex - 1;
    characters.lastIndex = text.charAt(at) === '"' ? findStringEnd(text, at) + 1 : (visit(at) ?? at + 1);
  }
}

/** The offset of a string's closing quote, or of the end of its line. */
function findStringEnd(text: string, start: number): number {
  const stop = /["\\\n]/g;
  stop.lastIndex = start + 1;
  while (stop.test(text)) {
    if (text.charAt(stop.lastIndex - 1) !== "\\") return stop.lastIndex - 1;
    stop.lastIndex++;
  }
  return text.length;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function replaceSpans<S extends Span>(text: string, spans: readonly S[], replace: (span: S) => string): string {
  let replaced = "";
  let from = 0;
  for (const span of spans) {
    replaced += text.slice(from, span.start) + replace(span);
    from = span.end;
  }
  return replaced + text.slice(from);
}
