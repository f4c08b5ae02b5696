import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { MustKeep, Protections } from "./facts";
import { listMisread, type SettingLevels, uniteLevels } from "./settingLevels";

/** The settings that protect something, by the part of the protections that they make up. */
export const PROTECTION_SETTINGS = {
  protectedTargets: "orgscope.protectedTargets",
  managedElsewhere: "orgscope.managedElsewhere",
  mustKeep: "orgscope.mustKeep",
} as const;

type Part = keyof typeof PROTECTION_SETTINGS;

/**
 * What settings protect. Each is the union of what its levels say, so that a workspace may add protections and never
 * takes one away.
 */
export function readProtections(getLevels: (part: Part) => SettingLevels): Protections {
  const misread: { setting: string; entry: string }[] = [];
  const read = <T>(part: Part, isValid: (value: unknown) => value is T) => {
    const levels = getLevels(part);
    const entries = listMisread(levels, isValid).map((entry) => JSON.stringify(entry).slice(0, SHOWN));
    misread.push(...entries.map((entry) => ({ setting: PROTECTION_SETTINGS[part], entry })));
    return uniteLevels(levels, isValid);
  };
  return {
    protectedTargets: read("protectedTargets", isText),
    managedElsewhere: read("managedElsewhere", isManaged),
    mustKeep: read("mustKeep", isMustKeep),
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
