/** Services with access to the organization, who administers them, and the delegation policy. */
import { parseArn } from "../../terms/arns";
import { INTEGRATED_SERVICES } from "../../terms/integratedServices";
import { countCharacters, ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { type DelegationGain, listDelegationGains, readDelegationStatements } from "../delegationStatements";
import type { OrganizationDraft } from "../organizationDraft";
import type { StepOf } from "../step";
import { finding, type PlanFinding } from "./catalogue";
import type { PlanFacts } from "./facts";
import { checkTags } from "./tagChecks";

/** IAM Identity Center, through which people sign in to member accounts. */
const SIGN_IN = "sso.amazonaws.com";
/** So many principals or actions are named before the rest is counted. */
const NAMED = 6;

export function* checkDisableService({ servicePrincipal }: StepOf<"disableAWSServiceAccess">): Generator<PlanFinding> {
  const data = { name: getServiceName(servicePrincipal), service: servicePrincipal };
  yield finding(servicePrincipal === SIGN_IN ? "signInLost" : "serviceLosesAccess", data);
}

export function* checkRegisterDelegate(
  { servicePrincipal: service }: StepOf<"registerDelegatedAdministrator">,
  draft: OrganizationDraft,
  { contents }: PlanFacts,
): Generator<PlanFinding> {
  if (contents.enabledServices && !draft.isTrusted(service)) yield finding("notTrusted", { service });
}

export function* checkDeregisterDelegate(
  { accountId, servicePrincipal }: StepOf<"deregisterDelegatedAdministrator">,
  draft: OrganizationDraft,
): Generator<PlanFinding> {
  const account = draft.getAccount(accountId)?.name ?? accountId;
  yield finding("administratorLost", { account, service: getServiceName(servicePrincipal) });
}

export function* checkPutResourcePolicy(
  { from, to, tags = {} }: StepOf<"putResourcePolicy">,
  draft: OrganizationDraft,
): Generator<PlanFinding> {
  const size = countCharacters(to);
  const max = ORGANIZATION_QUOTAS.resourcePolicySize;
  if (size > max) yield finding("resourcePolicySize", { size, max });
  if (!readDelegationStatements(to)) yield finding("noJson", { policy: "the delegation policy" });
  yield* checkTags(tags, {}, "the delegation policy");
  for (const gain of listDelegationGains(from, to)) {
    yield finding("delegationGain", { who: namePrincipal(gain.principal, draft), what: nameActions(gain) });
  }
}

export function* checkDeleteResourcePolicy(
  { was }: StepOf<"deleteResourcePolicy">,
  draft: OrganizationDraft,
): Generator<PlanFinding> {
  const principals = (readDelegationStatements(was) ?? []).flatMap((statement) => statement.principals);
  yield finding("delegationEnds", { who: listSome([...new Set(principals)].map((one) => namePrincipal(one, draft))) });
}

function getServiceName(servicePrincipal: string): string {
  return INTEGRATED_SERVICES.find(({ principal }) => principal === servicePrincipal)?.name ?? servicePrincipal;
}

/** `Security (111122223333)`, `role/Audit in Security (111122223333)`, `anybody` */
function namePrincipal(principal: string, draft: OrganizationDraft): string {
  if (principal === "*") return "anybody";
  const arn = parseArn(principal);
  const accountId = arn?.accountId ?? principal;
  const name = draft.getAccount(accountId)?.name;
  const account = name === undefined ? accountId : `${name} (${accountId})`;
  return arn && arn.resource !== "root" ? `${arn.resource} in ${account}` : account;
}

function nameActions({ actions, exceptActions }: DelegationGain): string {
  const list = listSome(actions);
  return exceptActions ? `everything but ${list}` : list;
}

function listSome(items: readonly string[]): string {
  const more = items.length - NAMED;
  return more > 0 ? `${items.slice(0, NAMED).join(", ")} and ${more} more` : items.join(", ");
}
