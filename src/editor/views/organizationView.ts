import * as vscode from "vscode";
import { loadTargets } from "../changing/targetName";
import { VIEWS } from "../contributions";
import type { Connections, ConnectionState } from "../connection/session";
import { getHeaderText } from "../connection/sessionText";
import { getTargetFacts } from "../targets";
import type { GetIcon } from "./icons";
import { createTarget, type Element } from "./elements";
import { organizationSource } from "./organizationSource";
import { StoreTree } from "./storeTree";

/** A view as commands and other views see it. */
export interface ElementView {
  readonly view: vscode.TreeView<Element>;
  /** Selects and shows what has this id. Does nothing when it has no place in the view. */
  readonly reveal: (id: string) => Promise<void>;
  dispose(): void;
}

const t = vscode.l10n.t;

/** Roots, OUs, accounts and open invitations. */
export function createOrganizationView(connections: Connections, getIcon: GetIcon): ElementView {
  const tree = new StoreTree(organizationSource, getIcon);
  const view = vscode.window.createTreeView(VIEWS.organization, {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  const update = (): void => {
    tree.setSession(connections.getSession());
    showHeader(view, connections);
  };
  const subscription = vscode.Disposable.from(
    connections.onDidChange(update),
    connections.onDidChangeCanChange(() => showHeader(view, connections)),
  );
  update();

  return {
    view,
    async reveal(targetId) {
      const store = connections.getSession()?.store;
      if (!store) return;
      // What was only met in a list of targets has no place until the tree above it was read.
      if (store.getPath(targetId)[0]?.kind !== "root") await loadTargets(store);
      const path = store.getPath(targetId);
      if (path[0]?.kind !== "root" || connections.getSession()?.store !== store) return;
      let element: Element | undefined;
      for (const target of path) element = tree.keep(createTarget(element, target.kind, getTargetFacts(target).id));
      if (element) await view.reveal(element, { select: true, focus: true, expand: false });
    },
    dispose() {
      subscription.dispose();
      view.dispose();
      tree.dispose();
    },
  };
}

function showHeader(view: vscode.TreeView<Element>, connections: Connections): void {
  const state = connections.getState();
  const session = connections.getSession();
  const canChange = connections.canChange();
  view.description = session ? getHeaderText(session, canChange, t) : "";
  view.message = getMessage(state, canChange);
}

/** What stands above the rows; an empty view without one shows its welcome. */
function getMessage(state: ConnectionState, canChange: boolean): string {
  if (state.state === "connecting") return t("Connecting…");
  if (state.state !== "connected" || state.session.role === "demo" || !canChange) return "";
  return t("Changes are enabled in this window: {0}", state.session.name);
}
