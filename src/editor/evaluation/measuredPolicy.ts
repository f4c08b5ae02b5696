import type * as vscode from "vscode";
import type { MeasuredPolicy } from "../../evaluation/blastRadius";
import { hasStatements, resolvePolicyType } from "../../policy/policyType";
import type { Session } from "../connection/session";
import { parsePolicyUri } from "../documents/openPolicies";
import type { PolicyDocuments } from "../language/policyDocuments";
import type { TrialTargets } from "./trialTargets";

/** An open policy, and where it is attached or would be. */
export interface PlacedPolicy {
  readonly policy: MeasuredPolicy;
  /** It is attached to nothing: the targets were chosen to see what it would do there. */
  readonly isTrial: boolean;
}

/** `undefined` for a document that is no SCP or RCP, belongs to another organization, has been deleted, or whose targets are not known yet. */
export function getPlacedPolicy(
  document: vscode.TextDocument,
  session: Session,
  documents: PolicyDocuments,
  trials: TrialTargets,
): PlacedPolicy | undefined {
  const address = parsePolicyUri(document.uri);
  if (address && address.organizationId !== session.organizationId) return undefined;
  const { policy, context } = documents.parse(document);
  const type = address?.type ?? resolvePolicyType(policy, context);
  if (!hasStatements(type) || !policy.root) return undefined;
  const content = context.stored ?? document.getText();
  const { store } = session;
  // Where it was attached before it was deleted is still known.
  if (address && store.getPolicies(type)?.every(({ id }) => id !== address.policyId)) return undefined;
  const attached = address && store.getTargets(address.policyId)?.map(({ targetId }) => targetId);
  if (address && !attached) return undefined;
  const isTrial = attached === undefined || attached.length === 0;
  const targetIds = isTrial ? trials.get(document.uri, session) : attached;
  return { policy: { type, content, targetIds, ...(address && { policyId: address.policyId }) }, isTrial };
}
