/** The connected organization as a file: to keep, to share, to work with elsewhere. */
import * as vscode from "vscode";
import { formatOrganizationFile } from "../../organization/file";
import type { OrganizationContents } from "../../organization/model";
import { formatInventoryCsv, formatInventoryMarkdown } from "../../organization/snapshot/inventory";
import { redact } from "../../organization/snapshot/redact";
import type { Session } from "../connection/session";
import { unmarkOrganizationId } from "../connection/sessionMark";
import { showInformation, showWarning } from "../messages";
import { describeSaved, saveText } from "../saveText";
import { loadWholeOrganization } from "./wholeOrganization";

const { t } = vscode.l10n;

interface ExportForm extends vscode.QuickPickItem {
  readonly format: (contents: OrganizationContents) => string;
  /** The end of the file's name. */
  readonly ending: string;
  /** What to know before it is passed on. */
  readonly caution?: string;
}

const getForms = (): readonly ExportForm[] => [
  {
    label: t("Organization file"),
    detail: t("Everything: for the command line, the sandbox, or to be opened again"),
    iconPath: new vscode.ThemeIcon("json"),
    format: formatOrganizationFile,
    ending: "json",
  },
  {
    label: t("Redacted organization file"),
    detail: t("The same with other ids, names, e-mails and tag values, in policies too"),
    iconPath: new vscode.ThemeIcon("eye-closed"),
    format: (contents) => formatOrganizationFile(redact(contents)),
    ending: "redacted.json",
    caution: t("Names of roles and buckets inside policies stay as they are. Look through the file before sharing it."),
  },
  {
    label: t("Inventory as CSV"),
    detail: t("A row for each account, a column for each tag"),
    iconPath: new vscode.ThemeIcon("table"),
    format: formatInventoryCsv,
    ending: "csv",
  },
  {
    label: t("Inventory as Markdown"),
    detail: t("Accounts by place, policies with their targets"),
    iconPath: new vscode.ThemeIcon("markdown"),
    format: formatInventoryMarkdown,
    ending: "md",
  },
];

export async function exportOrganization(session: Session): Promise<void> {
  const form = await vscode.window.showQuickPick(getForms(), {
    title: t("Export {0}", session.name),
    placeHolder: t("What to write"),
  });
  if (!form) return;
  const contents = await loadWholeOrganization(session);
  const name = `${unmarkOrganizationId(session.organizationId)}.${form.ending}`;
  const file = await saveText(form.label, name, form.format(contents));
  if (file) tell(file, form, contents);
}

function tell(file: vscode.Uri, { caution }: ExportForm, { gaps = [] }: OrganizationContents): void {
  const { written, open } = describeSaved(file);
  const missing = gaps.length > 0 ? t("Not all could be read; the file names what is missing.") : undefined;
  const words = [written, caution, missing].filter((text) => text !== undefined).join(" ");
  if (caution ?? missing) showWarning(words, open);
  else showInformation(words, open);
}
