import type { Disposable } from "../../terms/event";
import type { Selection } from "../selection";
import type { DetailsView } from "./detailsView";
import type { Element } from "./elements";
import type { DetailSubject } from "./facts";

/** Details shows what is clicked or selected in the other views; a heading changes nothing. */
export function followSelection(
  selection: Pick<Selection, "onDidUse">,
  details: Pick<DetailsView, "show">,
): Disposable {
  return selection.onDidUse(([first]) => {
    const subject = first && !isOfDetails(first) ? getDetailSubject(first) : undefined;
    if (subject) details.show(subject);
  });
}

/** What is clicked in Details stays beside what it was found with. */
function isOfDetails({ kind, parent }: Element): boolean {
  return parent ? isOfDetails(parent) : kind === "section";
}

function getDetailSubject(element: Element): DetailSubject | undefined {
  switch (element.kind) {
    case "target":
    case "policyTarget":
    case "slots":
      return { kind: "target", targetId: element.targetId };
    case "policy":
      return { kind: "policy", policyId: element.policyId };
    case "handshake":
      return { kind: "handshake", handshakeId: element.handshakeId, isReceived: element.isReceived };
    default:
      return undefined;
  }
}
