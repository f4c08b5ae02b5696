/** What stands in the way of a plan or should be known before it is confirmed; AWS has the last word. */
import { compileWildcards, matchesPattern } from "../../policy/matching/pattern";
import { applyStep } from "../applyStep";
import { OrganizationDraft } from "../organizationDraft";
import type { Plan } from "../plan";
import { hasWayBack } from "../runs";
import type { Step } from "../step";
import {
  checkCloseAccount,
  checkClosures,
  checkCreateAccount,
  checkInvite,
  checkRemovals,
  checkRemoveAccount,
  checkRename,
} from "./accountChecks";
import { checkAttachPolicy, checkDetachPolicy } from "./attachmentChecks";
import { finding, type PlanFinding } from "./catalogue";
import type { PlanFacts } from "./facts";
import { checkProtections } from "./protections";
import { checkCreatePolicy, checkDeletePolicy, checkUpdatePolicy } from "./policyChecks";
import {
  checkDeleteResourcePolicy,
  checkDeregisterDelegate,
  checkDisableService,
  checkPutResourcePolicy,
  checkRegisterDelegate,
} from "./serviceChecks";
import {
  checkCreateUnit,
  checkDeleteUnit,
  checkDisableType,
  checkEnableType,
  checkMoveAccount,
  checkUpdateUnit,
} from "./structureChecks";
import { checkTags } from "./tagChecks";

/** Each step is judged by the organization that the steps before it lead to. */
export function getPlanFindings(plan: Plan, facts: PlanFacts): readonly PlanFinding[] {
  const draft = new OrganizationDraft(facts.contents);
  const { misread = [] } = facts.protections;
  const findings: PlanFinding[] = [
    ...checkCaller(facts),
    ...misread.map((entry) => finding("settingMisread", entry)),
    ...checkClosures(plan, draft),
    ...checkRemovals(plan),
  ];
  for (const planned of plan.steps) {
    const { id: stepId, step } = planned;
    for (const found of [
      ...checkDelegated(step, facts),
      ...[...checkStep(step, draft, facts, plan)].filter(({ code }) => code !== "newId" || hasWayBack(plan)),
      ...checkProtections(step, draft, facts),
    ]) {
      findings.push({ ...found, stepId });
    }
    applyStep(draft, planned);
  }
  return findings;
}

function* checkCaller({ callerRole }: PlanFacts): Generator<PlanFinding> {
  if (callerRole === "member") yield finding("memberCaller");
  if (callerRole === "unknown") yield finding("rightsUnknown");
}

function* checkDelegated({ kind }: Step, { delegatedActions }: PlanFacts): Generator<PlanFinding> {
  // The delegation policy is about Organizations' own actions.
  if (!delegatedActions || kind === "putAccountName") return;
  const action = `organizations:${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  // Actions are read whatever their case (IAM User Guide, Action).
  const isNamed = (pattern: string) => matchesPattern(compileWildcards(pattern.toLowerCase()), action.toLowerCase());
  if (!delegatedActions.some(isNamed)) yield finding("notDelegated", { action });
}

function checkStep(step: Step, draft: OrganizationDraft, facts: PlanFacts, plan: Plan): Iterable<PlanFinding> {
  switch (step.kind) {
    case "createPolicy":
      return checkCreatePolicy(step, draft, facts);
    case "updatePolicy":
      return checkUpdatePolicy(step, draft, facts, plan);
    case "deletePolicy":
      return checkDeletePolicy(step, draft, facts, plan);
    case "attachPolicy":
      return checkAttachPolicy(step, draft, facts);
    case "detachPolicy":
      return checkDetachPolicy(step, draft, facts, plan);
    case "enablePolicyType":
      return checkEnableType(step, draft);
    case "disablePolicyType":
      return checkDisableType(step, draft);
    case "createOrganizationalUnit":
      return checkCreateUnit(step, draft);
    case "updateOrganizationalUnit":
      return checkUpdateUnit(step, draft, plan);
    case "deleteOrganizationalUnit":
      return checkDeleteUnit(step, draft);
    case "moveAccount":
      return checkMoveAccount(step, draft, plan);
    case "createAccount":
      return checkCreateAccount(step, draft);
    case "inviteAccountToOrganization":
      return checkInvite(step, draft);
    case "closeAccount":
      return checkCloseAccount(step, draft, plan);
    case "removeAccountFromOrganization":
      return checkRemoveAccount(step, draft, plan);
    case "putAccountName":
      return checkRename(step, draft, plan);
    case "tagResource":
      return checkTags(step.tags, draft.getTags(step.resourceId), draft.getName(step.resourceId));
    case "registerDelegatedAdministrator":
      return checkRegisterDelegate(step, draft, facts);
    case "deregisterDelegatedAdministrator":
      return checkDeregisterDelegate(step, draft);
    case "disableAWSServiceAccess":
      return checkDisableService(step);
    case "putResourcePolicy":
      return checkPutResourcePolicy(step, draft);
    case "deleteResourcePolicy":
      return checkDeleteResourcePolicy(step, draft);
    case "cancelHandshake":
    case "acceptHandshake":
    case "declineHandshake":
    case "createOrganization":
    case "enableAllFeatures":
      return [finding("notUndoable", { what: LASTING[step.kind] })];
    case "untagResource":
    case "enableAWSServiceAccess":
      return [];
  }
}

/** What AWS offers no way back from, in words. */
const LASTING = {
  cancelHandshake: "cancelling the invitation; it can be sent again",
  acceptHandshake: "accepting it",
  declineHandshake: "declining it; it can be sent again",
  createOrganization: "creating the organization",
  enableAllFeatures: "enabling all features",
} as const;
