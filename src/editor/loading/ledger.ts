/** *Show Requests*: the ledger of this connection's requests as a document that follows what happens. */
import * as vscode from "vscode";
import type { Session } from "../connection/session";
import { refuseWithoutSession } from "../commands/connecting";
import { COMMANDS } from "../contributions";
import type { EditorServices } from "../services";
import { getLedgerText } from "./loadText";

const SCHEME = "orgscope-requests";
const URI = vscode.Uri.from({ scheme: SCHEME, path: "/Requests" });
/** Milliseconds between looks at the ledger while it can be seen. */
const PERIOD = 1_000;

export function registerLedger({
  registry,
  connections,
}: Pick<EditorServices, "registry" | "connections">): vscode.Disposable {
  const changes = new vscode.EventEmitter<vscode.Uri>();
  let timer: NodeJS.Timeout | undefined;
  let shown = "";

  function getText(session: Session | undefined): string {
    if (!session) return vscode.l10n.t("Not connected.");
    const { loading, name, organizationId } = session;
    const title = `${name} (${organizationId})`;
    const counts = loading.getRequestCounts();
    const { language } = vscode.env;
    return getLedgerText(title, counts, loading.getState(), loading.share, language, vscode.l10n.t);
  }

  function refresh(): void {
    if (getText(connections.getSession()) !== shown) changes.fire(URI);
  }

  /** Looks at it regularly, but only while somebody else can too. */
  function follow(): void {
    const isVisible = vscode.window.visibleTextEditors.some(({ document }) => document.uri.scheme === SCHEME);
    if (isVisible) timer ??= setInterval(refresh, PERIOD);
    else {
      clearInterval(timer);
      timer = undefined;
    }
  }

  return vscode.Disposable.from(
    changes,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changes.event,
      provideTextDocumentContent: () => (shown = getText(connections.getSession())),
    }),
    vscode.window.onDidChangeVisibleTextEditors(follow),
    registry.register(COMMANDS.showRequests, vscode.l10n.t("The requests could not be shown"), async () => {
      if (!connections.getSession()) return refuseWithoutSession();
      refresh();
      await vscode.window.showTextDocument(URI);
      follow();
    }),
    { dispose: () => clearInterval(timer) },
  );
}
