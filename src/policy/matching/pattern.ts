/**
 * Compiled patterns are strings in which Unicode noncharacters stand for the wildcards. So a literal `*` needs no
 * escape, whether it was written `${*}` or came out of a variable, and matching stays a walk over two strings.
 */
const RUN = "\uFDD0";
const ONE = "\uFDD1";
/** The same, confined to one part of an ARN: they do not match a colon. */
const PART_RUN = "\uFDD2";
const PART_ONE = "\uFDD3";

const RUN_CODE = RUN.charCodeAt(0);
const ONE_CODE = ONE.charCodeAt(0);
const PART_RUN_CODE = PART_RUN.charCodeAt(0);
const PART_ONE_CODE = PART_ONE.charCodeAt(0);
const COLON_CODE = ":".charCodeAt(0);

/** The colons that separate an ARN's parts; those after the fifth belong to the resource. */
const ARN_COLONS = 5;

/** Marks `*` and `?` as wildcards. */
export function compileWildcards(text: string): string {
  return text.replaceAll("*", RUN).replaceAll("?", ONE);
}

/** For an ARN operator: each of the six parts is matched on its own (IAM User Guide, Condition operators). */
export function compileArn(marked: string): string | undefined {
  return countColons(marked) < ARN_COLONS ? undefined : confine(marked, false);
}

/**
 * For Resource and NotResource: wildcards stay within a part, but a `*` that ends one may run past the colons that
 * follow (IAM User Guide, Resource). An ARN that stops short is taken as it stands, and also as completed with `*`
 * (IAM User Guide, Grammar); any of the patterns may match.
 */
export function compileResource(marked: string): readonly string[] {
  const asWritten = confine(marked, true);
  const missing = Math.max(ARN_COLONS - countColons(marked), 0);
  return missing === 0 || marked.endsWith(RUN)
    ? [asWritten]
    : [asWritten, confine(marked + `:${RUN}`.repeat(missing), true)];
}

export function isAnything(compiled: string): boolean {
  return compiled.length > 0 && compiled.replaceAll(RUN, "") === "";
}

/** What a pattern surely begins with. */
export function getLiteralPrefix(marked: string): string {
  const end = marked.search(/[\uFDD0-\uFDD3]/);
  return end < 0 ? marked : marked.slice(0, end);
}

/**
 * Two pointers. Of a run it comes back to only the last: a confined run that meets a colon gives way to the last free
 * one before it, because no other choice within its part could move that colon. Never worse than pattern × text.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let freeRun = -1;
  let freeText = 0;
  let partRun = -1;
  let partText = 0;
  while (t < text.length) {
    const wanted = pattern.charCodeAt(p);
    const found = text.charCodeAt(t);
    if (wanted === RUN_CODE) {
      freeRun = p++;
      freeText = t;
      partRun = -1;
    } else if (wanted === PART_RUN_CODE) {
      partRun = p++;
      partText = t;
    } else if (wanted === found || wanted === ONE_CODE || (wanted === PART_ONE_CODE && found !== COLON_CODE)) {
      p++;
      t++;
    } else if (partRun >= 0 && text.charCodeAt(partText) !== COLON_CODE) {
      p = partRun + 1;
      t = ++partText;
    } else if (freeRun >= 0) {
      p = freeRun + 1;
      t = ++freeText;
      partRun = -1;
    } else return false;
  }
  while (pattern.charCodeAt(p) === RUN_CODE || pattern.charCodeAt(p) === PART_RUN_CODE) p++;
  return p === pattern.length;
}

/** Whether it surely matches all that a written pattern stands for: only a run takes in another run. */
export function coversPattern(compiled: string, written: string): boolean {
  return !/[\uFDD1\uFDD3*?]/.test(compiled) && matchesPattern(compiled, written);
}

function countColons(text: string): number {
  let count = 0;
  for (const character of text) if (character === ":") count++;
  return count;
}

/** Confines the wildcards before the fifth colon to their part. */
function confine(marked: string, endsMayCross: boolean): string {
  let colons = 0;
  let result = "";
  for (let at = 0; at < marked.length; at++) {
    const character = marked.charAt(at);
    if (character === ":") colons++;
    if (colons >= ARN_COLONS) return result + marked.slice(at);
    const endsPart = at + 1 === marked.length || marked.charAt(at + 1) === ":";
    if (character === RUN && !(endsMayCross && endsPart)) result += PART_RUN;
    else result += character === ONE ? PART_ONE : character;
  }
  return result;
}

/** Behind the end of a pattern. */
const END = -1;

/** Whether some text matches both patterns. */
export function overlap(left: string, right: string): boolean {
  // What both begin and end with outside of their wildcards is soon told apart.
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  for (; start < shorter; start++) {
    const a = left.charCodeAt(start);
    const b = right.charCodeAt(start);
    if (isWild(a) || isWild(b)) break;
    if (a !== b) return false;
  }
  let end = 0;
  for (; end < shorter - start; end++) {
    const a = left.charCodeAt(left.length - 1 - end);
    const b = right.charCodeAt(right.length - 1 - end);
    if (isWild(a) || isWild(b)) break;
    if (a !== b) return false;
  }
  return canRestsMeet(left.slice(start, left.length - end), right.slice(start, right.length - end));
}

/** Row by row from their ends: whether what is left of both can meet. */
function canRestsMeet(left: string, right: string): boolean {
  const met = new Uint8Array(right.length + 2);
  for (let l = left.length; l >= 0; l--) {
    const a = l < left.length ? left.charCodeAt(l) : END;
    let both = 0;
    for (let r = right.length; r >= 0; r--) {
      const b = r < right.length ? right.charCodeAt(r) : END;
      const withoutLeft = met[r] ?? 0;
      met[r] = canMeet(a, b, withoutLeft, met[r + 1] ?? 0, both) ? 1 : 0;
      both = withoutLeft;
    }
  }
  return met[0] === 1;
}

/** Of two tokens, given whether what is left can meet without the left one, without the right one, without both. */
function canMeet(a: number, b: number, withoutLeft: number, withoutRight: number, both: number): boolean {
  if (a === END && b === END) return true;
  // A run ends, or takes in what the other side asks for.
  if (isRun(a) && (withoutLeft === 1 || (withoutRight === 1 && b !== END && (isRun(b) || canBeSame(a, b)))))
    return true;
  if (isRun(b) && (withoutRight === 1 || (withoutLeft === 1 && a !== END && (isRun(a) || canBeSame(a, b)))))
    return true;
  return both === 1 && a !== END && b !== END && !isRun(a) && !isRun(b) && canBeSame(a, b);
}

function isRun(code: number): boolean {
  return code === RUN_CODE || code === PART_RUN_CODE;
}

/** Whether two tokens can stand for one and the same character. */
function canBeSame(a: number, b: number): boolean {
  if (isWild(a)) return isWild(b) || !(isConfined(a) && b === COLON_CODE);
  return isWild(b) ? !(isConfined(b) && a === COLON_CODE) : a === b;
}

function isWild(code: number): boolean {
  return code >= RUN_CODE && code <= PART_ONE_CODE;
}

function isConfined(code: number): boolean {
  return code === PART_RUN_CODE || code === PART_ONE_CODE;
}
