import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import type { OrganizationDraft } from "../organizationDraft";
import type { Plan } from "../plan";
import type { StepOf } from "../step";
import { finding, type PlanFinding } from "./catalogue";
import { getShort, tellChanged } from "./policyChecks";
import { checkTags } from "./tagChecks";

/** Organizations API Reference, CreateOrganizationalUnit. */
const MAX_NAME = 128;

export function* checkCreateUnit(
  { parentId, name, tags }: StepOf<"createOrganizationalUnit">,
  draft: OrganizationDraft,
): Generator<PlanFinding> {
  if (!draft.isParent(parentId)) {
    yield finding("missing", { what: "The parent", id: parentId });
    return;
  }
  yield* checkName(name, parentId, undefined, draft);
  yield* checkTags(tags, {}, name);
  // The root is no level: its children are the first.
  if (draft.getPath(parentId).length > ORGANIZATION_QUOTAS.ouDepth) {
    yield finding("tooDeep", { name, max: ORGANIZATION_QUOTAS.ouDepth });
  }
  if (draft.countUnits() >= ORGANIZATION_QUOTAS.organizationalUnits) {
    yield finding("tooManyUnits", { max: ORGANIZATION_QUOTAS.organizationalUnits });
  }
}

export function* checkUpdateUnit(
  { organizationalUnitId, from, to }: StepOf<"updateOrganizationalUnit">,
  draft: OrganizationDraft,
  plan: Plan,
): Generator<PlanFinding> {
  const unit = draft.getUnit(organizationalUnitId);
  if (!unit) yield finding("missing", { what: "The organizational unit", id: organizationalUnitId });
  else if (from === to) yield finding("nothingToDo", { what: from });
  else {
    if (unit.name !== from && unit.name !== to) yield tellChanged(draft.getName(unit.id), plan);
    yield* checkName(to, unit.parentId, unit.id, draft);
  }
}

export function* checkDeleteUnit(
  { organizationalUnitId: id }: StepOf<"deleteOrganizationalUnit">,
  draft: OrganizationDraft,
): Generator<PlanFinding> {
  const unit = draft.getUnit(id);
  if (!unit) {
    yield finding("nothingToDo", { what: id });
    return;
  }
  const children = draft.getChildren(id).size;
  if (children > 0) yield finding("notEmpty", { name: draft.getName(id), children });
  yield finding("newId", { what: unit.name, id });
  yield* findMentions(id, draft);
}

export function* checkMoveAccount(
  step: StepOf<"moveAccount">,
  draft: OrganizationDraft,
  plan: Plan,
): Generator<PlanFinding> {
  const { accountId, from, to } = step;
  const account = draft.getAccount(accountId);
  if (!account) {
    yield finding("missing", { what: "The account", id: accountId });
    return;
  }
  if (!draft.isParent(to)) yield finding("missing", { what: "The destination", id: to });
  if (from === to) yield finding("nothingToDo", { what: account.name });
  else if (account.parentId !== from) {
    yield finding("moved", {
      account: account.name,
      found: draft.getName(account.parentId),
      expected: draft.getName(from),
    });
  }
  // Of the accounts that leave an OU together, the first speaks for all.
  const first = plan.steps.find((other) => other.step.kind === "moveAccount" && other.step.from === from);
  if (first?.step === step) yield* checkPath(from, to, draft);
}

/** Policies that name an OU which is left: whatever they say of its accounts, they say no longer of these. */
function* checkPath(from: string, to: string, draft: OrganizationDraft): Generator<PlanFinding> {
  const kept = new Set(draft.getPath(to));
  for (const id of draft.getPath(from)) {
    const policies = kept.has(id) ? "" : listMentions(id, draft);
    if (policies !== "") yield finding("pathLeft", { id, policies });
  }
}

export function* checkEnableType(
  { policyType }: StepOf<"enablePolicyType">,
  draft: OrganizationDraft,
): Generator<PlanFinding> {
  if (draft.organization.featureSet !== "ALL") yield finding("typeNotAvailable", { type: getShort(policyType) });
  else if (draft.isEnabled(policyType)) yield finding("nothingToDo", { what: getShort(policyType) });
}

export function* checkDisableType(
  { policyType }: StepOf<"disablePolicyType">,
  draft: OrganizationDraft,
): Generator<PlanFinding> {
  if (!draft.isEnabled(policyType)) {
    yield finding("nothingToDo", { what: getShort(policyType) });
    return;
  }
  const policies = new Set<string>();
  let attachments = 0;
  for (const targetId of draft.getTargetIds()) {
    for (const { id } of draft.getAttached(targetId, policyType)) {
      policies.add(id);
      attachments++;
    }
  }
  if (attachments === 0) return;
  yield finding("losesAttachments", { type: getShort(policyType), attachments, policies: policies.size });
}

/** OU names are unique among siblings (DuplicateOrganizationalUnitException). */
function* checkName(name: string, parentId: string, ownId: string | undefined, draft: OrganizationDraft) {
  if (name.length === 0 || name.length > MAX_NAME) yield finding("nameLength", { name, max: MAX_NAME });
  const isTaken = [...draft.getChildren(parentId)].some((id) => id !== ownId && draft.getUnit(id)?.name === name);
  if (isTaken) yield finding("nameTaken", { what: "organizational unit beside it", name });
}

/** Policies whose text names the id: paths of `aws:PrincipalOrgPaths` do. */
function* findMentions(id: string, draft: OrganizationDraft): Generator<PlanFinding> {
  const policies = listMentions(id, draft);
  if (policies !== "") yield finding("namedIn", { id, policies });
}

function listMentions(id: string, draft: OrganizationDraft): string {
  const names = [...draft.getAllPolicies()].filter(({ content }) => content.includes(id)).map(({ name }) => name);
  return names.join(", ");
}
