import type * as vscode from "vscode";
import type { Disposable } from "../../terms/event";
import type { Connections } from "../connection/session";

type Viewed = Pick<vscode.TreeView<unknown>, "visible" | "onDidChangeVisibility">;
type EditorWindow = Pick<typeof vscode.window, "state" | "onDidChangeWindowState">;

/** Holds the load back while the window is in the background and none of the views can be seen. */
export function pauseUnseen(
  connections: Pick<Connections, "getSession" | "onDidChange">,
  window: EditorWindow,
  views: readonly Viewed[],
): Disposable {
  const update = (): void => {
    const isSeen = window.state.active || views.some((view) => view.visible);
    connections.getSession()?.loading.setPaused(!isSeen);
  };
  const subscriptions = [
    connections.onDidChange(update),
    window.onDidChangeWindowState(update),
    ...views.map((view) => view.onDidChangeVisibility(update)),
  ];
  update();
  return {
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
