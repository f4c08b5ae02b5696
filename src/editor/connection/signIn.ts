import { homedir } from "node:os";
import * as vscode from "vscode";
import type { ConnectionChoice } from "./session";

/** The profile that a choice signs in with. */
export function getProfileName(choice: ConnectionChoice): string | undefined {
  return choice.kind === "profile" || choice.kind === "endpoint" ? choice.profile : undefined;
}

/**
 * Runs `aws sso login` in a terminal, without a shell, so that no name of a profile is ever read as a command.
 * Resolves when it has ended: with its exit code, `undefined` where the person closed it.
 */
export async function signIn(profile: string): Promise<number | undefined> {
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t("AWS sign-in: {0}", profile),
    shellPath: "aws",
    shellArgs: ["sso", "login", "--profile", profile],
    iconPath: new vscode.ThemeIcon("sign-in"),
    isTransient: true,
    // Never a workspace's folder: where aws is not on the PATH, one that lies there would be run.
    cwd: homedir(),
  });
  terminal.show();
  return new Promise((resolve) => {
    const subscription = vscode.window.onDidCloseTerminal((closed) => {
      if (closed !== terminal) return;
      subscription.dispose();
      resolve(closed.exitStatus?.code);
    });
  });
}
