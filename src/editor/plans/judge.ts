/** Looks at a plan before it is shown: reads anew what it rests on, and judges what it does. */
import { listPlanTypes } from "../../changes/changedTypes";
import { listJudgedPolicies } from "../../changes/judgedState";
import { isNewId } from "../../changes/newIds";
import type { Plan, PlannedStep } from "../../changes/plan";
import { getPrincipalOfCaller } from "../../changes/caller";
import type { PlanFinding } from "../../changes/preflight/catalogue";
import type { CallerRole, PlanFacts, Protections } from "../../changes/preflight/facts";
import { getPlanFindings } from "../../changes/preflight/planFindings";
import type { ImpactSummary } from "../../engine/impactSummary";
import type { Attachment, Gap, OrganizationContents } from "../../organization/model";
import { toContents } from "../../organization/toContents";
import { getPartKey } from "../../organization/parts";
import type { OrganizationStore, StorePart } from "../../organization/store";
import { isEvaluated, type PolicyType, RCP_FULL_AWS_ACCESS } from "../../terms/policyTypes";
import { getRate } from "../../terms/rates";
import { getTargetFacts } from "../targets";
import type { Step } from "../../changes/step";
import type { Session } from "../connection/session";
import type { EditorJudging } from "../evaluation/openJudging";
import { loadPart } from "../views/loadPart";
import type { WordedPlan } from "./request";
import { getTouchedParts } from "./touched";

/** Milliseconds that a plan waits for the whole organization to be read. */
const PATIENCE = 5_000;
/** So many parts are read anew before a plan is shown; the run reads each again before it writes anyway. */
const READ_ANEW = 40;
/** Milliseconds for lists that were changed since they were read: what a plan rests on is not told from what was. */
const STALE_PATIENCE = 60_000;

/** Of so many it is said how long reading them again takes. */
const MANY_TEXTS = 10;

export interface JudgedPlan extends WordedPlan {
  readonly contents: OrganizationContents;
  readonly findings: readonly PlanFinding[];
  /** `undefined` where the plan leaves SCPs and RCPs alone. */
  readonly impact?: ImpactSummary;
}

export interface JudgePorts {
  readonly protections: Protections;
  /** ISO 8601. */
  readonly now: string;
  readonly judging: EditorJudging;
  /** Told before many texts are read again: how many, and about how many seconds that takes at AWS's rate. */
  readonly onManyTexts?: (texts: number, seconds: number) => void;
}

/** The organization as far as it is known now, with the policies of a type that is off and that a step enables. */
export async function loadKnown(
  { store }: Session,
  now: string,
  steps: readonly (Step | PlannedStep)[],
): Promise<OrganizationContents> {
  await Promise.all([store.loadOrganization(), store.loadRoots()]);
  const contents = toContents(store, now, { types: getEnabled(steps) });
  if (!contents) throw new Error("The organization is not known.");
  return contents;
}

export async function judgePlan(worded: WordedPlan, session: Session, ports: JudgePorts): Promise<JudgedPlan> {
  const { plan, justRead = [] } = worded;
  await readAnew(plan, justRead, session.store);
  await findMoved(plan, session);
  await atMost(PATIENCE, session.loading.start());
  const texts = await readTextsAnew(
    plan,
    justRead,
    await loadKnown(session, ports.now, plan.steps),
    session.store,
    ports,
  );
  const known = await loadKnown(session, ports.now, plan.steps);
  const { attachments, listed } = getAttachments(known, plan, session.store);
  const gaps = [...(known.gaps ?? []), ...getStaleGaps(plan, session.store), ...texts];
  const contents = { ...known, attachments, ...(gaps.length > 0 && { gaps }) };
  const facts: PlanFacts = {
    contents,
    callerRole: getCallerRole(session),
    ...(session.authority.kind === "delegate" && { delegatedActions: session.authority.actions }),
    asOf: ports.now.slice(0, 10),
    protections: addCaller(ports.protections, session),
    listed,
  };
  const findings = getPlanFindings(plan, facts);
  if (!listPlanTypes(plan, contents).some(isEvaluated)) return { ...worded, contents, findings };
  const { contents: _, ...others } = facts;
  const judged = await ports.judging.ask("judgePlan", [plan, others], { organization: contents });
  return { ...worded, contents, findings: [...findings, ...judged.findings], impact: judged.impact };
}

