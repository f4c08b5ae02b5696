/** Plans that leave the editor, and come back: files to review, and scripts. */
import * as vscode from "vscode";
import { exportAwsScript, type ExportedFiles } from "../../changes/exports/awsScript";
import { exportTerraform } from "../../changes/exports/terraform";
import { OrganizationDraft } from "../../changes/organizationDraft";
import type { Plan } from "../../changes/plan";
import { formatPlan, parsePlan } from "../../changes/planFile";
import type { Run } from "../../changes/runs";
import { getTakeBack } from "../../changes/takeBack";
import type { OrganizationContents } from "../../organization/model";
import type { Session } from "../connection/session";
import { unmarkOrganizationId } from "../connection/sessionMark";
import { showInformation, showRefusal } from "../messages";
import { getFileName } from "./fileName";
import { loadKnown } from "./judge";
import { loadLosses } from "./losses";

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

/** Writes a folder of what does the same without this editor. */
export async function exportPlan(plan: Plan, contents: OrganizationContents): Promise<void> {
  const t = vscode.l10n.t;
  const forms = [
    { label: t("Script of aws commands"), detail: "run.sh", write: exportAwsScript, main: "run.sh" },
    { label: t("Terraform"), detail: "main.tf.json", write: exportTerraform, main: "main.tf.json" },
  ];
  const form = await vscode.window.showQuickPick(forms, { title: t("Export “{0}” as…", plan.title) });
  if (form) await exportFiles(getFileName(plan), form.write(plan, new OrganizationDraft(contents)), form.main);
}

/** Writes a folder of what takes a run back without this editor: a plan to review, and a script. */
export async function exportWayBack(session: Session, run: Run): Promise<void> {
  const now = new Date().toISOString();
  const title = vscode.l10n.t("Undo: {0}", run.plan.title);
  const { plan: takeBack, lasting } = getTakeBack(run, now, title);
  if (!takeBack) {
    showRefusal(vscode.l10n.t("There is nothing that could be taken back of “{0}”.", run.plan.title));
    return;
  }
  const plan = await loadLosses(session.store, takeBack);
  if (!plan) return;
  const contents = await loadKnown(session, now, plan.steps);
  const files = new Map(exportAwsScript(plan, new OrganizationDraft(contents)));
  files.set("undo.orgplan.json", formatPlan(plan));
  files.set("done.orgplan.json", formatPlan(run.plan));
  if (!(await exportFiles(getFileName(plan), files, "run.sh")) || lasting.length === 0) return;
  showInformation(vscode.l10n.t("AWS offers no way to take all of it back (steps that stay: {0}).", lasting.length));
}

/** Into a new folder of one that is asked for, and shows the main file. What is there already stays beside it. */
async function exportFiles(name: string, files: ExportedFiles, main: string): Promise<boolean> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Export into a new folder of…"),
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t("Export Here"),
    })) ?? [];
  if (!parent) return false;
  let folder = vscode.Uri.joinPath(parent, name);
  for (let number = 2; await exists(folder); number++) folder = vscode.Uri.joinPath(parent, `${name}-${number}`);
  for (const [file, text] of files) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, file), new TextEncoder().encode(text));
  }
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, main));
  return true;
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
  showRefusal(vscode.l10n.t("This plan cannot be opened: {0}", parsed.problem));
  return undefined;
}

/**
 * The plan as one of this connection, whoever made it: it is judged and confirmed here. One that was made in a copy is
 * for its original too. `undefined` when it is for another organization, which is told.
 */
export function adoptPlan(plan: Plan, { organizationId, caller }: Session): Plan | undefined {
  const [wanted, found] = [plan.organizationId, organizationId].map(unmarkOrganizationId);
  if (wanted === found) return { ...plan, organizationId, callerArn: caller.arn };
  showRefusal(vscode.l10n.t("This plan is for another organization than {0}: {1}", found ?? "", wanted ?? ""));
  return undefined;
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
