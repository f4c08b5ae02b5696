/**
 * A text that others wrote, with what cannot be seen written out as JSON writes it (`\u202e`): control characters,
 * bidirectional controls and zero-width characters may hide a part of it, or show it in another order. Line breaks and
 * tabs stay.
 */
export function toVisibleText(text: string): string {
  return text.replaceAll(INVISIBLE, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** `Cf` has the bidirectional controls, zero-width characters, the soft hyphen and invisible tags. */
const INVISIBLE = /(?![\n\t])[\p{Control}\p{Cf}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu;
