/**
 * A policy's text as AWS stores it, and as a person edits it. AWS keeps every character and counts white space, so a
 * text that was stored on one line is shown pretty and goes back on one line.
 */
import { formatJson, minifyText } from "../../policy/format";
import { countCharacters } from "../../terms/quotas";

/** The text to edit. */
export function present(stored: string): string {
  return isStoredMinified(stored) ? formatJson(stored) : stored;
}

/** What a draft becomes on its way to AWS. */
export interface Publication {
  /** The text to store, whose size is what counts. The published one, to the byte, when only white space outside strings differs. */
  readonly text: string;
  /** `typed`: as it stands in the editor; `minified`: without white space outside strings. */
  readonly form: "typed" | "minified";
  readonly changed: boolean;
  /** Characters as typed and without white space. */
  readonly typedSize: number;
  readonly minifiedSize: number;
}

/**
 * Puts a draft in the form in which the policy is stored. What is stored pretty stays as typed, unless that is over
 * `maxSize` and fits without its white space.
 */
export function getPublication(draft: string, stored: string, maxSize?: number): Publication {
  const minified = minify(draft);
  const sizes = { typedSize: countCharacters(draft), minifiedSize: countCharacters(minified) };
  if (draft === stored || minified === minify(stored)) {
    return { text: stored, form: "typed", changed: false, ...sizes };
  }
  const tooLong = maxSize !== undefined && sizes.typedSize > maxSize && sizes.minifiedSize <= maxSize;
  return isStoredMinified(stored) || tooLong
    ? { text: minified, form: "minified", changed: true, ...sizes }
    : { text: draft, form: "typed", changed: true, ...sizes };
}

/** Whether a text is stored on one line, and so shown otherwise than it is stored. */
export function isStoredMinified(stored: string): boolean {
  return !/[\r\n]/.test(stored.trim());
}

/** A final line break is white space too. */
function minify(text: string): string {
  return minifyText(text).trim();
}
