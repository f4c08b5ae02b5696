/** A change as a person reads it: with the names of what it is about. */
import type { Change } from "../../changes/change";
import type { PolicySummary } from "../../organization/model";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import type { Translate } from "../views/description";

export interface Step {
  readonly change: Change;
  readonly policy: PolicySummary;
  /** Where it is attached or detached; absent for a change of the text. */
  readonly target?: StepTarget;
  /** Id of the recorded change that this one takes back. */
  readonly undoes?: string;
}

export interface StepTarget {
  readonly id: string;
  readonly name: string;
  /** `Root / Production`; the name where the place is not known. */
  readonly path: string;
}

/** `Attach “Deny leaving” to Production`. */
export function getStepText({ change, policy, target }: Step, t: Translate): string {
  switch (change.kind) {
    case "attach":
      return t("Attach “{0}” to {1}", policy.name, getTargetName(change.targetId, target));
    case "detach":
      return t("Detach “{0}” from {1}", policy.name, getTargetName(change.targetId, target));
    case "update":
      return t("Publish “{0}”", policy.name);
  }
}

/** `Attached “Deny leaving” to Production`. */
export function getDoneText({ change, policy, target, undoes }: Step, t: Translate): string {
  switch (change.kind) {
    case "attach":
      return t("Attached “{0}” to {1}", policy.name, getTargetName(change.targetId, target));
    case "detach":
      return t("Detached “{0}” from {1}", policy.name, getTargetName(change.targetId, target));
    case "update":
      return undoes === undefined ? t("Published “{0}”", policy.name) : t("Restored the text of “{0}”", policy.name);
  }
}

/** `SCP, p-examplepolicyid111`. */
export function getPolicyWords({ type, id }: PolicySummary): string {
  return `${getPolicyTypeFacts(type).short}, ${id}`;
}

function getTargetName(targetId: string, target: StepTarget | undefined): string {
  return target?.name ?? targetId;
}
