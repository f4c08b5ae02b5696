import * as vscode from "vscode";
import { isOrganizationError } from "../../organization/errors";
import { COMMANDS } from "../contributions";
import { showRefusal } from "../messages";
import type { Session } from "./session";

/** Where AWS refused a question that was asked on demand: says what it takes. Throws any other error on. */
export function showMissingPermission(
  error: unknown,
  { caller }: Session,
  service: string,
  ...actions: readonly string[]
): void {
  if (!isOrganizationError(error, "denied")) throw error;
  const { t } = vscode.l10n;
  showRefusal(t("{0} may not be asked as {1}: that takes {2}.", service, caller.arn, actions.join(", ")), {
    title: t("Show Permissions"),
    run: () => vscode.commands.executeCommand(COMMANDS.showPermissions),
  });
}
