/** Before anything is planned: is there an organization, and may it be changed? Answers with the remedy if not. */
import * as vscode from "vscode";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { showInformation, showRefusal } from "../messages";
import type { EditorServices } from "../services";

type Services = Pick<EditorServices, "connections">;

/** The session, or `undefined` after having said why there is none. */
export function getSessionOrExplain({ connections }: Services): Session | undefined {
  const session = connections.getSession();
  if (!session) {
    showRefusal(
      vscode.l10n.t("No organization is connected."),
      { title: vscode.l10n.t("Connect"), run: () => vscode.commands.executeCommand(COMMANDS.connect) },
      { title: vscode.l10n.t("Open Demo"), run: () => vscode.commands.executeCommand(COMMANDS.openDemo) },
    );
  }
  return session;
}

/** Whom AWS lets name accounts, and write whom it contacts (Account Management Reference Guide, delegated administrator). */
const ACCOUNT_MANAGEMENT = "account.amazonaws.com";

/** Says so to an account that administers services alone: AWS would refuse each change, one by one. */
function tellServiceAdministrator({ role, authority, caller }: Session): boolean {
  if (role !== "member" || authority.kind !== "serviceAdministrator") return false;
  if (authority.services.includes(ACCOUNT_MANAGEMENT)) return false;
  showRefusal(
    vscode.l10n.t(
      "Account {0} administers {1} for the organization: it reads policies, OUs and accounts, and AWS refuses it each change of them. Connect with the management account, or have its delegation policy name your account.",
      caller.accountId,
      authority.services.join(", "),
    ),
    { title: vscode.l10n.t("Connect"), run: () => vscode.commands.executeCommand(COMMANDS.connect) },
  );
  return true;
}

/** Whether changes of the organization may be planned; if not, says why, and what to do. */
export function canChangeOrganizationOrExplain(services: Services, session: Session, goOn: () => unknown): boolean {
  return !tellServiceAdministrator(session) && canChangeOrExplain(services, session, goOn);
}

/**
 * Whether changes may be planned, be it of the account's own matters alone, such as its answer to an invitation; if not,
 * says so and offers to enable them and `goOn`.
 */
export function canChangeOrExplain({ connections }: Services, session: Session, goOn: () => unknown): boolean {
  if (connections.getSession() === session && connections.canChange()) return true;
  if (connections.getSession() !== session) {
    showRefusal(vscode.l10n.t("The connection has changed since: nothing was sent."));
    return false;
  }
  showInformation(vscode.l10n.t("{0} is open read-only. Enable changes in this window to change it.", session.name), {
    title: vscode.l10n.t("Enable Changes"),
    async run() {
      await vscode.commands.executeCommand(COMMANDS.enableChanges);
      // AWS may have answered since for what was only restored: `goOn` sees to whether that is another organization.
      if (connections.canChange()) await goOn();
    },
  });
  return false;
}
