/** Who is hit: the report on a policy, and the targets on which a draft is tried. */
import * as vscode from "vscode";
import { getSessionOrExplain } from "../changing/guard";
import { choosePlaces } from "./choosePlaces";
import { showRefusal } from "../messages";
import { getNameInPath } from "../documents/policyUri";
import { parsePolicyUri } from "../documents/openPolicies";
import { isPolicy } from "../language/policySelector";
import { getTargetName } from "../views/words";
import { askWhole } from "./askWhole";
import { getPlacedPolicy } from "./measuredPolicy";
import { formatPolicyReport } from "./policyReport";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";

/** `args`: the document, and the place of one of its statements; else the policy in the active editor. */
export async function showBlastRadius(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const { t } = vscode.l10n;
  const session = getSessionOrExplain(services);
  const document = await findDocument(args);
  if (!session || !document) return;
  const place = () => getPlacedPolicy(document, session, services.documents, services.trials);
  const address = parsePolicyUri(document.uri);
  if (address) await session.store.loadTargets(address.policyId);
  if (place()?.policy.targetIds.length === 0) await chooseTrialTargets(services, [document.uri]);
  const placed = place();
  if (!placed)
    return showRefusal(t("Only SCPs and RCPs of the connected organization, and files of them, are judged."));
  if (placed.policy.targetIds.length === 0) return;
  const report = await askWhole(services, session, "reportPolicy", placed.policy);
  const name = getNameInPath(document.uri.path);
  const targets = placed.policy.targetIds.map((id) => getTargetName(session.store, id));
  const statement = args.find((arg) => typeof arg === "number");
  const reported = { name, placed, targets, report, ...(statement !== undefined && { statement }) };
  await showReport(services.texts, t("What {0} does", name), formatPolicyReport(reported));
}

export async function chooseTrialTargets(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const session = getSessionOrExplain(services);
  const document = await findDocument(args);
  if (!session || !document) return;
  const chosen = services.trials.get(document.uri, session);
  const targetIds = await choosePlaces(session, vscode.l10n.t("Try on which root, OUs or accounts?"), chosen);
  if (targetIds) await services.trials.set(document.uri, session, targetIds);
}

/** Says what is missing where there is none. */
async function findDocument([given]: readonly unknown[]): Promise<vscode.TextDocument | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const document = given instanceof vscode.Uri ? await vscode.workspace.openTextDocument(given) : active;
  if (document && isPolicy(document)) return document;
  showRefusal(vscode.l10n.t("Open an SCP or RCP first."));
  return undefined;
}
