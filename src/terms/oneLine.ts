/**
 * A text that others wrote, on one line that reads as it is written: no line break, other control character or
 * bidirectional control may forge a line, or show it in another order.
 */
export function toOneLine(text: string): string {
  return text.replace(BREAKS, " ");
}

const BREAKS = /[\p{Control}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
