/** Signs that word processors and web pages put in place of plain ones, and those that nobody sees. */
const ODD =
  /[\u00a0\u00ad\u2000-\u200f\u2010-\u2015\u2018-\u201f\u2026\u2028-\u202f\u2060-\u2064\u3000\ufeff\uff0a\uff1a]/g;

export function hasLookAlike(text: string): boolean {
  return text.search(ODD) >= 0;
}

/** In the order of the text. */
export function listLookAlikes(text: string): readonly string[] {
  return text.match(ODD) ?? [];
}

/** The text as it was meant; `undefined` where that is not plain of one of the signs. */
export function toPlainText(text: string): string | undefined {
  const isPlain = listLookAlikes(text).every((sign) => PLAIN.some(([signs]) => signs.test(sign)));
  return isPlain ? text.replace(ODD, (sign) => PLAIN.find(([signs]) => signs.test(sign))?.[1] ?? sign) : undefined;
}

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u00ad]/, "-"],
  [/[\u2018-\u201b]/, "'"],
  // Nothing that AWS knows has double quotes in it: these stand where the text was to begin and end.
  [/[\u201c-\u201f]/, ""],
  [/[\u00a0\u2000-\u200a\u202f\u3000]/, " "],
  [/[\u200b-\u200f\u2060\ufeff\u202a-\u202e]/, ""],
  [/\uff0a/, "*"],
  [/\uff1a/, ":"],
];
