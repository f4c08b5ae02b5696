/** Which root, OU or account to attach policies to, or to detach one from. */
import * as vscode from "vscode";
import type { OrganizationStore, Target } from "../../organization/store";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import { getPolicyQuota } from "../../terms/quotas";
import { getPathText, getTargetFacts } from "../targets";
import { choose, chooseSome, type Choice } from "./choose";
import { loadTargets } from "./targetName";

const ICONS: Readonly<Record<Target["kind"], string>> = {
  root: "organization",
  organizationalUnit: "folder",
  account: "account",
};

const PLACEHOLDER = "Name, ID or path of a root, organizational unit or account";

/** Every root, OU and account with its place. */
export function chooseTarget(store: OrganizationStore, title: string): Promise<string | undefined> {
  return choose(title, vscode.l10n.t(PLACEHOLDER), async () =>
    (await loadTargets(store)).map((target) => toChoice(store, target, undefined)),
  );
}

/** Every target; where the policies are attached already is marked, and explained when chosen. */
export function chooseTargetsToAttach(
  store: OrganizationStore,
  policyIds: readonly string[],
): Promise<readonly string[]> {
  const what = getWhat(store, policyIds);
  return chooseSome(vscode.l10n.t("Attach {0} to…", what), vscode.l10n.t(PLACEHOLDER), async () => {
    const [targets, ...lists] = await Promise.all([
      loadTargets(store),
      ...policyIds.map((policyId) => store.loadTargets(policyId)),
    ]);
    const type = getType(store, policyIds);
    return targets.map((target): Choice => {
      const choice = toChoice(store, target, type);
      const { id, name } = getTargetFacts(target);
      if (lists.length === 0 || !lists.every((list) => list.some(({ targetId }) => targetId === id))) return choice;
      return {
        ...choice,
        label: `$(check) ${name}`,
        description: vscode.l10n.t("attached already · {0}", id),
        refusal: vscode.l10n.t("{0} is attached to {1} already", what, name),
      };
    });
  });
}

/** The targets that any of the policies is attached to. */
export function chooseTargetsToDetach(
  store: OrganizationStore,
  policyIds: readonly string[],
): Promise<readonly string[]> {
  const title = vscode.l10n.t("Detach {0} from…", getWhat(store, policyIds));
  return chooseSome(title, vscode.l10n.t(PLACEHOLDER), async () => {
    const [lists] = await Promise.all([
      Promise.all(policyIds.map((policyId) => store.loadTargets(policyId))),
      loadTargets(store),
    ]);
    const listed = new Map(lists.flat().map((target) => [target.targetId, target]));
    return [...listed.values()].map(({ targetId, name }): Choice => {
      const target = store.getTarget(targetId);
      return target
        ? toChoice(store, target, getType(store, policyIds))
        : { id: targetId, label: name, description: targetId };
    });
  });
}

function toChoice(store: OrganizationStore, target: Target, type: PolicyType | undefined): Choice {
  const { id, name } = getTargetFacts(target);
  const slots = type === undefined ? undefined : getSlots(store, id, type);
  return {
    id,
    label: `$(${ICONS[target.kind]}) ${name}`,
    description: slots === undefined ? id : `${id} · ${slots}`,
    detail: getPathText(store.getPath(id)),
  };
}

/** The slots in use, where they are known: asking for each target would be hundreds of requests. */
function getSlots(store: OrganizationStore, targetId: string, type: PolicyType): string | undefined {
  const attached = store.getAttached(targetId, type);
  const allowed = getPolicyQuota(type)?.maxAttached;
  if (!attached || allowed === undefined) return undefined;
  return vscode.l10n.t("{0} of {1} {2} slots in use", attached.length, allowed, getPolicyTypeFacts(type).short);
}

/** The type of the policies, if they are all of one. */
function getType(store: OrganizationStore, policyIds: readonly string[]): PolicyType | undefined {
  const types = new Set(policyIds.map((policyId) => store.getPolicySummary(policyId)?.type));
  return types.size === 1 ? [...types][0] : undefined;
}

function getWhat(store: OrganizationStore, policyIds: readonly string[]): string {
  const [first] = policyIds;
  if (first === undefined) return vscode.l10n.t("a policy");
  return policyIds.length === 1
    ? vscode.l10n.t("“{0}”", store.getPolicySummary(first)?.name ?? first)
    : vscode.l10n.t("{0} policies", policyIds.length);
}
