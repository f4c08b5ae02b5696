/** Who is hit: the report on a policy. */
import * as vscode from "vscode";
import { getTargetName } from "../views/words";
import { askWhole } from "./askWhole";
import { placePolicy } from "./placePolicy";
import { formatPolicyReport } from "./policyReport";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";

/** `args`: the document, and the place of one of its statements; else the policy in the active editor. */
export async function showBlastRadius(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const found = await placePolicy(services, args);
  if (!found) return;
  const { session, document, placed, name } = found;
  const report = await askWhole(services, session, "reportPolicy", placed.policy);
  const targets = placed.policy.targetIds.map((id) => getTargetName(session.store, id));
  const statement = args.find((arg) => typeof arg === "number");
  const reported = { name, uri: document.uri, placed, targets, report, ...(statement !== undefined && { statement }) };
  await showReport(services.texts, vscode.l10n.t("What {0} does", name), formatPolicyReport(reported));
}
