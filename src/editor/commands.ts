/** The commands: all stand at once, load what runs them with their first use, and have their failures logged and shown. */
import * as vscode from "vscode";
import { isLostRows } from "./clickedRows";
import { COMMANDS, COMMANDS_OF, type CommandId, type PartName } from "./contributions";
import { isCancellation, showError, showInformation } from "./messages";

type Run = (...args: readonly unknown[]) => unknown;

export interface CommandRegistry {
  /** Makes VS Code know every command. */
  stand(): void;
  /** What a command of the manifest does; `what` names it in an error: "Attaching the policy failed". */
  register(id: CommandId, what: string, run: Run): vscode.Disposable;
  /** How many times a command was called, whatever became of it. */
  countCalls(): number;
}

/** `loadPart` resolves once the part has registered its commands here. */
export function createCommandRegistry(
  log: vscode.LogOutputChannel,
  loadPart: (part: PartName) => Promise<unknown>,
): CommandRegistry & vscode.Disposable {
  const commands = new Map<CommandId, { readonly what: string; readonly run: Run }>();
  let calls = 0;

  async function load(part: PartName, id: CommandId) {
    if (!commands.has(id)) await loadPart(part);
    const command = commands.get(id);
    if (!command) throw new Error(`Nothing runs ${id}`);
    return command;
  }

  async function call(part: PartName, id: CommandId, args: readonly unknown[]): Promise<unknown> {
    calls += 1;
    let what = vscode.l10n.t("A part of Orgscope could not be loaded");
    try {
      const command = await load(part, id);
      what = command.what;
      return await command.run(...args);
    } catch (error) {
      if (isLostRows(error)) {
        showInformation(vscode.l10n.t("What you chose was just being read anew: nothing was done. Choose it again."));
        return undefined;
      }
      if (!isCancellation(error)) {
        log.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
      showError(what, error, {
        title: vscode.l10n.t("Show Log"),
        run: () => vscode.commands.executeCommand(COMMANDS.showLog),
      });
      return undefined;
    }
  }

  const standing: vscode.Disposable[] = [];
  return {
    stand() {
      for (const part of Object.keys(COMMANDS_OF) as PartName[])
        for (const id of Object.values<CommandId>(COMMANDS_OF[part]))
          standing.push(vscode.commands.registerCommand(id, (...args) => call(part, id, args)));
    },
    register(id, what, run) {
      commands.set(id, { what, run });
      return new vscode.Disposable(() => commands.delete(id));
    },
    countCalls: () => calls,
    dispose: () => vscode.Disposable.from(...standing).dispose(),
  };
}
