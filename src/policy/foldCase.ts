/**
 * Without regard to case, where AWS has none: its names are ASCII. The signs beyond it that look like one of its letters
 * in small, as the Kelvin sign does, are others.
 */
export function foldCase(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
}
