import * as vscode from "vscode";
import type { Protections } from "../../changes/preflight/facts";
import { PROTECTION_SETTINGS, readProtections } from "../../changes/preflight/readProtections";

/** What settings of person, machine, workspace and folder protect. */
export function getProtections(): Protections {
  return readProtections((part) => vscode.workspace.getConfiguration().inspect(PROTECTION_SETTINGS[part]) ?? {});
}