function getEnabled(steps: readonly (Step | PlannedStep)[]): readonly PolicyType[] {
  return steps
    .map((step) => ("step" in step ? step.step : step))
    .flatMap((step) => (step.kind === "enablePolicyType" ? [step.policyType] : []));
}

async function readAnew(plan: Plan, justRead: readonly StorePart[], store: OrganizationStore): Promise<void> {
  const parts = new Map<string, StorePart>();
  const enabled = new Set(getEnabled(plan.steps));
  for (const { step } of plan.steps) {
    // Texts of a type that is off were never asked for.
    const text: readonly StorePart[] =
      step.kind === "attachPolicy" && enabled.has(step.policyType) ? [{ part: "policy", policyId: step.policyId }] : [];
    for (const part of [
      ...getTouchedParts(step, store),
      ...listReach(step),
      ...listJudgedPlaces(step, store),
      ...text,
    ]) {
      if (isCheap(part)) parts.set(getPartKey(part), part);
    }
  }
  for (const part of justRead) parts.delete(getPartKey(part));
  const all = [...parts.values()];
  const stale = all.filter((part) => isStale(part, store));
  const others = all.filter((part) => !isStale(part, store)).slice(0, READ_ANEW);
  store.refresh(others);
  // What is gone by now is found by the preflight, or by the run.
  const read = Promise.allSettled([...stale, ...others].filter(isRead).map((part) => loadPart(store, part)));
  await atMost(STALE_PATIENCE, read);
}

/**
 * Reads the texts again that decide over the plan, and names those that did not come in time: what was known of them
 * counts meanwhile, and the run reads each before it goes on.
 */
async function readTextsAnew(
  plan: Plan,
  justRead: readonly StorePart[],
  known: OrganizationContents,
  store: OrganizationStore,
  { onManyTexts }: JudgePorts,
): Promise<readonly Gap[]> {
  const policyIds = new Set(plan.steps.flatMap(({ step }) => listJudgedPolicies(step, known)));
  const read = new Set(
    [...plan.steps.flatMap(({ step }) => getTouchedParts(step, store)), ...justRead].map(getPartKey),
  );
  const parts = [...policyIds]
    .map((policyId) => ({ part: "policy", policyId }) as const)
    .filter((part) => !read.has(getPartKey(part)));
  store.refresh(parts);
  if (parts.length >= MANY_TEXTS) {
    const { rate = 1 } = getRate("DescribePolicy")?.account ?? {};
    onManyTexts?.(parts.length, Math.ceil(parts.length / rate));
  }
  await atMost(STALE_PATIENCE, Promise.allSettled(parts.map((part) => loadPart(store, part))));
  return parts
    .filter((part) => store.getState(part).state !== "loaded" && store.getState(part).state !== "failed")
    .map(({ policyId }) => ({ operation: "DescribePolicy", resource: policyId, reason: "not read since" }));
}

async function atMost(milliseconds: number, read: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([read, new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))]);
  clearTimeout(timer);
}

/** An account that is in none of the lists that were read may be in another by now: it is not missing for that. */
async function findMoved({ steps }: Plan, { store, changes }: Session): Promise<void> {
  const accountIds = steps.flatMap(({ step }) =>
    "accountId" in step && !isNewId(step.accountId) ? [step.accountId] : [],
  );
  const gone = [...new Set(accountIds)].filter((id) => !store.getTarget(id));
  const find = async () => {
    // Of one that has left there is nothing to be found.
    const asked = gone.slice(0, READ_ANEW).map(async (accountId) => changes?.reads.getParentId(accountId));
    const parentIds = new Set(
      (await Promise.allSettled(asked)).flatMap((answer) =>
        answer.status === "fulfilled" ? (answer.value ?? []) : [],
      ),
    );
    store.refresh([...parentIds].map((parentId) => ({ part: "children", parentId })));
    await Promise.allSettled([...parentIds].map((parentId) => store.loadChildren(parentId)));
  };
  await atMost(STALE_PATIENCE, find());
}

/** Who is reached by a text: the policy may be attached elsewhere by now than where it was seen. */
function listReach(step: Step): readonly StorePart[] {
  if (step.kind !== "updatePolicy" || step.to.content === undefined) return [];
  return [{ part: "targets", policyId: step.policyId }];
}

/** A list of a policy or parent that is to be read, such as after a run that changed it. */
function isStale(part: StorePart, store: OrganizationStore): boolean {
  return (part.part === "targets" || part.part === "children") && store.getState(part).state !== "loaded";
}

