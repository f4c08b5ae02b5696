import type * as vscode from "vscode";
import type { OrganizationStore } from "../../organization/store";
import type { AttachedTarget } from "../../policy/language";
import { type Disposable, Emitter, type Event } from "../../terms/event";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import type { Connections } from "../connection/session";
import { POLICY_SCHEME } from "../contributions";
import { parsePolicyAddress, type PolicyAddress } from "../documents/policyUri";

/** Where the policies of the connected organization are attached, for the language. */
export interface PolicyTargets extends Disposable {
  /** What is known now; the first call for a policy starts to load what is missing. */
  get(uri: vscode.Uri): readonly AttachedTarget[] | undefined;
  readonly onDidChange: Event<void>;
}

/** A policy on more targets than this is judged by the first of them. */
const MAX_TARGETS = 20;

export function createPolicyTargets(connections: Connections): PolicyTargets {
  const changes = new Emitter<void>();
  let listening: Disposable | undefined;
  let asked = new Set<string>();
  /** The same answer until something changes, so that nobody judges a policy twice for nothing. */
  const answers = new Map<string, readonly AttachedTarget[] | undefined>();

  function follow(): void {
    listening?.dispose();
    asked = new Set();
    answers.clear();
    listening = connections.getSession()?.store.onDidChange(({ parts }) => {
      if (asked.size === 0 || !parts.some(({ part }) => part === "targets" || part === "attached")) return;
      answers.clear();
      changes.fire();
    });
  }

  follow();
  const connection = connections.onDidChange(follow);
  return {
    onDidChange: changes.event,
    get(uri) {
      const address = uri.scheme === POLICY_SCHEME ? parsePolicyAddress(uri) : undefined;
      const session = connections.getSession();
      if (!address || session?.organizationId !== address.organizationId) return undefined;
      if (!asked.has(address.policyId)) {
        asked.add(address.policyId);
        void load(session.store, address);
      }
      if (!answers.has(address.policyId)) answers.set(address.policyId, read(session.store, address));
      return answers.get(address.policyId);
    },
    dispose() {
      connection.dispose();
      listening?.dispose();
      changes.dispose();
    },
  };
}

/** What cannot be read stays unknown here; the views say so. */
async function load(store: OrganizationStore, { policyId, type }: PolicyAddress): Promise<void> {
  const targets = await store.loadTargets(policyId).catch(() => []);
  for (const { targetId } of targets.slice(0, MAX_TARGETS)) {
    await store.loadAttached(targetId, type).catch(() => undefined);
  }
}

function read(store: OrganizationStore, { policyId, type }: PolicyAddress): readonly AttachedTarget[] | undefined {
  const { fullAccess } = getPolicyTypeFacts(type);
  return store.getTargets(policyId)?.flatMap(({ targetId, name }) => {
    const attached = store.getAttached(targetId, type);
    if (!attached) return [];
    const hasFullAccess = policyId !== fullAccess && attached.some(({ id }) => id === fullAccess);
    return [{ id: targetId, name, attached: attached.length, hasFullAccess }];
  });
}
