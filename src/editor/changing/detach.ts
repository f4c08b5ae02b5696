/** Detaching policies. */
import * as vscode from "vscode";
import type { AttachmentStep } from "../../changes/step";
import type { OrganizationStore } from "../../organization/store";
import type { EditorServices } from "../services";
import { getPolicyIds, getTargetIds, type Subject } from "../subject";
import { choosePolicyToDetach } from "./choosePolicy";
import { chooseTarget, chooseTargetToDetach } from "./chooseTarget";
import { canChangeOrExplain, getSessionOrExplain } from "./guard";
import { loadSummary } from "./loadSummary";

interface Pair {
  readonly policyId: string;
  readonly targetId: string;
}

/** Takes the attachments among the subjects, else asks for one, then proposes them. */
export async function detachPolicy(services: EditorServices, subjects: readonly Subject[]): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session || !canChangeOrExplain(services, session, () => detachPolicy(services, subjects))) return;
  const attachments = getAttachments(subjects);
  const pairs = attachments.length > 0 ? attachments : await chooseAttachment(session.store, subjects);
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

async function chooseAttachment(store: OrganizationStore, subjects: readonly Subject[]): Promise<readonly Pair[]> {
  const [policyId] = getPolicyIds(subjects);
  if (policyId !== undefined) {
    const targetId = await chooseTargetToDetach(store, policyId);
    return targetId === undefined ? [] : [{ policyId, targetId }];
  }
  const targetId = getTargetIds(subjects)[0] ?? (await chooseTarget(store, vscode.l10n.t("Detach a policy from…")));
  if (targetId === undefined) return [];
  const chosen = await choosePolicyToDetach(store, targetId);
  return chosen === undefined ? [] : [{ policyId: chosen, targetId }];
}
