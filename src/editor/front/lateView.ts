import * as vscode from "vscode";
import { VIEWS } from "../contributions";
import type { Element } from "../views/elements";
import { LateTree } from "./lateTree";

/** A view, and where its rows come from. */
export interface LateView extends vscode.Disposable {
  readonly view: vscode.TreeView<Element>;
  readonly rows: LateTree<Element>;
}

/** The view that is there without a connection. */
export function createLateView(
  open: () => Promise<unknown>,
  dragAndDropController: vscode.TreeDragAndDropController<Element>,
  onFirstRows: (asked: number) => void,
): LateView {
  const rows = new LateTree<Element>(open, onFirstRows);
  const view = vscode.window.createTreeView(VIEWS.organization, {
    treeDataProvider: rows,
    showCollapseAll: true,
    canSelectMany: true,
    dragAndDropController,
  });
  return { view, rows, dispose: () => vscode.Disposable.from(view, rows).dispose() };
}
