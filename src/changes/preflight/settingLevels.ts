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

/** What a person wrote at any level that is none of these, so that it protects nothing. */
export function listMisread(levels: SettingLevels, isValid: (value: unknown) => boolean): readonly unknown[] {
  const { globalValue, workspaceValue, workspaceFolderValue } = levels;
  return [globalValue, workspaceValue, workspaceFolderValue].flatMap((values): readonly unknown[] => {
    if (Array.isArray(values)) return values.filter((value) => !isValid(value));
    return values === undefined ? [] : [values];
  });
}
