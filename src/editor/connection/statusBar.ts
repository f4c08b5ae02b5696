import * as vscode from "vscode";
import type { Connections, ConnectionState, Session } from "./session";
import {
  getEndpointHost,
  getLook,
  getModeText,
  getRoleText,
  getSessionRows,
  hasExpired,
  type SessionLook,
} from "./sessionText";

const { t } = vscode.l10n;

/** Milliseconds. */
const MINUTE = 60_000;

/** Each kind of connection looks different, so that nobody takes production for the demo. */
const LOOKS: Readonly<Record<SessionLook, { readonly icon: string; readonly background?: string }>> = {
  none: { icon: "$(organization)" },
  connecting: { icon: "$(sync~spin)" },
  failed: { icon: "$(error)", background: "statusBarItem.errorBackground" },
  demo: { icon: "$(beaker)" },
  copy: { icon: "$(beaker)" },
  file: { icon: "$(file)" },
  restored: { icon: "$(sync~spin)" },
  endpoint: { icon: "$(server)" },
  endpointChanging: { icon: "$(server) $(unlock)" },
  readOnly: { icon: "$(lock)" },
  changing: { icon: "$(unlock)", background: "statusBarItem.warningBackground" },
};

/** Shows the connection. */
export function followStatus(item: vscode.StatusBarItem, connections: Connections): vscode.Disposable {
  function update(): void {
    const state = connections.getState();
    const canChange = connections.canChange();
    const { icon, background } = LOOKS[getLook(state, canChange)];
    const text = getText(state, canChange);
    item.text = `${icon} ${text}`;
    item.backgroundColor = background ? new vscode.ThemeColor(background) : undefined;
    item.tooltip = getTooltip(state, canChange);
    item.accessibilityInformation = { label: t("Orgscope: {0}. Switch the connection", text), role: "button" };
  }

  update();
  // Credentials expire, and are renewed, without telling.
  const timer = setInterval(() => {
    if (connections.getSession()?.credentials?.getExpiration() !== undefined) update();
  }, MINUTE);
  return vscode.Disposable.from(
    connections.onDidChange(update),
    connections.onDidChangeCanChange(update),
    new vscode.Disposable(() => clearInterval(timer)),
  );
}

function getText(state: ConnectionState, canChange: boolean): string {
  switch (state.state) {
    case "disconnected":
      return "Orgscope";
    case "connecting":
      return t("Connecting…");
    case "failed":
      return t("Orgscope: not connected");
    case "restored":
      return state.error ? t("{0}: not connected", state.session.name) : t("{0}: connecting…", state.session.name);
    case "connected":
      return getSessionText(state.session, canChange);
  }
}

/**
 * `Demo organization`, or `audit · read-only · 111122223333 · management account`: VS Code cuts off what is wider than
 * 40 % of the window.
 */
function getSessionText(session: Session, canChange: boolean): string {
  const { name, role, caller, customEndpoint } = session;
  if (role === "demo" || role === "copy") return name;
  if (role === "file") return t("{0} · file, read-only", name);
  const host = customEndpoint === undefined ? undefined : getEndpointHost(customEndpoint);
  const endpoint = host === undefined || host === name ? undefined : host;
  const expired = hasExpired(session, Date.now()) ? t("credentials expired") : undefined;
  return [name, expired, endpoint, getModeText(canChange, t), caller.accountId, getRoleText(session, t)]
    .filter(Boolean)
    .join(" · ");
}

function getTooltip(state: ConnectionState, canChange: boolean): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  if (state.state === "failed") {
    tooltip.appendText(state.error.message);
  } else if (state.state === "connected" || state.state === "restored") {
    if (state.state === "restored" && state.error) tooltip.appendText(state.error.message).appendMarkdown("  \n");
    for (const { label, value } of getSessionRows(state.session, canChange, t)) {
      tooltip.appendText(`${label}: ${value}`).appendMarkdown("  \n");
    }
    if (vscode.env.remoteName) {
      tooltip.appendText(t("Credentials are those of the remote machine ({0})", vscode.env.remoteName));
    }
  }
  return tooltip.appendMarkdown("\n\n").appendText(t("Click to switch the connection"));
}
