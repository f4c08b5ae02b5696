/**
 * Matches text against a pattern of `*` (any run) and `?` (any one character). Two pointers, no backtracking beyond
 * the last star: never worse than pattern × text, where a regular expression can take exponential time.
 * Callers fold case where the field ignores it.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const code = pattern.charCodeAt(p);
    if (code === STAR) {
      star = p++;
      resume = t;
    } else if (code === QUESTION_MARK || code === text.charCodeAt(t)) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern.charCodeAt(p) === STAR) p++;
  return p === pattern.length;
}

/** The same for a pattern that many texts are matched against: its parts are looked for by what the engine does best. */
export function createGlob(pattern: string): (text: string) => boolean {
  if (pattern.includes("?")) return (text) => matchesGlob(pattern, text);
  const [head = "", ...others] = pattern.split("*");
  const tail = others.pop();
  if (tail === undefined) return (text) => text === head;
  const between = others.filter((part) => part !== "");
  return (text) => {
    const end = text.length - tail.length;
    if (end < head.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
    let at = head.length;
    for (const part of between) {
      const found = text.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}

export function hasWildcard(text: string): boolean {
  return text.includes("*") || text.includes("?");
}

const STAR = 0x2a;
const QUESTION_MARK = 0x3f;
