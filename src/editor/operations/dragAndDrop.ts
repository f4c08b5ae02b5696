import * as vscode from "vscode";
import type { Subject } from "../subject";
import type { Element } from "../views/elements";

/** Within this window alone: what is dragged names things of the connected organization. */
const MIME = "application/vnd.orgscope.subjects";

/** Lets rows with a subject be dragged between the views; `onDrop` proposes what that means. */
export function createDragAndDrop(
  onDrop: (dragged: readonly Subject[], onto: Subject | undefined) => unknown,
): vscode.TreeDragAndDropController<Element> {
  let dragged: readonly Subject[] = [];
  return {
    dragMimeTypes: [MIME],
    dropMimeTypes: [MIME],
    handleDrag(elements, transfer) {
      dragged = elements.flatMap(({ subject }) => subject ?? []);
      if (dragged.length > 0) transfer.set(MIME, new vscode.DataTransferItem("subjects"));
    },
    handleDrop(onto, transfer) {
      if (!transfer.get(MIME)) return;
      const subjects = dragged;
      dragged = [];
      // Not waited for: the drop is over, and a question may stand long.
      void onDrop(subjects, onto?.subject);
    },
  };
}
