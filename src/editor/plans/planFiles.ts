/** Plans that leave the editor, and come back: files to review, and scripts. */
import * as vscode from "vscode";
import { exportAwsScript } from "../../changes/exports/awsScript";
import { OrganizationDraft } from "../../changes/organizationDraft";
import type { Plan } from "../../changes/plan";
import { formatPlan, parsePlan } from "../../changes/planFile";
import type { OrganizationContents } from "../../organization/model";
import { showInformation, showRefusal } from "../messages";

export async function savePlan(plan: Plan): Promise<void> {
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Save the plan"),
    ...getDefaultUri(`${getFileName(plan)}.orgplan.json`),
    filters: { [vscode.l10n.t("Plan")]: ["orgplan.json", "json"] },
  });
  if (!uri) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(formatPlan(plan)));
  showInformation(vscode.l10n.t("The plan is saved. “orgscope plan check” judges it again without running it."));
}

/** Writes a folder of a script and its inputs. Never over something that is there. */
export async function exportPlanAsScript(plan: Plan, contents: OrganizationContents): Promise<void> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Export the script into a new folder of…"),
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t("Export Here"),
    })) ?? [];
  if (!parent) return;
  const folder = vscode.Uri.joinPath(parent, getFileName(plan));
  if (await exists(folder)) {
    showRefusal(vscode.l10n.t("There is such a folder already: {0}", folder.fsPath));
    return;
  }
  for (const [name, text] of exportAwsScript(plan, new OrganizationDraft(contents))) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
  }
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, "run.sh"));
}

/** Asks for a plan's file, or takes the one given. `undefined` when there is none or it is no plan, which is told. */
export async function openPlanFile(given: vscode.Uri | undefined): Promise<Plan | undefined> {
  const uri =
    given ??
    (
      await vscode.window.showOpenDialog({
        title: vscode.l10n.t("Open a plan"),
        filters: { [vscode.l10n.t("Plan")]: ["orgplan.json", "json"] },
      })
    )?.[0];
  if (!uri) return undefined;
  const parsed = parsePlan(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  if ("plan" in parsed) return parsed.plan;
  showRefusal(vscode.l10n.t("This is no plan: {0}", parsed.problem));
  return undefined;
}

function getFileName({ title, plannedAt }: Plan): string {
  const words = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
  return `${plannedAt.slice(0, 10)}-${words.slice(0, 50) || "plan"}`;
}

function getDefaultUri(name: string): { defaultUri?: vscode.Uri } {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, name) } : {};
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
