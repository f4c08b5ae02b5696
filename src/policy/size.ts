import { countCharacters, getPolicyQuota } from "../terms/quotas";
import type { PolicyType } from "../terms/policyTypes";
import type { PolicyDocument } from "./document";
import { minifyJson } from "./format";
import type { PolicyContext } from "./language";

/** How large a policy is and may be. */
export interface PolicySize {
  /** Characters as they are, or would be, stored. */
  readonly size: number;
  /** Characters without white space outside strings. */
  readonly minified: number;
  /** UTF-8 bytes as stored. */
  readonly bytes: number;
  /** The quota in characters; `undefined` for a type newer than the data. */
  readonly allowed: number | undefined;
}

export function measurePolicySize({ text }: PolicyDocument, type: PolicyType, context: PolicyContext): PolicySize {
  const stored = context.stored ?? text;
  const isPlain = !/[\u0080-\uffff]/.test(stored);
  return {
    size: isPlain ? stored.length : countCharacters(stored),
    bytes: isPlain ? stored.length : countBytes(stored),
    allowed: getPolicyQuota(type, context.asOf)?.maxSize,
    // Asked for where the size is shown, or too large.
    get minified() {
      return countCharacters(minifyJson(text));
    },
  };
}

/** In UTF-8; a lone surrogate counts as the replacement character it becomes. */
function countBytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
