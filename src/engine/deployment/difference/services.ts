/** Steps for what holds for the whole organization: policy types, trusted access, tags, the delegation policy. */
import type { StepOf } from "../../../changes/step";
import type { OrganizationContents, PolicyTypeSummary } from "../../../organization/model";
import type { StepWriter } from "./stepWriter";

export function enableTypes({ draft, put }: StepWriter, to: OrganizationContents): void {
  for (const { id, policyTypes } of to.roots) {
    for (const { type } of policyTypes.filter(isOn)) {
      if (!draft.isEnabled(type)) put({ kind: "enablePolicyType", rootId: id, policyType: type });
    }
  }
}

export function disableTypes({ draft, put }: StepWriter, to: OrganizationContents): void {
  for (const root of draft.getRoots()) {
    const wanted = to.roots.find(({ id }) => id === root.id)?.policyTypes.filter(isOn) ?? [];
    for (const { type: policyType } of root.policyTypes.filter(isOn)) {
      if (wanted.some(({ type }) => type === policyType)) continue;
      const targetIds = draft.getTargetIds();
      const attachments = targetIds.flatMap((targetId) =>
        draft.getAttached(targetId, policyType).map(({ id: policyId }) => ({ policyId, targetId })),
      );
      put({ kind: "disablePolicyType", rootId: root.id, policyType, attachments, targetIds });
    }
  }
}

export function isOn({ status }: PolicyTypeSummary): boolean {
  return status !== "PENDING_DISABLE";
}

export function changeServices(
  { put }: StepWriter,
  from: OrganizationContents,
  to: OrganizationContents,
  isEnabling: boolean,
): void {
  // What one of them could not read is no difference.
  if (!from.enabledServices || !to.enabledServices) return;
  const [before, after] = [from, to].map(({ enabledServices = [] }) =>
    enabledServices.map((one) => one.servicePrincipal),
  );
  const [more, fewer] = isEnabling ? [after, before] : [before, after];
  const kind = isEnabling ? "enableAWSServiceAccess" : "disableAWSServiceAccess";
  for (const servicePrincipal of more ?? []) if (!fewer?.includes(servicePrincipal)) put({ kind, servicePrincipal });
}

export function changeTags({ draft, put, ids }: StepWriter, to: OrganizationContents): void {
  const resources = [...to.roots, ...to.organizationalUnits, ...to.accounts, ...to.policies];
  for (const { id } of resources) {
    const resourceId = ids(id);
    const before = draft.getTags(resourceId);
    const after = to.tags[id] ?? {};
    const gone = Object.entries(before).filter(([key]) => !Object.hasOwn(after, key));
    const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
    if (gone.length > 0) put({ kind: "untagResource", resourceId, was: Object.fromEntries(gone) });
    if (set.length === 0) continue;
    const was = Object.entries(before).filter(([key]) => set.some(([other]) => other === key));
    put({ kind: "tagResource", resourceId, tags: Object.fromEntries(set), was: Object.fromEntries(was) });
  }
}

export function changeResourcePolicy({ put }: StepWriter, from: OrganizationContents, to: OrganizationContents): void {
  const [before, after] = [from.resourcePolicy?.content, to.resourcePolicy?.content];
  if (before === after) return;
  if (after !== undefined) {
    const step: StepOf<"putResourcePolicy"> = { kind: "putResourcePolicy", to: after };
    const tags = to.tags[to.resourcePolicy?.id ?? ""];
    put(before === undefined ? { ...step, ...(tags && { tags }) } : { ...step, from: before });
  } else if (before !== undefined)
    put({ kind: "deleteResourcePolicy", was: before, tags: from.tags[from.resourcePolicy?.id ?? ""] ?? {} });
}
