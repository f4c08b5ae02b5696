/** The commands that attach and detach. */
import * as vscode from "vscode";
import { COMMANDS } from "../contributions";
import type { EditorServices } from "../services";
import { attachPolicy } from "./attach";
import { detachPolicy } from "./detach";

export function registerChanging(services: EditorServices): vscode.Disposable {
  const { registry, getSubjects } = services;
  return vscode.Disposable.from(
    registry.register(COMMANDS.attachPolicy, vscode.l10n.t("Attaching the policy failed"), (...args) =>
      attachPolicy(services, getSubjects(args)),
    ),
    registry.register(COMMANDS.detachPolicy, vscode.l10n.t("Detaching the policy failed"), (...args) =>
      detachPolicy(services, getSubjects(args)),
    ),
  );
}
