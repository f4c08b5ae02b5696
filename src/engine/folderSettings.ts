import { type ParseError, parse } from "jsonc-parser";

/** The settings in a settings file of VS Code, by name; `undefined` where it holds none. */
export function parseFolderSettings(text: string): ReadonlyMap<string, unknown> | undefined {
  // What VS Code leaves behind when the last setting is reset.
  if (text.trim() === "") return new Map();
  const errors: ParseError[] = [];
  const settings: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || typeof settings !== "object" || settings === null || Array.isArray(settings)) {
    return undefined;
  }
  return new Map(Object.entries(settings));
}
