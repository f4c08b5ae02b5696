/** Files of the workspace and the policies that they are the sources of. */
import * as vscode from "vscode";
import { getSessionOrExplain } from "../changing/guard";
import type { Copies } from "../connection/copies";
import { COMMANDS } from "../contributions";
import { openComparison } from "../documents/comparison";
import { toDocumentSide, toPolicySide } from "../documents/sources";
import { showRefusal } from "../messages";
import { pickPolicy } from "../picks";
import type { EditorServices } from "../services";
import type { Deployment } from "./deployment";
import { FileLenses } from "./fileLenses";
import { readPolicyDocument } from "./policyFiles";
import { planCopyChanges } from "./planCopy";
import { pullPolicies } from "./pull";
import { pushPolicies } from "./push";

const { t } = vscode.l10n;

export function registerDeployment(
  services: EditorServices & { readonly copies: Copies },
  deployment: Deployment,
): vscode.Disposable {
  const { registry } = services;
  return vscode.Disposable.from(
    new FileLenses(services, deployment),
    registry.register(COMMANDS.pullPolicies, t("Pulling the policies failed"), (given) =>
      pullPolicies(services, deployment, given),
    ),
    registry.register(COMMANDS.pushPolicies, t("Pushing the policies failed"), (given) =>
      pushPolicies(services, deployment, given),
    ),
    registry.register(COMMANDS.planCopyChanges, t("Planning the copy's changes failed"), () =>
      planCopyChanges(services, services.copies),
    ),
    registry.register(COMMANDS.compareWithLive, t("Comparing failed"), (given) =>
      compareWithLive(services, deployment, given),
    ),
    registry.register(COMMANDS.linkWithLive, t("Linking the file failed"), (given) =>
      linkWithLive(services, deployment, given),
    ),
  );
}

async function compareWithLive(services: EditorServices, deployment: Deployment, given: unknown): Promise<void> {
  const session = getSessionOrExplain(services);
  const document = session && (await getDocument(given));
  if (!document) return;
  const file = readPolicyDocument(document);
  const link = file && (await deployment.loadLink(session, file));
  if (link?.state === "identical" || link?.state === "differs") {
    const policy = await session.store.loadPolicy(link.policyId);
    await openComparison(toPolicySide(session.organizationId, policy), toDocumentSide(document.uri));
    return;
  }
  showRefusal(t("No live policy is known for {0}.", vscode.workspace.asRelativePath(document.uri)), {
    title: t("Link…"),
    run: () => linkWithLive(services, deployment, document.uri),
  });
}

async function linkWithLive(services: EditorServices, deployment: Deployment, given: unknown): Promise<void> {
  const session = getSessionOrExplain(services);
  const document = session && (await getDocument(given));
  if (!document) return;
  const type = readPolicyDocument(document)?.type;
  const policyId = await pickPolicy(session, t("Link With Live Policy"), {
    placeholder: t("Of which policy is this file the source?"),
    ...(type && { type }),
  });
  if (policyId !== undefined) {
    await deployment.memory.remember(session.organizationId, new Map([[document.uri, policyId]]));
  }
}

/** The file that was given, else the one in the active editor. */
async function getDocument(given: unknown): Promise<vscode.TextDocument | undefined> {
  if (given instanceof vscode.Uri) return vscode.workspace.openTextDocument(given);
  const document = vscode.window.activeTextEditor?.document;
  if (document) return document;
  showRefusal(t("Open a policy file first."));
  return undefined;
}
