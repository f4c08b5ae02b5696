import * as vscode from "vscode";
import type { IconKey } from "./description";

type Icon = vscode.ThemeIcon | { readonly light: vscode.Uri; readonly dark: vscode.Uri };

export type GetIcon = (key: IconKey) => Icon;

/** Pictures of our own, in `media`, one file for each kind of theme. */
const OWN = ["root", "organizationalUnit", "account", "managementAccount", "suspendedAccount", "policy"] as const;

const CODICONS: Readonly<Record<Exclude<IconKey, (typeof OWN)[number]>, string>> = {
  invitations: "mail",
  invitation: "mail",
  policyType: "library",
  awsPolicy: "verified",
  notAttached: "circle-slash",
  nearLimit: "dashboard",
  tags: "tag",
  tag: "tag",
  targets: "target",
  delegatedServices: "extensions",
  contacts: "person",
  contact: "person",
  about: "info",
  id: "key",
  arn: "link",
  path: "list-tree",
  email: "mail",
  state: "pulse",
  date: "calendar",
  failed: "error",
  loading: "loading~spin",
  note: "info",
};

const COLORS: Partial<Record<IconKey, string>> = {
  failed: "list.errorForeground",
  note: "descriptionForeground",
};

/** Icons by key; made once, since a tree asks for thousands. */
export function createIcons(extensionUri: vscode.Uri): GetIcon {
  const icons = new Map<IconKey, Icon>();
  for (const key of OWN) {
    const file = (theme: string) => vscode.Uri.joinPath(extensionUri, "media", `${key}-${theme}.svg`);
    icons.set(key, { light: file("light"), dark: file("dark") });
  }
  for (const [key, name] of Object.entries(CODICONS) as [IconKey, string][]) {
    const color = COLORS[key];
    icons.set(key, new vscode.ThemeIcon(name, color ? new vscode.ThemeColor(color) : undefined));
  }
  return (key) => icons.get(key) ?? vscode.ThemeIcon.File;
}
