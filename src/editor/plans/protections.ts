import * as vscode from "vscode";
import type { MustKeep, Protections } from "../../changes/preflight/facts";
import { SETTINGS, type SettingValues } from "../contributions";

/**
 * What settings protect. Each is the union of what person, machine, workspace and folder say, so that a workspace may
 * add protections and never takes one away.
 */
export function getProtections(): Protections {
  return {
    protectedTargets: unite(SETTINGS.protectedTargets),
    managedElsewhere: unite(SETTINGS.managedElsewhere),
    mustKeep: unite(SETTINGS.mustKeep).filter(isMustKeep),
  };
}

type ListSetting = {
  [K in keyof SettingValues]: SettingValues[K] extends readonly unknown[] ? K : never;
}[keyof SettingValues];

function unite<K extends ListSetting>(name: K): SettingValues[K][number][] {
  const found = vscode.workspace.getConfiguration().inspect<SettingValues[K][number][]>(name);
  if (!found) return [];
  // What a person sets replaces the defaults: they may be wrong for an organization.
  const own = found.globalValue ?? found.defaultValue;
  return [own, found.workspaceValue, found.workspaceFolderValue].flatMap((values) =>
    Array.isArray(values) ? values : [],
  );
}

/** A workspace's settings are anybody's. */
function isMustKeep(value: unknown): value is MustKeep {
  if (typeof value !== "object" || value === null) return false;
  const { principal, actions } = value as Partial<MustKeep>;
  return typeof principal === "string" && Array.isArray(actions) && actions.every((one) => typeof one === "string");
}
