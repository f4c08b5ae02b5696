import * as vscode from "vscode";
import type { DetailsView } from "./detailsView";
import type { Element } from "./elements";
import type { DetailSubject } from "./facts";

/** Details shows what is selected in the other views; a heading changes nothing. */
export function followSelection(
  views: readonly vscode.TreeView<Element>[],
  details: Pick<DetailsView, "show">,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...views.map((view) =>
      view.onDidChangeSelection(({ selection }) => {
        const [first] = selection;
        const subject = first && getDetailSubject(first);
        if (subject) details.show(subject);
      }),
    ),
  );
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
