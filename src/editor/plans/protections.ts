import * as vscode from "vscode";
import type { MustKeep, Protections } from "../../changes/preflight/facts";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { SETTINGS } from "../contributions";
import { listMisread, uniteLevels } from "./settingLevels";

/**
 * What settings protect. Each is the union of what person, machine, workspace and folder say, so that a workspace may
 * add protections and never takes one away.
 */
export function getProtections(): Protections {
  const misread: { setting: string; entry: string }[] = [];
  const read = <T>(setting: string, isValid: (value: unknown) => value is T) => {
    const levels = vscode.workspace.getConfiguration().inspect(setting) ?? {};
    const entries = listMisread(levels, isValid).map((entry) => JSON.stringify(entry).slice(0, SHOWN));
    misread.push(...entries.map((entry) => ({ setting, entry })));
    return uniteLevels(levels, isValid);
  };
  return {
    protectedTargets: read(SETTINGS.protectedTargets, isText),
    managedElsewhere: read(SETTINGS.managedElsewhere, isManaged),
    mustKeep: read(SETTINGS.mustKeep, isMustKeep),
    misread,
  };
}

/** Characters of an entry that tell which one it is. */
const SHOWN = 120;

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isManaged(value: unknown): value is Protections["managedElsewhere"][number] {
  if (typeof value !== "object" || value === null) return false;
  const { name, owner } = value as Partial<Protections["managedElsewhere"][number]>;
  return isText(name) && isText(owner);
}

function isMustKeep(value: unknown): value is MustKeep {
  if (typeof value !== "object" || value === null) return false;
  const { principal, actions, targets, policyType } = value as Partial<MustKeep>;
  const areTexts = (list: unknown) => Array.isArray(list) && list.every(isText);
  if (policyType !== undefined && policyType !== SERVICE_CONTROL_POLICY && policyType !== RESOURCE_CONTROL_POLICY)
    return false;
  return isText(principal) && areTexts(actions) && (targets === undefined || areTexts(targets));
}
