/** What changed between two moments, as a tree. While one of them is now, it follows the organization. */
import * as vscode from "vscode";
import type { Difference, Differences } from "../../organization/snapshot/difference";
import { loadTags } from "../../organization/loadTags";
import { getDifferences } from "../../organization/snapshot/differences";
import type { Disposable } from "../../terms/event";
import { isPlayground, type Connections, type Session } from "../connection/session";
import { setContextKey } from "../contextKeys";
import { COMMANDS, VIEWS } from "../contributions";
import { toChangedRows, type ChangedRow } from "./changedRows";
import type { NamedMoment } from "./chooseMoment";
import type { Moments } from "./moments";
import { mayBeRead } from "../views/loadPart";

/** Milliseconds; answers come in bursts. */
const REST = 500;

const { t } = vscode.l10n;

export interface Comparison {
  readonly from: NamedMoment;
  readonly to: NamedMoment;
}

export interface ChangedView extends Disposable {
  /** Compares, and shows the result. */
  show(comparison: Comparison): Promise<void>;
  close(): void;
  /** What is shown. */
  getShown(): { readonly comparison: Comparison; readonly differences: Differences } | undefined;
}

export function createChangedView(connections: Connections, moments: Moments): ChangedView {
  const changed = new vscode.EventEmitter<void>();
  let shown: { readonly comparison: Comparison; readonly differences: Differences } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let store: Disposable | undefined;
  /** Of the last comparison that was begun or closed. */
  let turn = 0;
  const view = vscode.window.createTreeView<ChangedRow>(VIEWS.whatChanged, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (row) => toTreeItem(row, shown?.comparison),
      getChildren(row) {
        if (!row) return shown ? [...toChangedRows(shown.differences, t)] : [];
        return "rows" in row ? [...row.rows] : [];
      },
    },
  });

  async function compare(comparison: Comparison, isWanted: () => boolean): Promise<void> {
    const [from, to] = await Promise.all([moments.load(comparison.from.moment), moments.load(comparison.to.moment)]);
    if (!isWanted()) return;
    shown = { comparison, differences: getDifferences(from, to) };
    view.message = t("{0} → {1}", comparison.from.when, comparison.to.when);
    const { length } = shown.differences.differences;
    view.badge = length === 0 ? undefined : { value: length, tooltip: t("{0} differences", length) };
    changed.fire();
  }

  /** What was not read, or is not up to date since a change, cannot be compared. */
  async function show(comparison: Comparison): Promise<void> {
    const session = connections.getSession();
    const mine = ++turn;
    // Meanwhile it may have been closed, something else been compared, or another organization been connected.
    const isWanted = () => mine === turn && connections.getSession() === session;
    if (isAboutNow(comparison)) await loadQuietly(session);
    if (isWanted()) await compare(comparison, isWanted);
  }

  function close(): void {
    turn++;
    clearTimeout(timer);
    timer = undefined;
    shown = undefined;
    view.badge = undefined;
    setContextKey("comparing", false);
    changed.fire();
  }

  /** Another organization is not what was compared. */
  function follow(): void {
    store?.dispose();
    const session = connections.getSession();
    if (!session) return close();
    store = session.store.onDidChange(({ parts }) => {
      if (!shown || !isAboutNow(shown.comparison)) return;
      if (!mayBeRead(session.store, parts)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        if (shown) void show(shown.comparison).catch(close);
      }, REST);
    });
  }

  let organizationId = connections.getSession()?.organizationId;
  const subscription = connections.onDidChange(() => {
    const next = connections.getSession()?.organizationId;
    if (next !== organizationId && shown) close();
    organizationId = next;
    follow();
  });
  follow();

  return {
    async show(comparison) {
      await show(comparison);
      if (shown?.comparison !== comparison) return;
      setContextKey("comparing", true);
      await vscode.commands.executeCommand(`${VIEWS.whatChanged}.focus`);
    },
    close,
    getShown: () => shown,
    dispose() {
      close();
      store?.dispose();
      subscription.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

function isAboutNow({ from, to }: Comparison): boolean {
  return from.moment.kind === "now" || to.moment.kind === "now";
}

/** Reads what is connected, tags only where that costs AWS nothing; what cannot be read is told of among the rows. */
async function loadQuietly(session: Session | undefined): Promise<void> {
  if (!session || session.shown) return;
  const options = { location: { viewId: VIEWS.organization }, title: t("Reading the organization") };
  await vscode.window.withProgress(options, async () => {
    await session.loading.start();
    if (isPlayground(session)) await loadTags(session.store);
  });
}

function toTreeItem(row: ChangedRow, comparison: Comparison | undefined): vscode.TreeItem {
  const isBranch = "rows" in row;
  const state = !isBranch
    ? vscode.TreeItemCollapsibleState.None
    : row.kind === "gaps"
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.Expanded;
  const item = new vscode.TreeItem(row.label, state);
  // Rows of another comparison are others: what stood open there says nothing of these.
  item.id = `${JSON.stringify(comparison)}/${row.id}`;
  const description = isBranch ? String(row.rows.length) : "description" in row ? row.description : undefined;
  if (description !== undefined) item.description = description;
  item.accessibilityInformation = { label: description === undefined ? row.label : `${row.label}: ${description}` };
  item.tooltip = item.accessibilityInformation.label;
  item.iconPath = getIcon(row);
  if (row.kind === "difference") {
    if (row.subject) item.contextValue = "revealable";
    if (hasText(row.difference)) {
      item.command = { command: COMMANDS.openDifference, title: t("Open Difference"), arguments: [row.difference] };
    }
  }
  return item;
}

/** Whether a click can show policy texts. */
function hasText({ kind }: Difference): boolean {
  return kind === "policyContentChanged" || kind === "policyAdded" || kind === "policyRemoved";
}

function getIcon(row: ChangedRow): vscode.ThemeIcon {
  if (row.kind === "difference") return getDifferenceIcon(row.difference);
  if (row.kind === "nothing") return new vscode.ThemeIcon("pass");
  if (row.kind === "gap" || row.kind === "gaps") return new vscode.ThemeIcon("question");
  switch (row.group) {
    case "structure":
      return new vscode.ThemeIcon("list-tree");
    case "policies":
      return new vscode.ThemeIcon("library");
    case "attachments":
      return new vscode.ThemeIcon("link");
    case "services":
      return new vscode.ThemeIcon("extensions");
    case "tags":
      return new vscode.ThemeIcon("tag");
  }
}

const ADDED = new vscode.ThemeIcon("diff-added", new vscode.ThemeColor("gitDecoration.addedResourceForeground"));
const REMOVED = new vscode.ThemeIcon("diff-removed", new vscode.ThemeColor("gitDecoration.deletedResourceForeground"));
const MOVED = new vscode.ThemeIcon("diff-renamed", new vscode.ThemeColor("gitDecoration.renamedResourceForeground"));
const MODIFIED = new vscode.ThemeIcon(
  "diff-modified",
  new vscode.ThemeColor("gitDecoration.modifiedResourceForeground"),
);

function getDifferenceIcon(difference: Difference): vscode.ThemeIcon {
  switch (difference.kind) {
    case "targetAdded":
    case "policyAdded":
    case "attached":
    case "serviceEnabled":
    case "delegated":
      return ADDED;
    case "targetRemoved":
    case "policyRemoved":
    case "detached":
    case "serviceDisabled":
    case "undelegated":
      return REMOVED;
    case "targetMoved":
    case "targetRenamed":
    case "policyRenamed":
      return MOVED;
    case "organization":
    case "policyType":
    case "stateChanged":
    case "emailChanged":
    case "policyDescriptionChanged":
    case "policyContentChanged":
      return MODIFIED;
    case "tag":
      return difference.from === undefined ? ADDED : difference.to === undefined ? REMOVED : MODIFIED;
  }
}
