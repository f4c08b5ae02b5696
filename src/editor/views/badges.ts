/** Marks at the end of rows. A row's `resourceUri` carries its badges, so that they change exactly when the row does. */
import * as vscode from "vscode";
import type { Badge } from "./description";

const SCHEME = "orgscope-row";

const COLORS: Readonly<Record<Badge["tone"], string | undefined>> = {
  plain: undefined,
  muted: "disabledForeground",
  warning: "list.warningForeground",
};

/** VS Code shows two characters. */
const MAX_LETTERS = 2;

export function getBadgeUri(rowId: string, badges: readonly Badge[]): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${rowId}`, query: JSON.stringify(badges) });
}

export function registerBadges(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration(uri) {
      if (uri.scheme !== SCHEME) return undefined;
      const badges = JSON.parse(uri.query) as readonly Badge[];
      const color = badges.map(({ tone }) => COLORS[tone]).find((name) => name !== undefined);
      return new vscode.FileDecoration(
        badges
          .map(({ letter }) => letter)
          .join("")
          .slice(0, MAX_LETTERS),
        badges.map(({ text }) => text).join(", "),
        color ? new vscode.ThemeColor(color) : undefined,
      );
    },
  });
}
