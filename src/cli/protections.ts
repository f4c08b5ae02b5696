import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DEFAULT_PROTECTIONS } from "../changes/preflight/defaults";
import type { Protections } from "../changes/preflight/facts";
import { PROTECTION_SETTINGS, readProtections } from "../changes/preflight/readProtections";
import { parseFolderSettings } from "../engine/folderSettings";
import { type CommandIo, UsageError } from "./command";

/** Where VS Code keeps a folder's settings. */
const OF_FOLDER = ".vscode/settings.json";

/** What VS Code's settings in this file protect, beside the defaults; those of the folder where none is named. */
export function loadProtections(named: string | undefined, io: CommandIo): Protections {
  const file = named ?? OF_FOLDER;
  const path = resolve(io.cwd, file);
  if (named === undefined && !existsSync(path)) return DEFAULT_PROTECTIONS;
  const settings = parseFolderSettings(readFileSync(path, "utf8"));
  if (!settings) throw new UsageError(`${file}: no settings of VS Code`);
  return readProtections((part) => ({
    defaultValue: DEFAULT_PROTECTIONS[part],
    workspaceValue: settings.get(PROTECTION_SETTINGS[part]),
  }));
}
