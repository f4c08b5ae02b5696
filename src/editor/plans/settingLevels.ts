/** A list that may be set for a person, a workspace and a folder. Values are whatever somebody wrote. */
export interface SettingLevels {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

/**
 * What all levels say together, so that a workspace may add and never take away. What a person sets replaces the
 * defaults: they may be wrong for an organization.
 */
export function uniteLevels<T>(levels: SettingLevels, isValid: (value: unknown) => value is T): readonly T[] {
  const { defaultValue, globalValue, workspaceValue, workspaceFolderValue } = levels;
  const own: unknown = Array.isArray(globalValue) ? globalValue : defaultValue;
  return [own, workspaceValue, workspaceFolderValue]
    .flatMap((values): readonly unknown[] => (Array.isArray(values) ? values : []))
    .filter(isValid);
}
