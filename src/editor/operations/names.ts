/** *Rename…* and *Delete…*: whatever has a name of its own, by one command each. */
import * as vscode from "vscode";
import { detachPolicy } from "../changing/detach";
import { showRefusal } from "../messages";
import { pickPolicy, pickTarget } from "../picks";
import type { EditorServices } from "../services";
import { getPolicyIds, getTargetIds, type Subject } from "../subject";
import { renameAccount } from "./accounts";
import { operate } from "./operate";
import { deletePolicies, renamePolicy } from "./policies";
import { deleteUnit, renameUnit } from "./structure";

const { t } = vscode.l10n;

export function rename(services: EditorServices, subjects: readonly Subject[]): Promise<unknown> {
  return operate(services, async (session) => {
    const [policyId] = getPolicyIds(subjects);
    if (policyId !== undefined) return renamePolicy(session, policyId);
    const targetId =
      getTargetIds(subjects)[0] ??
      (await pickTarget(session, t("Rename which OU or account?"), { kinds: ["organizationalUnit", "account"] }));
    const target = targetId === undefined ? undefined : session.store.getTarget(targetId);
    switch (target?.kind) {
      case "organizationalUnit":
        return renameUnit(session, target.organizationalUnit);
      case "account":
        return renameAccount(target.account);
      case "root":
        showRefusal(t("AWS does not let a root be renamed."));
        return undefined;
      case undefined:
        return undefined;
    }
  });
}

/** An attachment is not the policy: to delete its row is to detach it there. */
export function deleteSelected(services: EditorServices, subjects: readonly Subject[]): Promise<unknown> {
  if (subjects.some((subject) => subject.kind === "policy" && subject.targetId !== undefined)) {
    return detachPolicy(services, subjects);
  }
  return operate(services, async (session) => {
    const policyIds = getPolicyIds(subjects);
    const targets = getTargetIds(subjects).map((id) => session.store.getTarget(id));
    if (targets.length === 0) {
      const policyId = policyIds[0] ?? (await pickPolicy(session, t("Delete which policy?")));
      return policyId === undefined
        ? undefined
        : deletePolicies(session, policyIds.length > 0 ? policyIds : [policyId]);
    }
    const [target, ...more] = targets;
    if (target?.kind === "organizationalUnit" && more.length === 0) {
      return deleteUnit(session, target.organizationalUnit);
    }
    showRefusal(
      target?.kind === "account"
        ? t("An account is not deleted: close it, or remove it from the organization.")
        : t("Select policies, or one OU, to delete."),
    );
    return undefined;
  });
}
