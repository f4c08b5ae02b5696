/** Where an action or a condition key is spoken of: in the workspace's policies and in the organization's. */
import * as vscode from "vscode";
import type { Policy } from "../../organization/model";
import { getReferenceQuery, type ReferenceQuery } from "../../policy/reading/references";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Connections, Session } from "../connection/session";
import { getPolicyUri, parsePolicyUri } from "../documents/openPolicies";
import { showInformation } from "../messages";
import type { PolicyDocuments } from "./policyDocuments";
import { isPolicy, POLICY_SELECTOR } from "./policySelector";
import { toRange } from "./ranges";
import { findPolicyFiles, readPolicyFile } from "./workspacePolicies";

/** Texts not yet read are read at AWS's pace: nobody waits for more of them than this. */
const MAX_READ = 20;

export function registerReferences(documents: PolicyDocuments, connections: Connections): vscode.Disposable {
  return vscode.languages.registerReferenceProvider(POLICY_SELECTOR, {
    async provideReferences(document, position, _, token) {
      const query = getReferenceQuery(documents.parse(document).policy, document.offsetAt(position));
      if (!query) return undefined;
      const searched = new Set([document.uri.toString()]);
      const here = findIn(documents, document, query);
      const others = await searchUris(documents, await listElsewhere(documents, query, searched, token), query);
      const held = await searchOrganization(documents, connections, query, searched, token);
      return [...here, ...others, ...held];
    },
  });
}

function findIn(
  documents: PolicyDocuments,
  document: vscode.TextDocument,
  query: ReferenceQuery,
): readonly vscode.Location[] {
  return documents.language
    .findReferences(documents.parse(document).policy, query)
    .map((span) => new vscode.Location(document.uri, toRange(document, span)));
}

/** Other open policies, and files of the workspace in which the text has it; only those are opened. */
async function listElsewhere(
  documents: PolicyDocuments,
  query: ReferenceQuery,
  searched: Set<string>,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const open = vscode.workspace.textDocuments.filter(isPolicy).map(({ uri }) => uri);
  const uris: vscode.Uri[] = [];
  for (const uri of [...open, ...(await findPolicyFiles(documents, token))]) {
    if (token.isCancellationRequested) return [];
    const key = uri.toString();
    if (searched.has(key)) continue;
    searched.add(key);
    const text = (await readPolicyFile(uri))?.text;
    if (text !== undefined && has(documents, text, query)) uris.push(uri);
  }
  return uris;
}

function has({ language }: PolicyDocuments, text: string, query: ReferenceQuery): boolean {
  return language.findReferences(language.parse(text), query).length > 0;
}

async function searchUris(
  documents: PolicyDocuments,
  uris: readonly vscode.Uri[],
  query: ReferenceQuery,
): Promise<readonly vscode.Location[]> {
  const opened = await Promise.allSettled(uris.map((uri) => vscode.workspace.openTextDocument(uri)));
  return opened.flatMap((result) => (result.status === "fulfilled" ? findIn(documents, result.value, query) : []));
}

async function searchOrganization(
  documents: PolicyDocuments,
  connections: Connections,
  query: ReferenceQuery,
  searched: ReadonlySet<string>,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Location[]> {
  const session = connections.getSession();
  if (!session) return [];
  const isOpen = new Set(Array.from(searched, (key) => parsePolicyUri(vscode.Uri.parse(key))?.policyId));
  const { policies, unread } = await readPolicies(session, token);
  const uris = policies
    .filter(({ id, content }) => !isOpen.has(id) && has(documents, content, query))
    .map(({ id: policyId, type, name }) =>
      getPolicyUri({ organizationId: session.organizationId, type, policyId }, name),
    );
  if (unread > 0 && !token.isCancellationRequested) {
    showInformation(
      unread === 1
        ? vscode.l10n.t("1 policy of the organization has not been read and was not searched.")
        : vscode.l10n.t("{0} policies of the organization have not been read and were not searched.", unread),
    );
  }
  return searchUris(documents, uris, query);
}

async function readPolicies(
  { store }: Session,
  token: vscode.CancellationToken,
): Promise<{ readonly policies: readonly Policy[]; readonly unread: number }> {
  const policies: Policy[] = [];
  let reads = 0;
  let unread = 0;
  for (const type of [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY]) {
    if (!store.getEnabledPolicyTypes().includes(type)) continue;
    for (const { id } of await store.loadPolicies(type).catch(() => [])) {
      if (token.isCancellationRequested) return { policies: [], unread: 0 };
      const known = store.getPolicy(id);
      const mayRead = known !== undefined || reads++ < MAX_READ;
      const policy = known ?? (mayRead ? await store.loadPolicy(id).catch(() => undefined) : undefined);
      if (policy) policies.push(policy);
      else unread++;
    }
  }
  return { policies, unread };
}
