/** What it takes to create, copy, replace and delete policies, read from the store. No VS Code here. */
import { orderAttachments } from "../../changes/orderSteps";
import type { AttachmentStep, NewPolicy, Step } from "../../changes/step";
import type { PolicySummary, Tags } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";
import { toContents } from "../../organization/toContents";
import { hasStatements } from "../../policy/policyType";
import { getPolicyTypeFacts, RESOURCE_CONTROL_POLICY, type PolicyType } from "../../terms/policyTypes";
import { countCharacters, getPolicyQuota } from "../../terms/quotas";

/** A text to start from. AWS takes no policy without a statement, so that this one is for the editor. */
export function getSkeleton(type: PolicyType): string {
  const statement =
    type === RESOURCE_CONTROL_POLICY
      ? { Sid: "", Effect: "Deny", Principal: "*", Action: [], Resource: "*" }
      : { Sid: "", Effect: "Deny", Action: [], Resource: "*" };
  const { key } = getPolicyTypeFacts(type);
  const document = hasStatements(type)
    ? { Version: "2012-10-17", Statement: [statement] }
    : key === undefined
      ? {}
      : { [key]: {} };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** `text` as it is stored: without white space only where it would be too long with it. */
export function getStoredText(text: string, type: PolicyType, minify: (text: string) => string): string {
  const max = getPolicyQuota(type)?.maxSize;
  return max !== undefined && countCharacters(text) > max ? minify(text).trim() : text;
}

/** `Deny leaving copy`, `Deny leaving copy 2`, … */
export function getCopyName(name: string, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const copy = count === 1 ? `${name} copy` : `${name} copy ${count}`;
    if (!taken.includes(copy)) return copy;
  }
}

export async function loadNames(store: OrganizationStore, type: PolicyType): Promise<readonly string[]> {
  return (await store.loadPolicies(type)).map(({ name }) => name);
}

/** The policy as it could be created again, tags included. */
export async function loadNewPolicy(store: OrganizationStore, policyId: string): Promise<NewPolicy> {
  const [{ type, name, description, content }, tags] = await Promise.all([
    store.loadPolicy(policyId),
    loadTags(store, policyId),
  ]);
  return { type, name, description, content, tags };
}

/** Detaches the policies from wherever they are attached, then deletes them. */
export async function loadDeleteSteps(
  store: OrganizationStore,
  policyIds: readonly string[],
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const policyId of policyIds) {
    store.refresh([{ part: "targets", policyId }]);
    const [was, targets] = await Promise.all([loadNewPolicy(store, policyId), store.loadTargets(policyId)]);
    const detach = targets.map(
      ({ targetId }): Step => ({ kind: "detachPolicy", policyId, policyType: was.type, targetId }),
    );
    steps.push(...detach, { kind: "deletePolicy", policyId, was });
  }
  return steps;
}

/** Attaches the second wherever the first is attached, and detaches the first there, in the safest order. */
export async function loadReplaceSteps(
  store: OrganizationStore,
  { id, type }: PolicySummary,
  replacementId: string,
  now: string,
): Promise<readonly AttachmentStep[]> {
  const parts = [id, replacementId].map((policyId) => ({ part: "targets", policyId }) as const);
  store.refresh(parts);
  const [targets = [], there = []] = await Promise.all(parts.map(({ policyId }) => store.loadTargets(policyId)));
  const isThere = new Set(there.map(({ targetId }) => targetId));
  const steps = targets.flatMap(({ targetId }): readonly AttachmentStep[] => [
    ...(isThere.has(targetId)
      ? []
      : [{ kind: "attachPolicy", policyId: replacementId, policyType: type, targetId } as const]),
    { kind: "detachPolicy", policyId: id, policyType: type, targetId },
  ]);
  const lists = await Promise.all(targets.map(({ targetId }) => store.loadAttached(targetId, type)));
  const contents = toContents(store, now);
  if (!contents) return steps;
  const attachments = targets.flatMap(({ targetId }, index) =>
    (lists[index] ?? []).map((policy) => ({ policyId: policy.id, targetId })),
  );
  return orderAttachments(steps, { ...contents, attachments }, now.slice(0, 10));
}

/** AWS's own policies have none, and not everybody may read them. */
async function loadTags(store: OrganizationStore, id: string): Promise<Tags> {
  if (store.getPolicySummary(id)?.awsManaged) return {};
  return store.loadTags(id);
}
