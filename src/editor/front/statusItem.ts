import * as vscode from "vscode";
import { COMMANDS } from "../contributions";

const { t } = vscode.l10n;

/** The place of the connection, on the left; a click switches. So it looks while there is none. */
export function createStatusItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem("orgscope.connection", vscode.StatusBarAlignment.Left, 10);
  item.name = "Orgscope";
  item.command = COMMANDS.connect;
  item.text = "$(organization) Orgscope";
  item.tooltip = t("Click to switch the connection");
  item.accessibilityInformation = { label: t("Orgscope: {0}. Switch the connection", "Orgscope"), role: "button" };
  item.show();
  return item;
}
