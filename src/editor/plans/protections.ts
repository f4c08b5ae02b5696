import * as vscode from "vscode";
import type { MustKeep, Protections } from "../../changes/preflight/facts";
import { SETTINGS } from "../contributions";
import { uniteLevels } from "./settingLevels";

/**
 * What settings protect. Each is the union of what person, machine, workspace and folder say, so that a workspace may
 * add protections and never takes one away.
 */
export function getProtections(): Protections {
  const read = <T>(name: string, isValid: (value: unknown) => value is T) =>
    uniteLevels(vscode.workspace.getConfiguration().inspect(name) ?? {}, isValid);
  return {
    protectedTargets: read(SETTINGS.protectedTargets, isText),
    managedElsewhere: read(SETTINGS.managedElsewhere, isManaged),
    mustKeep: read(SETTINGS.mustKeep, isMustKeep),
  };
}

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
  if (policyType !== undefined && !isText(policyType)) return false;
  return isText(principal) && areTexts(actions) && (targets === undefined || areTexts(targets));
}
