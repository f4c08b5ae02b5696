import { getPolicyQuota } from "../terms/quotas";
import { applyStep } from "./applyStep";
import { OrganizationDraft } from "./organizationDraft";
import type { OrganizationContents } from "../organization/model";
import type { AttachmentStep, StepOf } from "./step";

/**
 * Attachments and detachments in the safest order: what is new holds before what it replaces goes. Where a target has no
 * free slot, one of its detachments goes first; the preflight then says what is open in between.
 */
export function orderAttachments(
  steps: readonly AttachmentStep[],
  contents: OrganizationContents,
  asOf: string,
): readonly AttachmentStep[] {
  const draft = new OrganizationDraft(contents);
  const ordered: AttachmentStep[] = [];
  const detachments = new Set(steps.filter((step) => step.kind === "detachPolicy"));
  const put = (step: AttachmentStep) => {
    ordered.push(step);
    applyStep(draft, { id: String(ordered.length), step, wave: 0 });
  };
  const isFull = ({ targetId, policyType }: StepOf<"attachPolicy">) => {
    const quota = getPolicyQuota(policyType, asOf);
    return quota !== undefined && draft.countSlots(targetId, policyType) >= quota.maxAttached;
  };
  for (const step of steps) {
    if (step.kind !== "attachPolicy") continue;
    if (isFull(step)) {
      const first = [...detachments].find(
        (one) => one.targetId === step.targetId && one.policyType === step.policyType,
      );
      if (first) {
        detachments.delete(first);
        put(first);
      }
    }
    put(step);
  }
  for (const step of detachments) put(step);
  return ordered;
}
