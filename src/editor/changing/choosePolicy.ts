/** Which policy to attach to a target, or to detach from it: by type, with the slots in use. */
import * as vscode from "vscode";
import type { PolicySummary } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";
import { RCP_FULL_AWS_ACCESS, getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import { getPolicyQuota } from "../../terms/quotas";
import { chooseSome, type Choice } from "./choose";
import { loadTargetName } from "./targetName";

/** The policies of every enabled type. What is attached to all the targets already is marked, and explained when chosen. */
export async function choosePoliciesToAttach(
  store: OrganizationStore,
  targetIds: readonly string[],
): Promise<readonly string[]> {
  const where = await getWhere(store, targetIds);
  return chooseSome(
    vscode.l10n.t("Attach a policy to {0}", where),
    vscode.l10n.t("Name, ID or description of the policy"),
    async () => {
      const types = await loadEnabledTypes(store);
      return (await Promise.all(types.map((type) => loadChoices(store, targetIds, type, where)))).flat();
    },
  );
}

/** The policies attached to any of the targets that AWS lets be detached. */
export async function choosePoliciesToDetach(
  store: OrganizationStore,
  targetIds: readonly string[],
): Promise<readonly string[]> {
  const where = await getWhere(store, targetIds);
  return chooseSome(
    vscode.l10n.t("Detach a policy from {0}", where),
    vscode.l10n.t("Name or ID of the policy"),
    async () => {
      const types = await loadEnabledTypes(store);
      const choices = await Promise.all(
        types.map(async (type): Promise<readonly Choice[]> => {
          const lists = await Promise.all(targetIds.map((targetId) => store.loadAttached(targetId, type)));
          const attached = new Map(lists.flat().map((policy) => [policy.id, policy]));
          const offered = [...attached.values()].filter(({ id }) => id !== RCP_FULL_AWS_ACCESS);
          if (offered.length === 0) return [];
          const used = Math.max(...lists.map((list) => list.length));
          return [getSeparator(type, used), ...offered.map((policy) => toChoice(policy))];
        }),
      );
      return choices.flat();
    },
  );
}

async function loadChoices(
  store: OrganizationStore,
  targetIds: readonly string[],
  type: PolicyType,
  where: string,
): Promise<readonly Choice[]> {
  const [policies, ...lists] = await Promise.all([
    store.loadPolicies(type),
    ...targetIds.map((targetId) => store.loadAttached(targetId, type)),
  ]);
  const isAttached = ({ id }: PolicySummary) => lists.every((list) => list.some((policy) => policy.id === id));
  const offered = policies.filter((policy) => policy.id !== RCP_FULL_AWS_ACCESS && !isAttached(policy));
  const attached = policies.filter((policy) => policy.id !== RCP_FULL_AWS_ACCESS && isAttached(policy));
  return [
    getSeparator(type, Math.max(0, ...lists.map((list) => list.length))),
    ...offered.map((policy) => toChoice(policy)),
    ...attached.map((policy) => ({
      ...toChoice(policy),
      label: `$(check) ${policy.name}`,
      description: vscode.l10n.t("attached already · {0}", policy.id),
      refusal: vscode.l10n.t("“{0}” is attached to {1} already", policy.name, where),
    })),
  ];
}

async function loadEnabledTypes(store: OrganizationStore): Promise<readonly PolicyType[]> {
  await store.loadRoots();
  return store.getEnabledPolicyTypes();
}

async function getWhere(store: OrganizationStore, targetIds: readonly string[]): Promise<string> {
  const [first] = targetIds;
  return targetIds.length === 1 && first !== undefined
    ? loadTargetName(store, first)
    : vscode.l10n.t("{0} targets", targetIds.length);
}

function toChoice({ id, name, description }: PolicySummary): Choice {
  return { id, label: `$(shield) ${name}`, description: id, ...(description && { detail: description }) };
}

function getSeparator(type: PolicyType, used: number): Choice {
  const { name } = getPolicyTypeFacts(type);
  const allowed = getPolicyQuota(type)?.maxAttached;
  return {
    kind: vscode.QuickPickItemKind.Separator,
    label:
      allowed === undefined
        ? vscode.l10n.t("{0} · {1} attached", name, used)
        : vscode.l10n.t("{0} · {1} of {2} slots in use", name, used, allowed),
  };
}
