/** The matrix of accounts or OUs and services: as a table to look at, or as a file or document to send around. */
import * as vscode from "vscode";
import type { Target } from "../../organization/store";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { unmarkOrganizationId } from "../connection/sessionMark";
import { dropMissing } from "../clickedRows";
import { COMMANDS } from "../contributions";
import { showInformation } from "../messages";
import { describeSaved, saveText } from "../saveText";
import { getTargetIds } from "../subject";
import { getPathText, getTargetFacts } from "../targets";
import { getTargetName } from "../views/words";
import { askWhole } from "./askWhole";
import { formatMatrixCsv, formatMatrixMarkdown, formatMatrixPage, type Matrix } from "./matrixTable";
import type { EvaluationServices } from "./services";

/** A table to look at has no more rows; an export has all. */
const SHOWN = 300;

export async function showMatrix(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session) return;
  await session.store.loadAccounts();
  const [root] = await session.store.loadRoots();
  const [topId = root?.id] = getTargetIds(services.getSubjects(dropMissing(args)));
  const top = topId === undefined ? undefined : session.store.getTarget(topId);
  const form = top && (await chooseForm(session, top));
  if (!form) return;
  const targetIds = listRows(session, top, form.of);
  const { services: columns, rows } = await askWhole(services, session, "tabulate", targetIds);
  const matrix: Matrix = {
    services: columns,
    rows: rows.map(({ targetId, outcomes }) => ({
      ...{ id: targetId, name: getTargetName(session.store, targetId), outcomes },
      place: getPathText(session.store.getPath(targetId)),
    })),
  };
  if (form.as === "table") showTable(session, top, matrix);
  else if (form.as === "csv") await saveCsv(session, matrix);
  else await openMarkdown(matrix);
}

interface Form {
  readonly of: "units" | "accounts";
  readonly as: "table" | "csv" | "markdown";
}

async function chooseForm({ store }: Session, top: Target): Promise<Form | undefined> {
  const { t } = vscode.l10n;
  const { id, name } = getTargetFacts(top);
  const accounts = (store.getAccountsBelow(id) ?? []).length;
  const create = (label: string, of: Form["of"], as: Form["as"]) => ({ label, of, as });
  const items = [
    ...(top.kind === "account" ? [] : [create(t("OUs against services, as a table"), "units", "table")]),
    create(t("Accounts against services, as a table"), "accounts", "table"),
    create(t("Accounts against services, as CSV"), "accounts", "csv"),
    create(t("OUs against services, as Markdown"), "units", "markdown"),
  ];
  const title = t(
    "What SCPs and RCPs leave in {0} (accounts: {1})",
    name,
    accounts.toLocaleString(vscode.env.language),
  );
  // A table that was asked for before may still be drawn, and takes the keyboard when it is.
  return vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
}

/** The target and what lies below it, each OU before those in it. */
function listRows({ store }: Session, top: Target, of: Form["of"]): readonly string[] {
  const { id } = getTargetFacts(top);
  if (top.kind === "account") return [id];
  if (of === "accounts") return (store.getAccountsBelow(id) ?? []).map((account) => account.id);
  const list = (parentId: string): readonly string[] => [
    parentId,
    ...(store.getOrganizationalUnits(parentId) ?? []).flatMap((unit) => list(unit.id)),
  ];
  return list(id);
}

function showTable(session: Session, top: Target, matrix: Matrix): void {
  const { t } = vscode.l10n;
  const title = t("What SCPs and RCPs leave in {0}", getTargetFacts(top).name);
  const panel = vscode.window.createWebviewPanel("orgscope.matrix", title, vscode.ViewColumn.Active, {
    enableCommandUris: [COMMANDS.explainTarget],
    localResourceRoots: [],
    enableFindWidget: true,
  });
  const { rows, services } = matrix;
  const more = rows.length - SHOWN;
  const count = (value: number) => value.toLocaleString(vscode.env.language);
  const note =
    more > 0
      ? t("{0}: the first {1} of {2} rows. An export has all.", session.name, count(SHOWN), count(rows.length))
      : t("{0}: {1} rows, {2} services", session.name, count(rows.length), count(services.length));
  panel.webview.html = formatMatrixPage(
    { services, rows: rows.slice(0, SHOWN) },
    { nonce: createNonce(), title, note, language: vscode.env.language },
    (targetId) =>
      `command:${COMMANDS.explainTarget}?${encodeURIComponent(JSON.stringify([{ kind: "target", targetId }]))}`,
    t,
  );
}

/** For a spreadsheet: with thousands of accounts it is longer than a text that VS Code shares with extensions. */
async function saveCsv(session: Session, matrix: Matrix): Promise<void> {
  const name = `${unmarkOrganizationId(session.organizationId)}.services.csv`;
  const file = await saveText(vscode.l10n.t("Accounts against services, as CSV"), name, formatMatrixCsv(matrix));
  if (!file) return;
  const { written, open } = describeSaved(file);
  showInformation(written, open);
}

/** An untitled document, to be saved or pasted wherever one likes. */
async function openMarkdown(matrix: Matrix): Promise<void> {
  const content = formatMatrixMarkdown(matrix, vscode.l10n.t);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: "markdown" }));
}

function createNonce(): string {
  return Array.from({ length: 4 }, () => Math.random().toString(36).slice(2)).join("");
}
