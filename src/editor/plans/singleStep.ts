/** A plan of one step, in the words of its question and its report. */
import type { OrganizationDraft } from "../../changes/organizationDraft";
import type { Step, StepKind } from "../../changes/step";
import { describeStep } from "../../changes/stepText";
import { getReachText, getSlotsText } from "../../engine/planTargets";
import type { Gap } from "../../organization/model";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import { countCharacters, getPolicyQuota } from "../../terms/quotas";
import type { Translate } from "../../terms/translate";
import { getCharactersText } from "../views/words";
import { listSome } from "./words";

export interface StepWords {
  /** `Attach “Deny leaving” to Production` */
  readonly title: string;
  /** `Attached “Deny leaving” to Production` */
  readonly done: string;
  /** For the button. */
  readonly verb: string;
}

export function getStepWords(step: Step, draft: OrganizationDraft, isUndo: boolean, t: Translate): StepWords {
  const policy = (id: string) => draft.getPolicy(id)?.name ?? id;
  const target = (id: string) => draft.getName(id).split("/").at(-1) ?? id;
  switch (step.kind) {
    case "attachPolicy": {
      const names = [policy(step.policyId), target(step.targetId)] as const;
      return {
        title: t("Attach “{0}” to {1}", ...names),
        done: t("Attached “{0}” to {1}", ...names),
        verb: t("Attach"),
      };
    }
    case "detachPolicy": {
      const names = [policy(step.policyId), target(step.targetId)] as const;
      return {
        title: t("Detach “{0}” from {1}", ...names),
        done: t("Detached “{0}” from {1}", ...names),
        verb: t("Detach"),
      };
    }
    case "updatePolicy": {
      const name = policy(step.policyId);
      // What changes more than the text is named in full.
      if (Object.keys(step.to).join() !== "content") break;
      return isUndo
        ? {
            title: t("Restore the earlier text of “{0}”", name),
            done: t("Restored the text of “{0}”", name),
            verb: t("Restore"),
          }
        : { title: t("Publish “{0}”", name), done: t("Published “{0}”", name), verb: t("Publish") };
    }
    case "moveAccount":
      return {
        title: t("Move {0} to {1}", target(step.accountId), target(step.to)),
        done: t("Moved {0} to {1}", target(step.accountId), target(step.to)),
        verb: t("Move"),
      };
    // What else it is created or sent with stands below the title.
    case "createAccount": {
      const title = t("Create the account {0}", step.name);
      return { title, done: t("{0}: done", title), verb: t("Create") };
    }
    case "inviteAccountToOrganization": {
      const title = t("Invite {0}", step.target.id);
      return { title, done: t("{0}: done", title), verb: t("Invite") };
    }
    // Their own lines say it.
    case "createPolicy":
    case "deletePolicy":
    case "enablePolicyType":
    case "disablePolicyType":
    case "createOrganizationalUnit":
    case "updateOrganizationalUnit":
    case "deleteOrganizationalUnit":
    case "closeAccount":
    case "removeAccountFromOrganization":
    case "putAccountName":
    case "cancelHandshake":
    case "acceptHandshake":
    case "declineHandshake":
    case "tagResource":
    case "untagResource":
    case "enableAWSServiceAccess":
    case "disableAWSServiceAccess":
    case "registerDelegatedAdministrator":
    case "deregisterDelegatedAdministrator":
    case "putResourcePolicy":
    case "deleteResourcePolicy":
    case "createOrganization":
    case "enableAllFeatures":
      break;
  }
  const { template, values } = describeStep(step, draft);
  const title = t(template, ...values);
  return { title, done: t("{0}: done", title), verb: getVerb(step.kind, t) };
}

