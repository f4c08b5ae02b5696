/** The Changes view: what was done here, newest first. */
import * as vscode from "vscode";
import { isOfLaterVersion } from "../../changes/laterVersion";
import { readLoneRuns } from "../../changes/loneRuns";
import { readRuns, type Run } from "../../changes/runs";
import type { Translate } from "../../terms/translate";
import { toContents } from "../../organization/toContents";
import { isPlayground, type Connections, type Session } from "../connection/session";
import { VIEWS } from "../contributions";
import { type ChangeRow, getRunRows, getStepRows, type RunRow } from "./changesRows";

/** Milliseconds after which a run that is under way, maybe in another window, is looked at again. */
const AGAIN = 2_000;

export class ChangesView implements vscode.TreeDataProvider<ChangeRow>, vscode.Disposable {
  readonly #connections: Connections;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<ChangeRow>;
  readonly #subscription: { dispose(): void };
  #again: NodeJS.Timeout | undefined;

  constructor(connections: Connections) {
    this.#connections = connections;
    this.#view = vscode.window.createTreeView(VIEWS.changes, { treeDataProvider: this });
    this.#subscription = connections.onDidChange(() => this.refresh());
    this.refresh();
  }

  readonly onDidChangeTreeData = this.#changed.event;

  refresh(): void {
    this.#changed.fire(undefined);
    // VS Code asks for the rows of a view in sight alone; its badge is seen beside it.
    const session = this.#connections.getSession();
    if (!session) this.#showBadge([]);
    else if (!this.#view.visible) void this.#loadRuns(session);
  }

  /** The rows a command was called on: clicked, else selected. */
  getRows([clicked]: readonly unknown[]): readonly ChangeRow[] {
    return isRow(clicked) ? [clicked] : this.#view.selection;
  }

  async show(): Promise<void> {
    await vscode.commands.executeCommand(`${VIEWS.changes}.focus`);
  }

  /** Brings the view into sight with the run, and leaves the keyboard where it is. */
  async reveal({ id }: Run): Promise<void> {
    await vscode.commands.executeCommand(`${VIEWS.changes}.open`, { preserveFocus: true });
    const session = this.#connections.getSession();
    const row = session && (await this.#loadRuns(session)).find((one) => one.id === id);
    if (!row) return;
    // VS Code refuses to select in rows that it reads again just then; the view is in sight already.
    await Promise.resolve(this.#view.reveal(row, { select: true, focus: false })).catch(() => undefined);
  }

  /** Runs stand at the top. */
  getParent(): undefined {
    return undefined;
  }

  async getChildren(parent?: ChangeRow): Promise<ChangeRow[]> {
    const session = this.#connections.getSession();
    if (!session) {
      this.#tell("");
      return [];
    }
    if (!parent) return this.#loadRuns(session);
    if (parent.kind === "step") return [];
    // Named only now: little of the organization may have been known when the runs were listed.
    const contents = toContents(session.store, new Date().toISOString());
    return [...getStepRows(parent, contents, vscode.l10n.t)];
  }

  getTreeItem(row: ChangeRow): vscode.TreeItem {
    const isRun = row.kind === "run";
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(row.label, isRun ? Collapsed : None);
    item.id = row.id;
    item.description = row.description;
    item.iconPath = new vscode.ThemeIcon(row.icon);
    item.contextValue = row.flags.join(";");
    item.accessibilityInformation = { label: `${row.label}, ${row.description}` };
    item.tooltip = isRun ? getTooltip(row) : `${row.label}\n${row.description}`;
    return item;
  }

  async #loadRuns(session: Session): Promise<ChangeRow[]> {
    clearTimeout(this.#again);
    try {
      const isAtWork = (await session.changes?.lock.isTaken(session.organizationId)) === true;
      const rows = await loadRows(session, isAtWork);
      this.#tell(rows.some(({ run }) => run.isDamaged) ? getDamageText(vscode.l10n.t) : "");
      this.#showBadge(rows);
      if (isAtWork) this.#again = setTimeout(() => this.refresh(), AGAIN);
      return [...rows];
    } catch (error) {
      // Without rows, the view would say that nothing was done.
      const reason = error instanceof Error ? error.message : String(error);
      this.#tell(vscode.l10n.t("The record of changes could not be read: {0}", reason));
      return [];
    }
  }

  #showBadge(rows: readonly RunRow[]): void {
    const value = rows.filter(({ state }) => state === "interrupted").length;
    if (value === (this.#view.badge?.value ?? 0)) return;
    const tooltip =
      value === 1 ? vscode.l10n.t("1 interrupted change") : vscode.l10n.t("{0} interrupted changes", value);
    this.#view.badge = value === 0 ? undefined : { value, tooltip };
  }

  #tell(message: string): void {
    if ((this.#view.message ?? "") !== message) this.#view.message = message;
  }

  dispose(): void {
    clearTimeout(this.#again);
    this.#subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }
}

async function loadRows(session: Session, isAtWork: boolean): Promise<readonly RunRow[]> {
  const formatTime = (at: string) => new Date(at).toLocaleString(vscode.env.language);
  return getRunRows(await loadRuns(session), vscode.l10n.t, formatTime, isAtWork);
}

/** Oldest first, with what made the account's organization or brought it in. */
export async function loadRuns(session: Session): Promise<readonly Run[]> {
  const { changes, organizationId, caller } = session;
  if (!changes) return [];
  const runs = readRuns(await changes.journal.read(organizationId), organizationId);
  if (isPlayground(session)) return runs;
  return [...(await readLoneRuns(changes.journal, caller.accountId, organizationId)), ...runs];
}

function getTooltip({ label, run }: RunRow): string {
  const t = vscode.l10n.t;
  return [
    label,
    ...(run.caller === "" ? [] : [t("By {0} through {1}", run.caller, run.connection)]),
    ...(run.plan.reason === undefined ? [] : [t("Reason: {0}", run.plan.reason)]),
    ...(isOfLaterVersion(run) ? [getUnreadHint(run, t)] : []),
  ].join("\n");
}

function getDamageText(t: Translate): string {
  return t("Lines of the record are damaged. They are kept as they are; the changes they belong to are marked.");
}

/** What can be done with a run that holds what this version does not know, or nobody can read any more. */
export function getUnreadHint(run: Run, t: Translate): string {
  if (run.isDamaged) {
    return t(
      "Lines of its record are damaged, so that it cannot be told what it did; look at the organization itself.",
    );
  }
  return t("A later version of Orgscope recorded it. This one cannot tell what it did; finish it or undo it there.");
}

function isRow(value: unknown): value is ChangeRow {
  if (typeof value !== "object" || value === null) return false;
  const { kind } = value as Partial<ChangeRow>;
  return kind === "run" || kind === "step";
}
