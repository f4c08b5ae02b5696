import * as vscode from "vscode";
import { VIEWS } from "../contributions";
import type { Connections } from "../connection/session";
import type { GetIcon } from "./icons";
import { createPolicy, createPolicyType, type Element } from "./elements";
import type { RowClicks } from "./leftRows";
import type { ElementView } from "./organizationView";
import { createPoliciesSource } from "./policiesSource";
import { type Drift, StoreTree } from "./storeTree";

/** Policies by type, with their targets. */
export function createPoliciesView(
  connections: Connections,
  getIcon: GetIcon,
  dragAndDropController: vscode.TreeDragAndDropController<Element>,
  clicks: RowClicks,
  drift: Drift,
): ElementView {
  const tree = new StoreTree(
    createPoliciesSource((text, ...values) => vscode.l10n.t(text, ...values)),
    getIcon,
    clicks,
    drift,
  );
  const view = vscode.window.createTreeView(VIEWS.policies, {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
    dragAndDropController,
  });
  const subscription = connections.onDidChange(() => tree.setSession(connections.getSession()));
  tree.setSession(connections.getSession());

  return {
    view,
    async reveal(policyId) {
      const store = connections.getSession()?.store;
      const type = store?.getPolicySummary(policyId)?.type;
      if (!store || !type) return;
      await store.loadPolicies(type);
      if (connections.getSession()?.store !== store) return;
      const parent = tree.keep(createPolicyType(type));
      await view.reveal(tree.keep(createPolicy(parent, type, policyId, true)), { select: true, focus: true });
    },
    dispose() {
      subscription.dispose();
      view.dispose();
      tree.dispose();
    },
  };
}
