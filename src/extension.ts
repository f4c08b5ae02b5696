import type { ExtensionContext } from "vscode";
import { start } from "./editor/start";

export function activate(context: ExtensionContext): void {
  start(context);
}
