import * as vscode from "vscode";
import type { SettingValues } from "./contributions";

/** The value of a setting; its default stands in the manifest. */
export function getSetting<K extends keyof SettingValues>(name: K): SettingValues[K] {
  return vscode.workspace.getConfiguration().get(name) as SettingValues[K];
}