/** For the button of the question. */
function getVerb(kind: StepKind, t: Translate): string {
  switch (kind) {
    case "createPolicy":
    case "createOrganizationalUnit":
    case "createAccount":
    case "createOrganization":
      return t("Create");
    case "deletePolicy":
    case "deleteOrganizationalUnit":
    case "deleteResourcePolicy":
      return t("Delete");
    case "updatePolicy":
    case "tagResource":
      return t("Change");
    case "updateOrganizationalUnit":
    case "putAccountName":
      return t("Rename");
    case "untagResource":
    case "removeAccountFromOrganization":
      return t("Remove");
    case "closeAccount":
      return t("Close Account");
    case "inviteAccountToOrganization":
      return t("Invite");
    case "cancelHandshake":
      return t("Cancel Invitation");
    case "acceptHandshake":
      return t("Accept");
    case "declineHandshake":
      return t("Decline");
    case "enablePolicyType":
    case "enableAWSServiceAccess":
    case "enableAllFeatures":
      return t("Enable");
    case "disablePolicyType":
    case "disableAWSServiceAccess":
      return t("Disable");
    case "registerDelegatedAdministrator":
      return t("Register");
    case "deregisterDelegatedAdministrator":
      return t("Deregister");
    case "putResourcePolicy":
      return t("Publish");
    case "attachPolicy":
      return t("Attach");
    case "detachPolicy":
      return t("Detach");
    case "moveAccount":
      return t("Move");
  }
}

/** What the question says of the step besides: whom it reaches, slots, sizes. `draft` is before the step. */
export function getStepFacts(
  step: Step,
  draft: OrganizationDraft,
  gaps: readonly Gap[],
  t: Translate,
  language: string,
): readonly string[] {
  switch (step.kind) {
    case "attachPolicy":
    case "detachPolicy": {
      const { policyId, policyType, targetId } = step;
      return [
        getPolicyLine(draft, policyId, policyType, t),
        t("Target: {0} ({1})", getPathText(draft, targetId), targetId),
        t("Accounts at and below it: {0}", getReachText([targetId], policyType, draft, gaps, language, t)),
        getSlotsText([step], targetId, policyType, draft, t),
      ];
    }
    case "updatePolicy": {
      const { policyId, to } = step;
      const type = draft.getPolicy(policyId)?.type ?? "";
      const targets = draft.getTargets(policyId);
      return [
        getPolicyLine(draft, policyId, type, t),
        ...getTargetLines(targets, type, draft, gaps, language, t),
        ...(to.content === undefined ? [] : [getSizeLine(to.content, type, t, language)]),
      ];
    }
    case "moveAccount":
      return [
        t("Account: {0} ({1})", draft.getAccount(step.accountId)?.name ?? step.accountId, step.accountId),
        t("From: {0}", getPathText(draft, step.from)),
        t("To: {0}", getPathText(draft, step.to)),
      ];
    // The line of the step says it, and the texts that it sends stand before it.
    case "createPolicy":
    case "deletePolicy":
    case "enablePolicyType":
    case "disablePolicyType":
    case "createOrganizationalUnit":
    case "updateOrganizationalUnit":
    case "deleteOrganizationalUnit":
    case "closeAccount":
    case "removeAccountFromOrganization":
    case "putAccountName":
    case "createAccount":
    case "inviteAccountToOrganization":
    case "cancelHandshake":
    case "acceptHandshake":
    case "declineHandshake":
    case "tagResource":
    case "untagResource":
    case "enableAWSServiceAccess":
    case "disableAWSServiceAccess":
    case "registerDelegatedAdministrator":
    case "deregisterDelegatedAdministrator":
    case "putResourcePolicy":
    case "deleteResourcePolicy":
    case "createOrganization":
    case "enableAllFeatures":
      return [];
  }
}

function getPolicyLine(draft: OrganizationDraft, policyId: string, type: PolicyType, t: Translate): string {
  const { short } = getPolicyTypeFacts(type);
  return t("Policy: {0} ({1}, {2})", draft.getPolicy(policyId)?.name ?? policyId, short, policyId);
}

function getTargetLines(
  targets: readonly string[],
  type: PolicyType,
  draft: OrganizationDraft,
  gaps: readonly Gap[],
  language: string,
  t: Translate,
): readonly string[] {
  if (targets.length === 0) return [t("Attached to nothing: no account is reached until it is attached.")];
  const named = targets.map((id) => `• ${getPathText(draft, id)}`);
  return [
    targets.length === 1 ? t("Attached to 1 target:") : t("Attached to {0} targets:", targets.length),
    ...listSome(named, t),
    t("Accounts at and below: {0}", getReachText(targets, type, draft, gaps, language, t)),
  ];
}

function getPathText(draft: OrganizationDraft, id: string): string {
  return draft.getName(id).replaceAll("/", " / ");
}

function getSizeLine(content: string, type: PolicyType, t: Translate, language: string): string {
  return t("Size: {0}", getCharactersText(countCharacters(content), getPolicyQuota(type)?.maxSize, language, t));
}