/** The targets of the plan's policies that are known from before they were changed alone. */
function getStaleGaps(plan: Plan, store: OrganizationStore): readonly Gap[] {
  const policyIds = new Set(
    plan.steps.flatMap(({ step }) => ("targetId" in step || step.kind === "updatePolicy" ? [step.policyId] : [])),
  );
  return [...policyIds].flatMap((policyId) => {
    const isToBeRead = store.getState({ part: "targets", policyId }).state !== "loaded" && store.getTargets(policyId);
    return isToBeRead ? [{ operation: "ListTargetsForPolicy", resource: policyId, reason: "not read since" }] : [];
  });
}

/** The organization is asked for with the roots in any case, and no check rests on the other two. */
function isRead({ part }: StorePart): boolean {
  return part !== "organization" && part !== "receivedHandshakes" && part !== "delegatedServices";
}

/** What is new has nothing to be read, and all accounts are not read for the sake of one. */
function isCheap(part: StorePart): boolean {
  if (part.part === "accounts") return false;
  return !JSON.stringify(part).includes('"new:');
}

/** What is attached to the plan's targets was just read, and holds over what the policies' own lists say. */
function getAttachments(
  { attachments, policies }: OrganizationContents,
  plan: Plan,
  store: OrganizationStore,
): { readonly attachments: readonly Attachment[]; readonly listed: readonly string[] } {
  const types = new Map(policies.map(({ id, type }) => [id, type]));
  const fresh = new Map<string, readonly Attachment[]>();
  for (const place of plan.steps.flatMap(({ step }) => listJudgedPlaces(step, store))) {
    const { targetId, type } = place;
    // What was known before a change says nothing.
    if (store.getState(place).state !== "loaded") continue;
    const attached = store.getAttached(targetId, type)?.filter(({ id }) => id !== RCP_FULL_AWS_ACCESS);
    if (attached)
      fresh.set(
        `${targetId} ${type}`,
        attached.map(({ id }) => ({ policyId: id, targetId })),
      );
  }
  const others = attachments.filter(({ policyId, targetId }) => !fresh.has(`${targetId} ${types.get(policyId)}`));
  return { attachments: [...others, ...[...fresh.values()].flat()], listed: [...fresh.keys()] };
}

/** Where what is attached decides over a step: its target, or both ways to an account that moves. */
function listJudgedPlaces(step: Step, store: OrganizationStore): readonly AttachedPart[] {
  switch (step.kind) {
    case "attachPolicy":
    case "detachPolicy":
      return [{ part: "attached", targetId: step.targetId, type: step.policyType }];
    case "moveAccount": {
      const ids = [step.from, step.to].flatMap((id) => [
        id,
        ...store
          .getPath(id)
          .map(getTargetFacts)
          .map((at) => at.id),
      ]);
      const types = store.getEnabledPolicyTypes().filter(isEvaluated);
      return [step.accountId, ...new Set(ids)].flatMap((targetId) =>
        types.map((type): AttachedPart => ({ part: "attached", targetId, type })),
      );
    }
    // Nothing that is attached decides over these.
    case "createPolicy":
    case "updatePolicy":
    case "deletePolicy":
    case "enablePolicyType":
    case "disablePolicyType":
    case "createOrganizationalUnit":
    case "updateOrganizationalUnit":
    case "deleteOrganizationalUnit":
    case "createAccount":
    case "closeAccount":
    case "removeAccountFromOrganization":
    case "putAccountName":
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

type AttachedPart = Extract<StorePart, { readonly part: "attached" }>;

/** A caller in a member account is reached by SCPs: it must be able to take back what it does. */
function addCaller(protections: Protections, { caller, role }: Session): Protections {
  if (role !== "member") return protections;
  const principal = getPrincipalOfCaller(caller.arn, caller.accountId);
  const own = { principal, actions: OWN_WAY_BACK, targets: [caller.accountId] };
  return { ...protections, mustKeep: [...protections.mustKeep, own] };
}

const OWN_WAY_BACK = [
  ...["organizations:AttachPolicy", "organizations:DetachPolicy", "organizations:UpdatePolicy"],
  ...["organizations:DescribePolicy", "organizations:ListPoliciesForTarget"],
];

function getCallerRole({ role, authority }: Session): CallerRole {
  if (role !== "member") return "management";
  // Who administers a service may read the organization, and change no more of it than any member.
  return authority.kind === "serviceAdministrator" ? "member" : authority.kind;
}
