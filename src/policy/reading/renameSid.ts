import type { PolicyDocument } from "../document";
import type { Phrase, TextEdit } from "../language";
import { getOutline } from "../statements";
import { contains, getInnerSpan, getSpan, getString } from "../tree";

/** The Sid at an offset, as it can be renamed. */
export interface RenamableSid {
  readonly sid: string;
  rename(to: string): { readonly edits: readonly TextEdit[] } | { readonly refusal: Phrase };
}

export function findSid(document: PolicyDocument, offset: number): (RenamableSid & Pick<TextEdit, "span">) | undefined {
  const { statements } = getOutline(document);
  for (const statement of statements) {
    const node = statement.get("Sid")?.value;
    const sid = getString(node);
    if (!node || sid === undefined || !contains(getSpan(node), offset)) continue;
    const span = getInnerSpan(node);
    return {
      sid,
      span,
      rename(to) {
        if (!/^[A-Za-z0-9]+$/.test(to)) {
          return { refusal: { template: "A Sid has letters and digits only: {sid}.", data: { sid: to } } };
        }
        const isTaken = statements.some((other) => other !== statement && getString(other.get("Sid")?.value) === to);
        if (isTaken) {
          const template = "Another statement of this policy has the Sid {sid} already.";
          return { refusal: { template, data: { sid: to } } };
        }
        return { edits: [{ span, newText: to }] };
      },
    };
  }
  return undefined;
}
