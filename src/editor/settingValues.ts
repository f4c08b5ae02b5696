/** The values of settings as they can be used: VS Code hands on what was written, of whatever type and size. */
import type { SettingValues } from "./contributions";

export function readTexts(written: unknown): readonly string[] {
  return Array.isArray(written) ? written.filter((value) => typeof value === "string") : [];
}

export type NumberSetting = {
  [K in keyof SettingValues]: SettingValues[K] extends number ? K : never;
}[keyof SettingValues];

interface NumberBounds {
  readonly defaultValue: number;
  readonly min: number;
  readonly max: number;
}

/** As in the manifest, to which VS Code holds nobody. */
export const NUMBERS: Readonly<Record<NumberSetting, NumberBounds>> = {
  "orgscope.changesTimeout": { defaultValue: 60, min: 1, max: 1440 },
  "orgscope.requestShare": { defaultValue: 50, min: 1, max: 100 },
  "orgscope.snapshots": { defaultValue: 100, min: 0, max: 10_000 },
};

/** The nearest whole number within the bounds; the default where none was written. */
export function readNumber(written: unknown, { defaultValue, min, max }: NumberBounds): number {
  if (typeof written !== "number" || Number.isNaN(written)) return defaultValue;
  return Math.min(max, Math.max(min, Math.floor(written)));
}
