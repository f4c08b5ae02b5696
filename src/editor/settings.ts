import * as vscode from "vscode";
import type { SettingValues } from "./contributions";
import { NUMBERS, readNumber, type NumberSetting } from "./settingValues";

type OtherSetting = Exclude<keyof SettingValues, NumberSetting>;

/** The value of a setting; its default stands in the manifest. */
export function getSetting<K extends OtherSetting>(name: K): SettingValues[K] {
  return vscode.workspace.getConfiguration().get(name) as SettingValues[K];
}

export function getNumberSetting(name: NumberSetting): number {
  return readNumber(vscode.workspace.getConfiguration().get(name), NUMBERS[name]);
}
