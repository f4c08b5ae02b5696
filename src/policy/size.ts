import { getPolicyQuota } from "../terms/quotas";
import type { PolicyType } from "../terms/policyTypes";
import type { PolicyDocument } from "./document";
import { minifyJson } from "./format";
import type { PolicyContext } from "./language";

/** How large a policy is and may be. */
export interface PolicySize {
  /** Characters as stored: those of the text, or of its minified form where it is stored so. */
  readonly size: number;
  /** Characters without white space outside strings. */
  readonly minified: number;
  /** UTF-8 bytes as stored. */
  readonly bytes: number;
  /** The quota in characters; `undefined` for a type newer than the data. */
  readonly allowed: number | undefined;
}

export function measurePolicySize({ text }: PolicyDocument, type: PolicyType, context: PolicyContext): PolicySize {
  const minifiedText = minifyJson(text);
  const { characters, bytes } = measureText(context.storedMinified ? minifiedText : text);
  const minified = measureText(minifiedText).characters;
  return { size: characters, minified, bytes, allowed: getPolicyQuota(type, context.asOf)?.maxSize };
}

/** Counts code points and UTF-8 bytes; a lone surrogate counts as the replacement character it becomes. */
function measureText(text: string): { readonly characters: number; readonly bytes: number } {
  let characters = 0;
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) ?? 0;
    characters++;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
    if (point > 0xffff) at++;
  }
  return { characters, bytes };
}
