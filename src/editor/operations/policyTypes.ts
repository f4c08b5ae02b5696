/** Switching policy types on and off, with what AWS does then said out loud. */
import * as vscode from "vscode";
import type { OrganizationStore } from "../../organization/store";
import { getPolicyTypeFacts, POLICY_TYPES, SERVICE_CONTROL_POLICY, type PolicyType } from "../../terms/policyTypes";
import { choose, type Choice } from "../changing/choose";
import { showInformation } from "../messages";
import { loadHeld } from "../plans/losses";
import type { PlanRequest } from "../plans/request";
import type { EditorServices } from "../services";
import { operate } from "./operate";

const { t } = vscode.l10n;

export function enablePolicyType(services: EditorServices): Promise<unknown> {
  return operate(services, async ({ store }) => {
    const [root] = await store.loadRoots();
    const enabled = store.getEnabledPolicyTypes();
    const types = POLICY_TYPES.filter(({ id }) => !enabled.includes(id));
    if (!root || types.length === 0) {
      showInformation(t("Every policy type known here is enabled."));
      return undefined;
    }
    const type = await choose(t("Enable a policy type"), t("Types not enabled at the root"), async () =>
      types.map(({ id, name }): Choice => ({ id, label: name, description: id })),
    );
    return type === undefined
      ? undefined
      : { steps: [{ kind: "enablePolicyType", rootId: root.id, policyType: type }], notes: getEnableNotes(type) };
  });
}

function getEnableNotes(type: PolicyType): readonly string[] {
  const { fullAccess } = getPolicyTypeFacts(type);
  return fullAccess === undefined
    ? [t("Nothing is in effect until a policy of the type is attached.")]
    : [t("AWS then attaches {0} to the root, every OU and every account.", fullAccess)];
}

export function disablePolicyType(services: EditorServices, given: PolicyType | undefined): Promise<unknown> {
  return operate(services, async ({ store }) => {
    await store.loadRoots();
    const type =
      given ??
      (await choose(t("Disable a policy type"), t("Types enabled at the root"), async () =>
        store.getEnabledPolicyTypes().map((id): Choice => ({ id, label: getPolicyTypeFacts(id).name })),
      ));
    return type === undefined ? undefined : loadDisabling(store, type);
  });
}

/** All attachments must be known before they are lost. */
async function loadDisabling(store: OrganizationStore, policyType: PolicyType): Promise<PlanRequest | undefined> {
  const [root] = store.getRoots() ?? [];
  const held = root && (await loadHeld(store, policyType));
  return (
    held && {
      steps: [{ kind: "disablePolicyType", rootId: root.id, policyType, ...held }],
      notes: getDisableNotes(policyType, held.attachments.length),
    }
  );
}

function getDisableNotes(type: PolicyType, attachments: number): readonly string[] {
  if (attachments === 0) return [t("No policy of the type is attached, so that nothing is lost.")];
  return [
    attachments === 1
      ? t("AWS detaches all policies of the type at once: 1 attachment. The policies themselves stay.")
      : t("AWS detaches all policies of the type at once: {0} attachments. The policies themselves stay.", attachments),
    ...(type === SERVICE_CONTROL_POLICY ? [t("From then on no SCP restricts any account.")] : []),
    t("Orgscope keeps the attachments in its journal: Undo enables the type again and attaches each one anew."),
  ];
}
