/** Tells of every policy of the connected organization that was read anew or has gone, whoever shows it. */
import type * as vscode from "vscode";
import type { OrganizationStore } from "../../organization/store";
import type { Connections } from "../connection/session";
import { mayBeRead } from "../views/loadPart";

/** Whether a policy is in none of the lists; `false` while one of them is not read. */
export function hasGone(store: OrganizationStore, policyId: string): boolean {
  const areKnown = store.getEnabledPolicyTypes().every((type) => store.getPolicies(type) !== undefined);
  return areKnown && store.getRoots() !== undefined && store.getPolicySummary(policyId) === undefined;
}

/** `isMeant` asks for one policy of the active organization. */
export function followPolicies(
  connections: Connections,
  tell: (isMeant: (policyId: string) => boolean) => void,
): vscode.Disposable {
  let store: { dispose(): void } | undefined;
  const follow = (): void => {
    store?.dispose();
    const session = connections.getSession();
    store = session?.store.onDidChange(({ parts }) => {
      const read = new Set(
        parts.flatMap((part) => (part.part === "policy" && mayBeRead(session.store, [part]) ? [part.policyId] : [])),
      );
      const areListed = parts.some(({ part }) => part === "policies");
      const isMeant = (policyId: string) => read.has(policyId) || (areListed && hasGone(session.store, policyId));
      if (read.size > 0 || areListed) tell(isMeant);
    });
  };
  const subscription = connections.onDidChange(follow);
  follow();
  return {
    dispose() {
      subscription.dispose();
      store?.dispose();
    },
  };
}
