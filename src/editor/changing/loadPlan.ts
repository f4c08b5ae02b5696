/** Reads what a question about a change must tell: who is reached, what is attached there, what speaks against it. */
import type { Change } from "../../changes/change";
import type { PolicyLanguage } from "../../policy/language";
import type { PolicySummary } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";
import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Session } from "../connection/session";
import { getPathText, getTargetFacts } from "../targets";
import type { Translate } from "../views/description";
import { hasAllow } from "./allowing";
import type { PlannedStep } from "./confirmation";
import { getFindings } from "./findings";
import { loadReach } from "./reach";
import type { Step, StepTarget } from "./step";

/** Milliseconds that a question waits for the accounts to be counted. */
export const PATIENCE = 5_000;

/** Gives a change its names, reading what is not known yet. */
export async function loadStep(store: OrganizationStore, change: Change, undoes?: string): Promise<Step> {
  const policy = store.getPolicySummary(change.policyId) ?? (await store.loadPolicy(change.policyId));
  const target = change.kind === "update" ? undefined : await loadTarget(store, change.targetId, change.policyId);
  return { change, policy, ...(target && { target }), ...(undoes !== undefined && { undoes }) };
}

/** Looks at each step as the steps before it leave things, with what is attached read anew. */
export async function loadPlan(
  { store, role }: Pick<Session, "store" | "role">,
  steps: readonly Step[],
  language: PolicyLanguage,
  t: Translate,
): Promise<readonly PlannedStep[]> {
  store.refresh(
    steps.flatMap(({ change, policy }) =>
      change.kind === "update" ? [] : [{ part: "attached", targetId: change.targetId, type: policy.type } as const],
    ),
  );
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await store.loadRoots();
  const loaded = await Promise.all(
    steps.map(async (step) => {
      const { change, target, policy } = step;
      const attached = target ? await store.loadAttached(target.id, policy.type) : [];
      const allowing = change.kind === "detach" ? await loadAllowing(store, attached, language) : new Set<string>();
      const reach = await loadReach(store, target ? [target.id] : [], policy.type, patience);
      return { step, attached, allowing, reach };
    }),
  );
  const enabledTypes = store.getEnabledPolicyTypes();
  const later = new Map<string, readonly PolicySummary[]>();
  return loaded.map(({ step, allowing, reach, ...now }): PlannedStep => {
    const place = `${step.target?.id}/${step.policy.type}`;
    const attached = later.get(place) ?? now.attached;
    const facts = { attached, enabledTypes, isMemberCaller: role === "member", allowing };
    const findings = getFindings(step, facts, t);
    if (!findings.some(({ level }) => level === "stop")) later.set(place, getAttachedAfter(step, attached));
    return { step, reach, findings, attached: attached.length };
  });
}

function getAttachedAfter({ change, policy }: Step, attached: readonly PolicySummary[]): readonly PolicySummary[] {
  switch (change.kind) {
    case "attach":
      return [...attached, policy];
    case "detach":
      return attached.filter(({ id }) => id !== policy.id);
    case "update":
      return attached;
  }
}

async function loadTarget(store: OrganizationStore, id: string, policyId: string): Promise<StepTarget> {
  if (!store.getTarget(id)) await store.loadAccounts();
  const target = store.getTarget(id);
  if (target) {
    const { name } = getTargetFacts(target);
    return { id, name, path: getPathText(store.getPath(id)) || name };
  }
  const listed = (await store.loadTargets(policyId)).find(({ targetId }) => targetId === id);
  return { id, name: listed?.name ?? id, path: listed?.name ?? id };
}

async function loadAllowing(
  store: OrganizationStore,
  attached: readonly PolicySummary[],
  language: PolicyLanguage,
): Promise<ReadonlySet<string>> {
  const scps = attached.filter(({ type }) => type === SERVICE_CONTROL_POLICY);
  const policies = await Promise.all(scps.map(({ id }) => store.loadPolicy(id)));
  return new Set(policies.filter(({ content }) => hasAllow(language.parse(content))).map(({ id }) => id));
}
