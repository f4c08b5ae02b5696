/** Effective policies as read-only documents: what AWS made of everything on the account's path. */
import * as vscode from "vscode";
import { toTabName } from "../plainText";
import { OrganizationError, isOrganizationError } from "../../organization/errors";
import { formatJson } from "../../policy/format";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import type { Session } from "../connection/session";
import { showInformation } from "../messages";
import type { EditorServices } from "../services";
import { mayBeRead } from "../views/loadPart";
import { getTargetFacts } from "../targets";

export const EFFECTIVE_SCHEME = "orgscope-effective";

interface EffectiveAddress {
  readonly organizationId: string;
  readonly accountId: string;
  readonly type: PolicyType;
}

/** `orgscope-effective:/<organization id>/<account id>/<policy type>/<title>.json` */
export async function openEffectiveText(session: Session, accountId: string, type: PolicyType): Promise<void> {
  const { store, organizationId } = session;
  const target = store.getTarget(accountId);
  const account = target ? getTargetFacts(target).name : accountId;
  const { one } = getPolicyTypeFacts(type);
  store.refresh([{ part: "effective", accountId, type }]);
  try {
    await store.loadEffectivePolicy(accountId, type);
  } catch (error) {
    if (!isOrganizationError(error, "notFound")) throw error;
    showInformation(vscode.l10n.t("{0} has no effective {1}: none is attached or inherited.", account, one));
    return;
  }
  const title = toTabName(vscode.l10n.t("{0}, effective {1}", account, one));
  const path = `/${organizationId}/${accountId}/${type}/${title}.json`;
  await vscode.window.showTextDocument(vscode.Uri.from({ scheme: EFFECTIVE_SCHEME, path }));
}

/** The texts, and a line above each that says when AWS last computed it. */
export function registerEffectivePolicies({ connections }: Pick<EditorServices, "connections">): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let store: { dispose(): void } | undefined;
  /** A text stays in its tab, and is read again with the rest: after a write, a refresh, or when it is asked for anew. */
  const follow = (): void => {
    store?.dispose();
    const session = connections.getSession();
    store = session?.store.onDidChange(({ parts }) => {
      const read = parts.filter((part) => part.part === "effective").filter((part) => mayBeRead(session.store, [part]));
      for (const { uri } of read.length > 0 ? vscode.workspace.textDocuments : []) {
        if (uri.scheme !== EFFECTIVE_SCHEME) continue;
        const { organizationId, accountId, type } = parse(uri);
        if (organizationId !== session.organizationId) continue;
        if (read.some((part) => part.accountId === accountId && part.type === type)) changed.fire(uri);
      }
    });
  };
  follow();
  return vscode.Disposable.from(
    changed,
    { dispose: () => store?.dispose() },
    connections.onDidChange(follow),
    vscode.workspace.registerTextDocumentContentProvider(EFFECTIVE_SCHEME, {
      onDidChange: changed.event,
      async provideTextDocumentContent(uri) {
        const { accountId, type, organizationId } = parse(uri);
        const session = connections.getSession();
        if (session?.organizationId !== organizationId) {
          throw new OrganizationError(
            "unavailable",
            vscode.l10n.t("Connect to organization {0} first.", organizationId),
          );
        }
        return formatJson((await session.store.loadEffectivePolicy(accountId, type)).policyContent);
      },
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme: EFFECTIVE_SCHEME },
      {
        provideCodeLenses(document) {
          const { accountId, type } = parse(document.uri);
          const policy = connections.getSession()?.store.getEffectivePolicy(accountId, type);
          if (!policy) return [];
          const when = new Date(policy.lastUpdatedTimestamp).toLocaleString(vscode.env.language);
          const title = vscode.l10n.t("In effect for account {0}, last updated {1}", accountId, when);
          return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command: "" })];
        },
      },
    ),
  );
}

function parse({ path }: vscode.Uri): EffectiveAddress {
  const [, organizationId = "", accountId = "", type = ""] = path.split("/");
  return { organizationId, accountId, type };
}
