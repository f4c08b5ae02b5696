/** How deep brackets nest outside of strings, and where they are deepest. Linear, without recursion. */
export function measureDepth(text: string): { readonly depth: number; readonly deepest: number } {
  let depth = 0;
  let current = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = skipString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++current > depth) {
          depth = current;
          deepest = at;
        }
        break;
      case 0x5d: // ]
      case 0x7d: // }
        if (current > 0) current--;
        break;
    }
  }
  return { depth, deepest };
}

/** The offset of the closing quote, or of the line's end, where the parser gives an open string up too. */
export function skipString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22 || code === 0x0a || code === 0x0d) return at;
  }
  return text.length;
}
