/** Detaching policies. */
import * as vscode from "vscode";
import type { AttachmentStep } from "../../changes/step";
import type { OrganizationStore } from "../../organization/store";
import type { EditorServices } from "../services";
import { getPolicyIds, getTargetIds, type Subject } from "../subject";
import { choosePoliciesToDetach } from "./choosePolicy";
import { chooseTarget, chooseTargetsToDetach } from "./chooseTarget";
import { canChangeOrganizationOrExplain, getSessionOrExplain } from "./guard";
import { loadSummary } from "./loadSummary";

interface Pair {
  readonly policyId: string;
  readonly targetId: string;
}

/** Takes the attachments among the subjects, else asks for one, then proposes them. */
export async function detachPolicy(services: EditorServices, subjects: readonly Subject[]): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session || !canChangeOrganizationOrExplain(services, session, () => detachPolicy(services, subjects))) return;
  const attachments = getAttachments(subjects);
  const pairs = attachments.length > 0 ? attachments : await chooseAttachments(session.store, subjects);
  const steps: AttachmentStep[] = [];
  for (const { policyId, targetId } of pairs) {
    const { type: policyType } = await loadSummary(session.store, policyId);
    steps.push({ kind: "detachPolicy", policyId, policyType, targetId });
  }
  const title = vscode.l10n.t("Detach policies in {0} places", steps.length);
  await services.plans.propose(session, { steps, ...(steps.length > 1 && { title }) });
}

function getAttachments(subjects: readonly Subject[]): readonly Pair[] {
  return subjects.flatMap((subject) =>
    subject.kind === "policy" && subject.targetId !== undefined
      ? [{ policyId: subject.policyId, targetId: subject.targetId }]
      : [],
  );
}

/** Asks for the half that is missing; of many policies and many targets, the pairs that are attached. */
async function chooseAttachments(store: OrganizationStore, subjects: readonly Subject[]): Promise<readonly Pair[]> {
  const policyIds = getPolicyIds(subjects);
  if (policyIds.length > 0) {
    const given = getTargetIds(subjects);
    const targetIds = given.length > 0 ? given : await chooseTargetsToDetach(store, policyIds);
    return loadPairs(store, policyIds, targetIds);
  }
  const targetIds = getTargetIds(subjects);
  const targetId = targetIds[0] ?? (await chooseTarget(store, vscode.l10n.t("Detach a policy from…")));
  if (targetId === undefined) return [];
  const targets = targetIds.length > 0 ? targetIds : [targetId];
  return loadPairs(store, await choosePoliciesToDetach(store, targets), targets);
}

async function loadPairs(
  store: OrganizationStore,
  policyIds: readonly string[],
  targetIds: readonly string[],
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (const policyId of policyIds) {
    const attached = new Set((await store.loadTargets(policyId)).map(({ targetId }) => targetId));
    for (const targetId of targetIds) if (attached.has(targetId)) pairs.push({ policyId, targetId });
  }
  return pairs;
}
