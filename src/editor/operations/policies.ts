/** Operations on policies that are there: rename, describe, duplicate, delete, replace. */
import * as vscode from "vscode";
import type { PolicyFields } from "../../changes/step";
import type { PolicySummary } from "../../organization/model";
import { loadSummary } from "../changing/loadSummary";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { showRefusal } from "../messages";
import { pickPolicy } from "../picks";
import type { PlanRequest } from "../plans/request";
import type { EditorServices } from "../services";
import { getPolicyIds, type Subject } from "../subject";
import { askText, checkName } from "./ask";
import { getCreatedId, operate } from "./operate";
import { getCopyName, loadDeleteSteps, loadNames, loadNewPolicy, loadReplaceSteps } from "./policySteps";

const { t } = vscode.l10n;

export async function renamePolicy(session: Session, policyId: string): Promise<PlanRequest | undefined> {
  const policy = await loadOwn(session, policyId);
  if (!policy) return undefined;
  const { name, type } = policy;
  const to = await askText({
    title: t("Rename the policy “{0}”", name),
    prompt: t("What is attached, and the policy's ID, stay as they are."),
    value: name,
    check: checkName(await loadNames(session.store, type), name),
  });
  return to === undefined ? undefined : update(policyId, { name }, { name: to });
}

export function describePolicy(services: EditorServices, subjects: readonly Subject[]): Promise<unknown> {
  return operate(services, async (session) => {
    const policy = await choosePolicy(session, subjects, t("Change the description of…"));
    if (!policy) return undefined;
    const { name, description } = policy;
    const to = await askText({
      title: t("Description of “{0}”", name),
      prompt: t("What the policy is for, and who looks after it; at most 512 characters."),
      value: description,
      check: (text) => (text.length > 512 ? t("At most 512 characters.") : undefined),
    });
    return to === undefined ? undefined : update(policy.id, { description }, { description: to });
  });
}

export async function duplicatePolicy(services: EditorServices, subjects: readonly Subject[]): Promise<void> {
  const run = await operate(services, async (session) => {
    const { store } = session;
    const policyId = getPolicyIds(subjects)[0] ?? (await pickPolicy(session, t("Duplicate which policy?")));
    return policyId === undefined ? undefined : askForCopy(session, (await loadSummary(store, policyId)).id);
  });
  await openCreated(run);
}

/** A copy under another name; nothing of what the policy is attached to. */
export async function askForCopy({ store }: Session, policyId: string): Promise<PlanRequest | undefined> {
  const policy = await loadNewPolicy(store, policyId);
  const taken = await loadNames(store, policy.type);
  const name = await askText({
    title: t("Duplicate “{0}”", policy.name),
    prompt: t("Name of the copy. It is attached to nothing."),
    value: getCopyName(policy.name, taken),
    check: checkName(taken),
  });
  return name === undefined ? undefined : { steps: [{ kind: "createPolicy", policy: { ...policy, name } }] };
}

export async function deletePolicies(session: Session, policyIds: readonly string[]): Promise<PlanRequest | undefined> {
  const { store } = session;
  const policies = await Promise.all(policyIds.map((policyId) => loadSummary(store, policyId)));
  const managed = policies.find(({ awsManaged }) => awsManaged);
  if (managed) return refuseManaged(managed);
  const steps = await loadDeleteSteps(store, policyIds);
  const [only, ...more] = policies;
  const detached = steps.length - policies.length;
  const title =
    more.length > 0 || !only
      ? t("Delete {0} policies", policies.length)
      : detached === 0
        ? t("Delete the policy “{0}”", only.name)
        : t("Detach the policy “{0}” everywhere and delete it", only.name);
  return { title, steps };
}

export function replacePolicy(services: EditorServices, subjects: readonly Subject[]): Promise<unknown> {
  return operate(services, async (session) => {
    const { store } = session;
    const policyId = getPolicyIds(subjects)[0] ?? (await pickPolicy(session, t("Replace which policy everywhere?")));
    if (policyId === undefined) return undefined;
    const policy = await loadSummary(store, policyId);
    const replacementId = await pickPolicy(session, t("Replace “{0}” everywhere by…", policy.name), {
      type: policy.type,
      exclude: [policy.id],
    });
    if (replacementId === undefined) return undefined;
    const replacement = await loadSummary(store, replacementId);
    const steps = await loadReplaceSteps(store, policy, replacementId, new Date().toISOString());
    if (steps.length > 0) return { title: t("Replace “{0}” by “{1}”", policy.name, replacement.name), steps };
    showRefusal(t("“{0}” is attached to nothing, so that there is nothing to replace.", policy.name));
    return undefined;
  });
}

/** Opens the policy that a run created, where it did. */
export async function openCreated(run: Awaited<ReturnType<typeof operate>>): Promise<void> {
  const policyId = getCreatedId(run);
  if (policyId !== undefined) await vscode.commands.executeCommand(COMMANDS.openPolicy, { kind: "policy", policyId });
}

function update(policyId: string, from: PolicyFields, to: PolicyFields): PlanRequest {
  return { steps: [{ kind: "updatePolicy", policyId, from, to }] };
}

async function choosePolicy(
  session: Session,
  subjects: readonly Subject[],
  title: string,
): Promise<PolicySummary | undefined> {
  const policyId = getPolicyIds(subjects)[0] ?? (await pickPolicy(session, title));
  return policyId === undefined ? undefined : loadOwn(session, policyId);
}

/** Read anew: what is renamed or described must be what is there. */
async function loadOwn({ store }: Session, policyId: string): Promise<PolicySummary | undefined> {
  store.refresh([{ part: "policy", policyId }]);
  const policy = await store.loadPolicy(policyId);
  return policy.awsManaged ? refuseManaged(policy) : policy;
}

function refuseManaged({ name }: PolicySummary): undefined {
  showRefusal(t("“{0}” is managed by AWS and cannot be changed. Duplicate it to have one of your own.", name));
  return undefined;
}
