import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import type { OrganizationDraft } from "../organizationDraft";
import type { Plan } from "../plan";
import { invites } from "../operations/handshakes";
import type { StepOf } from "../step";
import { finding, type PlanFinding } from "./catalogue";
import { tellChanged } from "./policyChecks";
import { checkTags } from "./tagChecks";

/** Patterns of Organizations API Reference, CreateAccount. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const NAME = /^[ -~]{1,50}$/;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const DAY = 24 * 60 * 60 * 1000;

export function* checkCreateAccount(
  { email, name, roleName, tags }: StepOf<"createAccount">,
  draft: OrganizationDraft,
): Generator<PlanFinding> {
  yield* checkEmail(email, draft);
  if (!NAME.test(name)) yield finding("accountName", { name });
  if (roleName !== undefined && !ROLE_NAME.test(roleName)) yield finding("roleName", { name: roleName });
  yield* checkTags(tags, {}, name);
  yield finding("notUndoable", { what: `the account ${name}` });
}

export function* checkInvite(
  { target }: StepOf<"inviteAccountToOrganization">,
  draft: OrganizationDraft,
): Generator<PlanFinding> {
  if (target.type === "EMAIL") yield* checkEmail(target.id, draft);
  const member = draft.getAccount(target.id);
  if (member) yield finding("memberAlready", { account: member.name, id: member.id });
  for (const handshake of draft.getHandshakes()) {
    if (invites(handshake, target.id)) yield finding("invitedAlready", { target: target.id });
  }
}

export function* checkCloseAccount(
  { accountId }: StepOf<"closeAccount">,
  draft: OrganizationDraft,
  plan: Plan,
): Generator<PlanFinding> {
  const account = draft.getAccount(accountId);
  if (!account) {
    yield finding("missing", { what: "The account", id: accountId });
    return;
  }
  if (accountId === draft.organization.masterAccountId) yield finding("managementAccount");
  if (!isActive(accountId, draft)) {
    yield finding("closedAlready", { account: account.name });
    return;
  }
  const what = `closing ${account.name}; AWS Support can reopen it for 90 days`;
  const found = finding("notUndoable", { what, account: accountId });
  // As at AWS, where its id has to be typed: nobody closes an account by a reflex.
  yield listClosures(plan).length === 1 ? { ...found, severity: "typed" } : found;
}

export function* checkRemoveAccount(
  { accountId }: StepOf<"removeAccountFromOrganization">,
  draft: OrganizationDraft,
  plan: Plan,
): Generator<PlanFinding> {
  const account = draft.getAccount(accountId);
  if (!account) {
    yield finding("nothingToDo", { what: accountId });
    return;
  }
  if (accountId === draft.organization.masterAccountId) yield finding("managementAccount");
  const age = Date.parse(plan.plannedAt) - Date.parse(account.joinedTimestamp);
  const days = ORGANIZATION_QUOTAS.removalDays;
  if (account.joinedMethod === "CREATED" && age < days * DAY) yield finding("tooYoung", { days });
  const found = finding("accountLeaves", { account: account.name });
  // Of many, one word is typed for all.
  yield countRemovals(plan) === 1 ? found : { ...found, severity: "warning" };
  yield finding("notUndoable", { what: `removing ${account.name}; it can be invited again` });
}

export function* checkRename(
  { accountId, from, to }: StepOf<"putAccountName">,
  draft: OrganizationDraft,
  plan: Plan,
): Generator<PlanFinding> {
  const account = draft.getAccount(accountId);
  if (!account) yield finding("missing", { what: "The account", id: accountId });
  if (!isAccountName(to)) yield finding("accountRename", { name: to });
  else if (account?.name === to) yield finding("nothingToDo", { what: to });
  else if (account && account.name !== from) yield tellChanged(account.name, plan);
}

/** What an account can be renamed to (Account Management API Reference, PutAccountName). */
export function isAccountName(name: string): boolean {
  return /^[ -;=?-~]{1,50}$/.test(name);
}

/**
 * The most that AWS closes within 30 days: the larger of 250 and 20 % of the accounts, 1,000 at most (User Guide, Quotas;
 * an older text says 10 %).
 */
export function* checkClosures(plan: Plan, draft: OrganizationDraft): Generator<PlanFinding> {
  const closing = listClosures(plan).filter(({ accountId }) => isActive(accountId, draft)).length;
  if (closing === 0) return;
  if (closing > 1) yield finding("closesMany", { closing });
  const { closuresAtLeast, closuresShare, closuresAtMost } = ORGANIZATION_QUOTAS;
  const accounts = draft.countAccounts();
  const max = Math.min(closuresAtMost, Math.max(closuresAtLeast, Math.floor(accounts * closuresShare)));
  const quota = { max, least: closuresAtLeast, share: Math.round(closuresShare * 100), most: closuresAtMost };
  yield closing > max ? finding("closureQuota", { closing, ...quota }) : finding("closureCount", quota);
}

export function* checkRemovals(plan: Plan): Generator<PlanFinding> {
  const leaving = countRemovals(plan);
  if (leaving > 1) yield finding("accountsLeave", { leaving });
}

function countRemovals({ steps }: Plan): number {
  return steps.filter(({ step }) => step.kind === "removeAccountFromOrganization").length;
}

function listClosures({ steps }: Plan): readonly StepOf<"closeAccount">[] {
  return steps.flatMap(({ step }) => (step.kind === "closeAccount" ? [step] : []));
}

function isActive(accountId: string, draft: OrganizationDraft): boolean {
  return draft.getAccount(accountId)?.state === "ACTIVE";
}

function* checkEmail(email: string, draft: OrganizationDraft): Generator<PlanFinding> {
  if (email.length < 6 || email.length > 64 || !EMAIL.test(email)) yield finding("emailInvalid", { email });
  const wanted = email.toLowerCase();
  for (const account of draft.getAccounts()) {
    if (account.email.toLowerCase() !== wanted) continue;
    yield finding("emailTaken", { email });
    return;
  }
}
