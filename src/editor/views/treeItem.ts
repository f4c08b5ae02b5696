/** From a row's description to VS Code's own item. */
import * as vscode from "vscode";
import { type CommandId, COMMANDS } from "../contributions";
import { getPolicyUri, getUrisOf } from "../documents/openPolicies";
import type { PolicyAddress } from "../documents/policyUri";
import { getBadgeUri } from "./badges";
import type { Description, Flag } from "./description";
import type { GetIcon } from "./icons";
import type { Element } from "./elements";
import type { Tooltip } from "./tooltip";

const STATES = {
  no: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
};

interface Drawing {
  readonly organizationId: string;
  /** As in `LeftRows`. */
  readonly isLeft: boolean;
  readonly clickCommand: CommandId;
  readonly getIcon: GetIcon;
}

export function toTreeItem(
  element: Element,
  description: Description,
  { organizationId, isLeft, clickCommand, getIcon }: Drawing,
): vscode.TreeItem {
  const item = new vscode.TreeItem(description.label, STATES[description.expands]);
  item.id = element.id;
  item.iconPath = getIcon(description.icon);
  item.contextValue = joinFlags(description.flags);
  item.accessibilityInformation = { label: description.spoken };
  if (description.description) item.description = description.description;
  if (description.badges?.length) item.resourceUri = getBadgeUri(element.id, description.badges);
  if (description.opens && !isLeft) {
    item.command = getOpenCommand(element, { organizationId, ...description.opens }, description.label);
  } else if (description.opens || description.expands === "no") {
    // With a command, a click opens no row that has others below it; of those VS Code tells when they open and close.
    item.command = { command: clickCommand, title: description.label };
  }
  return item;
}

/**
 * VS Code's own command, which alone is told how a row was opened: a click leaves the keyboard in the tree, so that F2 and
 * Delete mean the row; Enter and a double click take it to the text. What is open under an earlier name is left to our
 * command, which looks at the click whether it still is.
 */
function getOpenCommand(element: Element, address: PolicyAddress, name: string): vscode.Command {
  const title = vscode.l10n.t("Open Policy");
  const uri = getPolicyUri(address, name);
  const isOther = getUrisOf(address).some((open) => open.toString() !== uri.toString());
  return isOther
    ? { command: COMMANDS.openPolicy, title, arguments: [element] }
    : { command: "vscode.open", title, arguments: [uri] };
}

const joined = new WeakMap<readonly Flag[], string>();

/** Once for rows that share their list: opening an OU makes thousands at a time. */
function joinFlags(flags: readonly Flag[]): string {
  let text = joined.get(flags);
  if (text === undefined) joined.set(flags, (text = flags.join(";")));
  return text;
}

/** Names and values come from AWS: they are shown as text, never as Markdown. */
export function toMarkdown({ title, rows, notes }: Tooltip): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.appendMarkdown("**").appendText(title).appendMarkdown("**\n\n");
  for (const { label, value, isVerbatim } of rows) {
    markdown.appendText(`${label}: `);
    if (isVerbatim && !value.includes("`")) markdown.appendMarkdown(`\`${value}\``);
    else markdown.appendText(value);
    markdown.appendMarkdown("  \n");
  }
  for (const note of notes) markdown.appendMarkdown("\n").appendText(note).appendMarkdown("\n");
  return markdown;
}
