/** Elements in the order in which AWS's documentation writes them. */
import type { Node } from "jsonc-parser";
import type { PolicyDocument } from "../document";
import { isComplete } from "../faults";
import type { TextEdit } from "../language";
import { getOutline } from "../statements";
import { getSpan } from "../tree";

const DOCUMENT_ORDER = ["Version", "Id", "Statement"];
const STATEMENT_ORDER = [
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"],
];

/** Moves members that stand elsewhere, each as it is written; none where all is in order, or the text is broken. */
export function orderElements(document: PolicyDocument): readonly TextEdit[] {
  const { root, text } = document;
  if (!root || document.faults.some((fault) => !isComplete(fault))) return [];
  const { statements } = getOutline(document);
  const inner = statements.flatMap(({ node }) => orderMembers(text, node, STATEMENT_ORDER));
  const outer = orderMembers(text, root, DOCUMENT_ORDER, inner);
  const isMoved = ({ span }: TextEdit) =>
    outer.some((edit) => edit.span.start <= span.start && span.end <= edit.span.end);
  return [...outer, ...inner.filter((edit) => !isMoved(edit))];
}

/** `within`: edits inside the members, which move along. */
function orderMembers(
  text: string,
  object: Node,
  order: readonly string[],
  within: readonly TextEdit[] = [],
): readonly TextEdit[] {
  const properties = object.children ?? [];
  const getRank = (node: Node) => {
    const rank = order.indexOf(String(node.children?.[0]?.value));
    return rank < 0 ? order.length : rank;
  };
  const sorted = properties.toSorted((a, b) => getRank(a) - getRank(b));
  return properties.flatMap((property, at): readonly TextEdit[] => {
    const moved = sorted[at];
    if (!moved || moved === property) return [];
    return [{ span: getSpan(property), newText: readEdited(text, moved, within) }];
  });
}

function readEdited(text: string, node: Node, edits: readonly TextEdit[]): string {
  const { start, end } = getSpan(node);
  let from = start;
  let result = "";
  for (const { span, newText } of edits) {
    if (span.start < start || span.end > end) continue;
    result += text.slice(from, span.start) + newText;
    from = span.end;
  }
  return result + text.slice(from, end);
}
