/** What a comparison can start from and go to: policies of the organization, open editors, files. */
import * as vscode from "vscode";
import type { Session } from "../connection/session";
import { comparePolicyTypes, getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import type { PolicySummary } from "../../organization/model";
import { getDeclaredPolicyType } from "../../policy/policyType";
import { choose, type Choice } from "../changing/choose";
import { POLICY_LANGUAGE_ID, POLICY_SCHEME } from "../contributions";
import type { Side } from "./comparison";
import { getNameInPath } from "./policyUri";
import { parsePolicyUri } from "./openPolicies";

export function toPolicySide(organizationId: string, { id, name, type }: PolicySummary): Side {
  return {
    text: { kind: "policy", organizationId, type, policyId: id },
    name,
    kind: getPolicyTypeFacts(type).kind,
  };
}

export function toDocumentSide(uri: vscode.Uri): Side {
  const type = getTypeOf(uri);
  return {
    text: { kind: "document", uri: uri.toString() },
    name: uri.scheme === POLICY_SCHEME ? getNameInPath(uri.path) : uri.path.slice(uri.path.lastIndexOf("/") + 1),
    kind: type ? getPolicyTypeFacts(type).kind : "scp",
  };
}

/** The policy type that a document's address or name tells. */
export function getTypeOf(uri: vscode.Uri): PolicyType | undefined {
  return parsePolicyUri(uri)?.type ?? getDeclaredPolicyType(uri.path);
}

export function getActivePolicyDocument(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && isPolicyDocument(document) ? document.uri : undefined;
}

const BROWSE = "browse";

/** Asks for the other side: an open editor, a policy (of `type` first) or a file. */
export async function chooseSide(
  session: Session | undefined,
  title: string,
  type: PolicyType | undefined,
): Promise<Side | undefined> {
  const sides = new Map<string, Side>();
  const id = await choose(title, vscode.l10n.t("An open editor, a policy or a file"), async () => {
    const editors = getOpenDocuments().map((document): Choice => {
      const key = document.uri.toString();
      const side = toDocumentSide(document.uri);
      sides.set(key, side);
      return { id: key, label: `$(edit) ${side.name}`, description: describeDocument(document) };
    });
    const policies = session ? await loadPolicies(session, type, sides) : [];
    return [
      ...(editors.length > 0 ? [toSeparator(vscode.l10n.t("Open editors")), ...editors] : []),
      ...policies,
      toSeparator(vscode.l10n.t("Files")),
      { id: BROWSE, label: `$(folder-opened) ${vscode.l10n.t("Choose a file…")}` },
    ];
  });
  return id === BROWSE ? chooseFile() : sides.get(id ?? "");
}

async function loadPolicies(
  { store, organizationId }: Session,
  first: PolicyType | undefined,
  sides: Map<string, Side>,
): Promise<readonly Choice[]> {
  await store.loadRoots();
  const rank = (type: PolicyType) => (type === first ? 0 : 1);
  const types = store.getEnabledPolicyTypes().toSorted((a, b) => rank(a) - rank(b) || comparePolicyTypes(a, b));
  const lists = await Promise.all(types.map((type) => store.loadPolicies(type)));
  return types.flatMap((type, index) => [
    toSeparator(getPolicyTypeFacts(type).name),
    ...(lists[index] ?? []).map((policy): Choice => {
      sides.set(policy.id, toPolicySide(organizationId, policy));
      return { id: policy.id, label: `$(shield) ${policy.name}`, description: policy.id };
    }),
  ]);
}

async function chooseFile(): Promise<Side | undefined> {
  const files = await vscode.window.showOpenDialog({
    canSelectMany: false,
    filters: { [vscode.l10n.t("Policies")]: ["json", "jsonc"] },
  });
  return files?.[0] && toDocumentSide(files[0]);
}

function getOpenDocuments(): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter((document) => !document.isClosed && isPolicyDocument(document));
}

function isPolicyDocument({ uri, languageId }: vscode.TextDocument): boolean {
  if (uri.scheme === POLICY_SCHEME) return true;
  if (uri.scheme !== "file" && uri.scheme !== "untitled" && uri.scheme !== "vscode-remote") return false;
  return languageId === POLICY_LANGUAGE_ID || languageId === "json" || languageId === "jsonc";
}

function describeDocument({ uri, isDirty }: vscode.TextDocument): string {
  const where = uri.scheme === POLICY_SCHEME ? vscode.l10n.t("as typed") : vscode.workspace.asRelativePath(uri);
  return isDirty ? vscode.l10n.t("{0} · not saved", where) : where;
}

function toSeparator(label: string): Choice {
  return { kind: vscode.QuickPickItemKind.Separator, label };
}
