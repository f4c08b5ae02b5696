/**
 * Terraform's interpolations and directives whose expressions have quotes, braces or line breaks of their own:
 * `"${join("\",\"", regions)}"`, `${jsonencode([for id in ids : "arn:aws:iam::${id}:root"])}`.
 */

import { decodeString } from "./decodeString";
import { skipString } from "./depth";

/** Beyond this nobody writes one; and after so many that never end, the rest of a text is taken as it is. */
const MAX_LENGTH = 2000;
const MAX_OPEN = 100;

/** How deep expressions lie in texts of expressions. */
const MAX_DEPTH = 8;

export interface Interpolation {
  readonly start: number;
  readonly end: number;
}

/** What would end a string, or close a brace, of the JSON around it. */
export const DISTURBING = /["\\{}\n\r]/g;

/**
 * Those that would disturb a look at the JSON around them, in the order of the text. One that lies within a string that
 * JSON can read disturbs nothing: its escapes are JSON's, as those of `${aws:PrincipalTag\/team}`.
 */
export function findInterpolations(text: string): readonly Interpolation[] {
  const found: Interpolation[] = [];
  const marks = /["$%\n]/g;
  let string: StringText | undefined;
  let open = 0;
  while (marks.test(text)) {
    const at = marks.lastIndex - 1;
    const character = text.charAt(at);
    if (character === '"') {
      if (!string) string = new StringText(text, at);
      else if (!isEscaped(text, at)) string = undefined;
    }
    // A string ends with its line at the latest.
    else if (character === "\n") string = undefined;
    else if (open < MAX_OPEN && begins(text, at)) {
      const end = findEnd(text, at, at + MAX_LENGTH, 0);
      if (end === undefined) open++;
      else {
        const isDisturbing = text.slice(at + 2, end - 1).search(DISTURBING) >= 0;
        if (isDisturbing && !(string && string.end >= end)) found.push({ start: at, end });
        marks.lastIndex = end;
      }
    }
  }
  return found;
}

/** A string as JSON reads it, looked at only where it holds an interpolation. */
class StringText {
  readonly #text: string;
  readonly #start: number;
  #end: number | undefined;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#start = start;
  }

  /** The offset of its closing quote; -1 where JSON cannot read it. */
  get end(): number {
    return (this.#end ??= this.#findEnd());
  }

  #findEnd(): number {
    const end = skipString(this.#text, this.#start);
    return decodeString(this.#text.slice(this.#start, end + 1)) === undefined ? -1 : end;
  }
}

/** `$${` and `%%{` stand for the signs themselves. */
function begins(text: string, at: number): boolean {
  return text.charAt(at + 1) === "{" && text.charAt(at - 1) !== text.charAt(at);
}

function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text.charAt(from - 1) === "\\") from--;
  return (at - from) % 2 === 1;
}

/** Behind the closing brace; `undefined` for what does not end, or is no expression. */
function findEnd(text: string, start: number, limit: number, depth: number): number | undefined {
  let open = 0;
  const stop = Math.min(limit, text.length);
  for (let at = start + 2; at < stop; at++) {
    switch (text.charAt(at)) {
      case "(":
      case "[":
      case "{":
        open++;
        break;
      case ")":
      case "]":
        open--;
        break;
      case "}":
        if (open <= 0) return open === 0 ? at + 1 : undefined;
        open--;
        break;
      case "\n":
        // Without brackets around it, an expression that was not closed would take in the lines that follow.
        if (open === 0 && /\S/.test(text.slice(start + 2, at)) && !/^\s*\}/.test(text.slice(at, at + 200)))
          return undefined;
        break;
      case '"': {
        if (!takesText(text, start + 2, at, open > 0)) return undefined;
        const end = findTextEnd(text, at, stop, depth);
        if (end === undefined) return undefined;
        at = end;
      }
    }
  }
  return undefined;
}

/** Whether an expression may go on with a text: where none may, the quote is that of the JSON around it. */
function takesText(text: string, from: number, at: number, isInBrackets: boolean): boolean {
  const before = text.slice(Math.max(from, at - 40), at);
  if (isInBrackets) return /[([{,:=?!<>&|]\s*$/.test(before);
  // A colon is that of a choice, or stands in a policy variable.
  return /(?:\?|[=!]=|&&|\|\|)\s*$/.test(before) || (/:\s*$/.test(before) && text.slice(from, at).includes("?"));
}

function findTextEnd(text: string, start: number, limit: number, depth: number): number | undefined {
  for (let at = start + 1; at < limit; at++) {
    const character = text.charAt(at);
    if (character === '"') return at;
    if (character === "\n") return undefined;
    if (character === "\\") at++;
    else if ((character === "$" || character === "%") && begins(text, at)) {
      const end = depth < MAX_DEPTH ? findEnd(text, at, limit, depth + 1) : undefined;
      if (end === undefined) return undefined;
      at = end - 1;
    }
  }
  return undefined;
}
