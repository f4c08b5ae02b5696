/** What switching a policy type off would lose: read in full before it is proposed, so that it can be put back. */
import * as vscode from "vscode";
import type { Plan } from "../../changes/plan";
import { fillInLosses, getUnknownLosses, type Held } from "../../changes/takeBack";
import { loadEverything } from "../../organization/loading/loadEverything";
import type { OrganizationStore } from "../../organization/store";
import type { PolicyType } from "../../terms/policyTypes";
import { wait } from "../loading/wait";
import { getTargetFacts } from "../targets";

/** `undefined` when it was called off. */
export function loadHeld(store: OrganizationStore, type: PolicyType): Thenable<Held | undefined> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Reading every attachment, so that they can be put back…"),
      cancellable: true,
    },
    async (_progress, token): Promise<Held | undefined> => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const { error, stopped } = await loadEverything(store, { scope: "structure", signal: stop.signal, wait });
      if (token.isCancellationRequested) return undefined;
      const failure = stopped ?? error;
      if (failure) throw failure;
      store.refresh([{ part: "policies", type }]);
      const policies = await store.loadPolicies(type);
      store.refresh(policies.map(({ id }) => ({ part: "targets", policyId: id })));
      const lists = await Promise.all(policies.map(({ id }) => store.loadTargets(id)));
      const attachments = policies.flatMap(({ id }, index) =>
        (lists[index] ?? []).map(({ targetId }) => ({ policyId: id, targetId })),
      );
      const targetIds = store.getKnownTargets().map((target) => getTargetFacts(target).id);
      return token.isCancellationRequested ? undefined : { attachments, targetIds };
    },
  );
}

/** The plan that takes a run back, with what was attached since to a type that it switches off. */
export async function loadLosses(store: OrganizationStore, plan: Plan): Promise<Plan | undefined> {
  let complete = plan;
  for (const type of getUnknownLosses(plan)) {
    const held = await loadHeld(store, type);
    if (!held) return undefined;
    complete = fillInLosses(complete, type, held);
  }
  return complete;
}
