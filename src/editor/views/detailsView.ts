import * as vscode from "vscode";
import { isOpen } from "../../changes/openHandshake";
import { getPartKey, PartMap } from "../../organization/parts";
import type { StoreChange } from "../../organization/store";
import type { Disposable } from "../../terms/event";
import { VIEWS } from "../contributions";
import type { Connections, Session } from "../connection/session";
import { createDetailsSource, type DetailsSource } from "./detailsSource";
import type { GetIcon } from "./icons";
import type { Element } from "./elements";
import type { DetailSubject } from "./facts";
import { findHandshake, getHandshakeName } from "./handshakeWords";
import type { RowClicks } from "./leftRows";
import type { TreeSource } from "./source";
import { createContext, StoreTree } from "./storeTree";
import { getPolicyName, getTargetName } from "./words";

export interface DetailsView {
  readonly view: vscode.TreeView<Element>;
  /** Shows what was selected elsewhere. */
  show(subject: DetailSubject): void;
  dispose(): void;
}

const NOTHING: TreeSource = {
  loadChildren: async () => [],
  getParts: () => [],
};

/** What is known of the selected root, OU, account or policy. Asks only while it can be seen. */
export function createDetailsView(connections: Connections, getIcon: GetIcon, clicks: RowClicks): DetailsView {
  const tree = new StoreTree(NOTHING, getIcon, clicks);
  const view = vscode.window.createTreeView(VIEWS.details, { treeDataProvider: tree, canSelectMany: true });
  let session: Session | undefined;
  let subject: DetailSubject | undefined;
  /** What was shown of another organization: its row here is alike, and VS Code tells of no other selection on a click. */
  let left: DetailSubject | undefined;
  let source: DetailsSource | undefined;
  /** The parts that the rows stand for. */
  let shown = "";
  let subscription: Disposable | undefined;
  /** Whether the organization was seen to have the subject. */
  let wasThere = false;
  let timer: NodeJS.Timeout | undefined;

  function setSession(): void {
    // What was last seen of an organization and the organization itself are one to whoever looks.
    const kept = session?.organizationId === connections.getSession()?.organizationId ? subject : undefined;
    session = connections.getSession();
    left = subject ?? left;
    subscription?.dispose();
    clear();
    subscription = session?.store.onDidChange(onDidChange);
    tree.setSession(session);
    if (kept) show(kept);
    else {
      showTitle();
      showLeft();
    }
  }

  function showLeft(): void {
    if (session && left && isThere(session, left)) show(left);
  }

  function clear(): void {
    subject = undefined;
    source = undefined;
    wasThere = false;
    tree.setSource(NOTHING);
  }

  function show(next: DetailSubject): void {
    if (!session || getKey(next) === getKey(subject)) return;
    const { store } = session;
    subject = next;
    left = undefined;
    wasThere = isThere(session, next);
    source = createDetailsSource(next, createContext);
    shown = source.getAllParts(store).map(getPartKey).join();
    tree.setSource(source);
    showTitle();
    if (view.visible) source.loadParts(store);
  }

  /** What a refresh took away is fetched again; what became known above the target brings more to fetch. */
  function onDidChange({ parts }: StoreChange): void {
    showLeft();
    if (!session || !source || !subject) return;
    showTitle();
    if (isThere(session, subject)) wasThere = true;
    else if (wasThere) timer ??= setTimeout(forgetWhatHasGone, MOVING);
    const all = source.getAllParts(session.store);
    const isOther = all.map(getPartKey).join() !== shown;
    if (isOther) {
      shown = all.map(getPartKey).join();
      tree.reset();
    }
    const wanted = new PartMap(all.map((part) => [part, true] as const));
    if (view.visible && (isOther || parts.some((part) => wanted.has(part)))) source.loadParts(session.store);
  }

  /** What was deleted is not gone on about. */
  function forgetWhatHasGone(): void {
    timer = undefined;
    if (!session || !subject || !wasThere || isThere(session, subject)) return;
    // Read anew, it may be late and not gone.
    left = subject;
    clear();
    showTitle();
  }

  function showTitle(): void {
    view.description = session && subject ? getTitle(session, subject) : "";
    view.message = subject ? "" : vscode.l10n.t("Select a root, OU, account or policy above.");
  }

  const subscriptions = vscode.Disposable.from(
    connections.onDidChange(setSession),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible && session) source?.loadParts(session.store);
    }),
  );
  setSession();

  return {
    view,
    show,
    dispose() {
      clearTimeout(timer);
      subscription?.dispose();
      subscriptions.dispose();
      view.dispose();
      tree.dispose();
    },
  };
}

/** Milliseconds in which an account that is moved may stand in neither of two lists. */
const MOVING = 1000;

/** An invitation that was answered or cancelled is not there any more. */
function isThere({ store }: Session, subject: DetailSubject): boolean {
  switch (subject.kind) {
    case "policy":
      return store.getPolicySummary(subject.policyId) !== undefined;
    case "target":
      return store.getTarget(subject.targetId) !== undefined;
    case "handshake": {
      const handshake = findHandshake(store, subject);
      return handshake !== undefined && isOpen(handshake);
    }
  }
}

function getTitle({ store }: Session, subject: DetailSubject): string {
  switch (subject.kind) {
    case "policy":
      return getPolicyName(store, subject.policyId);
    case "target":
      return getTargetName(store, subject.targetId);
    case "handshake": {
      const handshake = findHandshake(store, subject);
      return handshake ? getHandshakeName(handshake, subject, vscode.l10n.t) : subject.handshakeId;
    }
  }
}

function getKey(subject: DetailSubject | undefined): string {
  switch (subject?.kind) {
    case undefined:
      return "";
    case "policy":
      return subject.policyId;
    case "target":
      return subject.targetId;
    case "handshake":
      return subject.handshakeId;
  }
}
