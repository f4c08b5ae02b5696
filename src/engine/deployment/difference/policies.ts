/** Steps that make, change and attach policies as a copy has them. */
import type { AttachmentStep, PolicyFields } from "../../../changes/step";
import type { Attachment, OrganizationContents, Policy } from "../../../organization/model";
import { getFreeName } from "./freeName";
import { isOn } from "./services";
import type { StepWriter } from "./stepWriter";

export function createPolicies({ draft, put, ids, setId }: StepWriter, to: OrganizationContents): void {
  for (const { id, type, name, description, content, awsManaged } of to.policies) {
    if (awsManaged || draft.getPolicy(ids(id))) continue;
    setId(id, put({ kind: "createPolicy", policy: { type, name, description, content, tags: to.tags[id] ?? {} } }));
  }
}

/** Of these members, those that differ. */
export function updatePolicies(
  { draft, put, ids }: StepWriter,
  to: OrganizationContents,
  members: readonly (keyof PolicyFields)[],
): void {
  const makeRoom = (known: Policy, name: string): void => {
    const others = draft.getPolicies(known.type);
    const holder = others.find((policy) => policy.name === name);
    if (!holder) return;
    const free = getFreeName(name, others);
    put({ kind: "updatePolicy", policyId: holder.id, from: { name }, to: { name: free } });
  };
  for (const policy of to.policies) {
    const known = draft.getPolicy(ids(policy.id));
    if (!known || known.awsManaged) continue;
    const changed = members.filter((key) => known[key] !== policy[key]);
    if (changed.length === 0) continue;
    if (changed.includes("name")) makeRoom(known, policy.name);
    const pick = (source: Policy) => Object.fromEntries(changed.map((key) => [key, source[key]]));
    put({ kind: "updatePolicy", policyId: known.id, from: pick(known), to: pick(policy) });
  }
}

export function deletePolicies({ draft, put, keeps }: StepWriter, to: OrganizationContents): void {
  const staying = new Set(to.policies.map(({ id }) => id));
  for (const { id, type, name, description, content, awsManaged } of [...draft.getAllPolicies()]) {
    if (awsManaged || staying.has(id) || keeps(id)) continue;
    const was = { type, name, description, content, tags: draft.getTags(id) };
    put({ kind: "deletePolicy", policyId: id, was });
  }
}

/** Of types that stay on, on targets that stay: the rest goes by itself. */
export function findAttachments({ draft, ids }: StepWriter, to: OrganizationContents): readonly AttachmentStep[] {
  const wanted = new Map(
    to.attachments.map(({ policyId, targetId }): [string, Attachment] => {
      const attachment = { policyId: ids(policyId), targetId: ids(targetId) };
      return [getKey(attachment), attachment];
    }),
  );
  const staying = new Set([...to.roots, ...to.organizationalUnits, ...to.accounts].map(({ id }) => ids(id)));
  const types = new Set(to.roots.flatMap(({ policyTypes }) => policyTypes.filter(isOn).map(({ type }) => type)));
  const now = draft.getContents().attachments;
  const present = new Set(now.map(getKey));
  const toStep = (kind: AttachmentStep["kind"], { policyId, targetId }: Attachment): readonly AttachmentStep[] => {
    const policyType = draft.getPolicy(policyId)?.type;
    const isMeant = policyType !== undefined && types.has(policyType) && staying.has(targetId);
    return isMeant ? [{ kind, policyId, policyType, targetId }] : [];
  };
  return [
    ...[...wanted].flatMap(([key, attachment]) => (present.has(key) ? [] : toStep("attachPolicy", attachment))),
    ...now.flatMap((attachment) => (wanted.has(getKey(attachment)) ? [] : toStep("detachPolicy", attachment))),
  ];
}

function getKey({ policyId, targetId }: Attachment): string {
  return `${policyId} ${targetId}`;
}

/** All up to the last attachment, and the detachments behind it. */
export function splitAttachments(
  ordered: readonly AttachmentStep[],
): readonly [readonly AttachmentStep[], readonly AttachmentStep[]] {
  const end = ordered.findLastIndex(({ kind }) => kind === "attachPolicy") + 1;
  return [ordered.slice(0, end), ordered.slice(end)];
}
