/** The policy that a question is about, and where it is attached or would be: asks for what is not known yet. */
import * as vscode from "vscode";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { parsePolicyUri } from "../documents/openPolicies";
import { getNameInPath } from "../documents/policyUri";
import { isPolicy } from "../language/policySelector";
import { showRefusal } from "../messages";
import { choosePlaces } from "./choosePlaces";
import { getPlacedPolicy, type PlacedPolicy } from "./measuredPolicy";
import type { EvaluationServices } from "./services";

export interface QuestionedPolicy {
  readonly session: Session;
  readonly document: vscode.TextDocument;
  readonly placed: PlacedPolicy;
  readonly name: string;
}

/** `args`: the document's URI; else the policy in the active editor. Says what is missing where there is none. */
export async function placePolicy(
  services: EvaluationServices,
  args: readonly unknown[],
): Promise<QuestionedPolicy | undefined> {
  const { t } = vscode.l10n;
  const session = getSessionOrExplain(services);
  const document = await findDocument(args);
  if (!session || !document) return undefined;
  const place = () => getPlacedPolicy(document, session, services.documents, services.trials);
  const address = parsePolicyUri(document.uri);
  if (address) await session.store.loadTargets(address.policyId);
  if (place()?.policy.targetIds.length === 0) await chooseTrialTargets(services, [document.uri]);
  const placed = place();
  if (!placed) {
    showRefusal(t("Only SCPs and RCPs of the connected organization, and files of them, are judged."));
    return undefined;
  }
  if (placed.policy.targetIds.length === 0) return undefined;
  return { session, document, placed, name: getNameInPath(document.uri.path) };
}

export async function chooseTrialTargets(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const session = getSessionOrExplain(services);
  const document = await findDocument(args);
  if (!session || !document) return;
  const chosen = services.trials.get(document.uri, session);
  const targetIds = await choosePlaces(session, vscode.l10n.t("Try on which root, OUs or accounts?"), chosen);
  if (targetIds) await services.trials.set(document.uri, session, targetIds);
}

async function findDocument([given]: readonly unknown[]): Promise<vscode.TextDocument | undefined> {
  const uri = typeof given === "string" ? vscode.Uri.parse(given, true) : given;
  const active = vscode.window.activeTextEditor?.document;
  const document = uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : active;
  if (document && isPolicy(document)) return document;
  showRefusal(vscode.l10n.t("Open an SCP or RCP first."));
  return undefined;
}
