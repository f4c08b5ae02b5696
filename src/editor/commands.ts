/** Registering: every command passes through this wrapper, which logs and shows its failure. */
import * as vscode from "vscode";
import { isLostRows } from "./clickedRows";
import { COMMANDS, type CommandId } from "./contributions";
import { isCancellation, showError, showInformation } from "./messages";

export interface CommandRegistry {
  /** Registers a command of the manifest; `what` names it in an error: "Attaching the policy failed". */
  register(id: CommandId, what: string, run: (...args: readonly unknown[]) => unknown): vscode.Disposable;
}

export function createCommandRegistry(log: vscode.LogOutputChannel): CommandRegistry {
  return {
    register: (id, what, run) =>
      vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
        try {
          return await run(...args);
        } catch (error) {
          if (isCancellation(error)) return undefined;
          if (isLostRows(error)) {
            showInformation(
              vscode.l10n.t("What you chose was just being read anew: nothing was done. Choose it again."),
            );
            return undefined;
          }
          log.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
          showError(what, error, {
            title: vscode.l10n.t("Show Log"),
            run: () => vscode.commands.executeCommand(COMMANDS.showLog),
          });
          return undefined;
        }
      }),
  };
}
