/** How deep brackets nest outside of strings, and where they are deepest. Linear, without recursion. */
export function measureDepth(text: string): { readonly depth: number; readonly deepest: number } {
  let depth = 0;
  let current = 0;
  let deepest = 0;
  const sign = /["[\]{}]/g;
  while (sign.test(text)) {
    const at = sign.lastIndex - 1;
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        sign.lastIndex = skipString(text, at) + 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++current > depth) {
          depth = current;
          deepest = at;
        }
        break;
      default:
        if (current > 0) current--;
    }
  }
  return { depth, deepest };
}

/** What ends a string, or goes together with what follows it. */
const STOP = /["\\\n\r]/g;

/** The offset of the closing quote, or of the line's end, where the parser gives an open string up too. */
export function skipString(text: string, start: number): number {
  STOP.lastIndex = start + 1;
  while (STOP.test(text)) {
    if (text.charCodeAt(STOP.lastIndex - 1) !== 0x5c) return STOP.lastIndex - 1;
    STOP.lastIndex++;
  }
  return text.length;
}
