import * as vscode from "vscode";
import { getSessionOrExplain } from "../changing/guard";
import { pickTarget } from "../picks";
import { getTargetIds } from "../subject";
import { getTargetName } from "../views/words";
import { askWhole } from "./askWhole";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";
import { formatTargetReport } from "./targetReport";

/** What SCPs and RCPs leave the target that was clicked or is chosen, and why. */
export async function explainTarget(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const { t } = vscode.l10n;
  const session = getSessionOrExplain(services);
  if (!session) return;
  const [selected] = getTargetIds(services.getSubjects(args));
  const targetId = selected ?? (await pickTarget(session, t("What SCPs and RCPs leave which root, OU or account?")));
  if (targetId === undefined) return;
  const view = await askWhole(services, session, "viewTarget", targetId);
  const title = t("What is left of {0}", getTargetName(session.store, targetId));
  await showReport(services.texts, title, formatTargetReport(view));
}
