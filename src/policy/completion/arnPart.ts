import type { Span } from "../language";

/** The part of an ARN that the caret stands in: 1 partition, 2 service, 3 Region, 4 account, 5 resource. */
export interface ArnPart {
  readonly index: number;
  /** What is typed of each part, the caret's own included. */
  readonly parts: readonly string[];
  /** The whole part, behind the caret too. */
  readonly span: Span;
  /** Whether a colon follows it already. */
  readonly hasNext: boolean;
}

const LAST = 5;

/** `typed` is the string up to the caret, `inside` all of it; `undefined` before `arn:` is there. */
export function readArnPart(typed: string, inside: string, start: number): ArnPart | undefined {
  if (!/^arn:/i.test(typed)) return undefined;
  const parts = typed.split(":");
  const index = Math.min(parts.length - 1, LAST);
  const at = parts.slice(0, index).join(":").length + 1;
  const colon = index < LAST ? inside.indexOf(":", typed.length) : -1;
  const end = colon < 0 ? inside.length : colon;
  return { index, parts, span: { start: start + at, end: start + end }, hasNext: colon >= 0 };
}
