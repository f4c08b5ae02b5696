/** Pushing: files that differ from what is live, or are not deployed, as a plan. */
import * as vscode from "vscode";
import type { Step } from "../../changes/step";
import { getNameOfFile } from "../../engine/deployment/fileNames";
import { formatJson, minifyText } from "../../policy/format";
import { getPolicyQuota } from "../../terms/quotas";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { isJson } from "../documents/errors";
import { getPublication } from "../documents/storedForm";
import { showInformation, showRefusal } from "../messages";
import type { EditorServices } from "../services";
import type { Deployment } from "./deployment";
import { getFileName, readPolicyDocument, type PolicyFile } from "./policyFiles";

const { t } = vscode.l10n;

interface Pushed extends PolicyFile {
  /** The policy to change; `undefined` creates one. */
  readonly policyId: string | undefined;
}

/** One file, or those of the workspace or of a folder that a person chooses. */
export async function pushPolicies(services: EditorServices, deployment: Deployment, given: unknown): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session) return;
  const uri = given instanceof vscode.Uri ? given : undefined;
  const single = uri && (await readDocument(uri));
  const candidates = single ? [single] : await loadFilesBelow(deployment, uri);
  const pushed = await findPushed(session, deployment, candidates);
  if (pushed.length === 0) {
    showInformation(
      candidates.length === 0
        ? t("There is no policy file here.")
        : t("Nothing to push: every policy file here says what is live."),
    );
    return;
  }
  const chosen = single ? pushed : await chooseFiles(session, pushed);
  if (!chosen || chosen.length === 0) return;
  const broken = chosen.find(({ text }) => !isJson(toPlainJson(text)));
  if (broken) {
    showRefusal(t("{0} is not JSON: nothing was sent.", vscode.workspace.asRelativePath(broken.uri)));
    return;
  }
  const updated = chosen.flatMap(({ uri: file, policyId }) =>
    policyId === undefined ? [] : [[file, policyId] as const],
  );
  await deployment.memory.remember(session.organizationId, new Map(updated));
  const steps = await Promise.all(chosen.map((file) => toStep(file, session)));
  const real = steps.filter((step) => step !== undefined);
  if (real.length === 0) {
    showInformation(t("Nothing to push: only the white space differs from what is live."));
    return;
  }
  const title = t("Push {0} policy files", real.length);
  await services.plans.propose(session, real.length === 1 ? { steps: real } : { steps: real, title });
}

/** A policy file as it is typed; `undefined` for a folder. */
async function readDocument(uri: vscode.Uri): Promise<PolicyFile | undefined> {
  if (!/\.jsonc?$/i.test(uri.path)) return undefined;
  return readPolicyDocument(await vscode.workspace.openTextDocument(uri));
}

async function loadFilesBelow(deployment: Deployment, folder: vscode.Uri | undefined): Promise<readonly PolicyFile[]> {
  const files = await deployment.loadFiles();
  if (!folder) return files;
  return files.filter(({ uri }) => uri.scheme === folder.scheme && uri.path.startsWith(`${folder.path}/`));
}

async function findPushed(
  session: Session,
  deployment: Deployment,
  candidates: readonly PolicyFile[],
): Promise<readonly Pushed[]> {
  const pushed: Pushed[] = [];
  for (const file of candidates) {
    const link = await deployment.loadLink(session, file);
    if (link?.state === "differs") pushed.push({ ...file, policyId: link.policyId });
    else if (link?.state === "notDeployed") pushed.push({ ...file, policyId: undefined });
  }
  return pushed;
}

async function chooseFiles({ store }: Session, pushed: readonly Pushed[]): Promise<readonly Pushed[] | undefined> {
  const toItem = (file: Pushed) => ({
    label: vscode.workspace.asRelativePath(file.uri),
    description:
      file.policyId === undefined
        ? t("new {0}", getPolicyTypeFacts(file.type).one)
        : t("changes {0}", store.getPolicySummary(file.policyId)?.name ?? file.policyId),
    // What is not deployed may be meant for another organization.
    picked: file.policyId !== undefined,
    file,
  });
  const picked = await vscode.window.showQuickPick(pushed.map(toItem), {
    title: t("Push Policy Files"),
    placeHolder: t("The plan is shown before anything is sent"),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ file }) => file);
}

/** `undefined` where only white space differs from what is live by now. */
async function toStep({ uri, type, text, policyId }: Pushed, { store }: Session): Promise<Step | undefined> {
  const content = toPlainJson(text);
  if (policyId === undefined) {
    const name = getNameOfFile(getFileName(uri));
    return { kind: "createPolicy", policy: { type, name, description: "", content, tags: {} } };
  }
  store.refresh([{ part: "policy", policyId }]);
  const published = await store.loadPolicy(policyId);
  const publication = getPublication(content, published.content, getPolicyQuota(type)?.maxSize);
  if (!publication.changed) return undefined;
  return {
    kind: "updatePolicy",
    policyId,
    from: { content: published.content },
    to: { content: publication.text },
  };
}

/** AWS takes no comments. */
function toPlainJson(text: string): string {
  const trimmed = text.trim();
  if (isJson(trimmed)) return trimmed;
  return formatJson(minifyText(trimmed));
}
