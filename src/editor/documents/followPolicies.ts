/** Tells of every policy of the connected organization that was read anew or has gone, whoever shows it. */
import type * as vscode from "vscode";
import type { Connections } from "../connection/session";
import { mayBeRead } from "../views/loadPart";

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
      const hasGone = (policyId: string) => areListed && session.store.getPolicySummary(policyId) === undefined;
      if (read.size > 0 || areListed) tell((policyId) => read.has(policyId) || hasGone(policyId));
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
