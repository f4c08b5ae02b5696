import * as vscode from "vscode";
import type { Disposable } from "../../terms/event";
import { loadTargets } from "../changing/targetName";
import { createFindIndex } from "../commands/findIndex";
import type { Connections } from "../connection/session";
import { setContextKey } from "../contextKeys";
import type { LateView } from "../front/lateView";
import { getTargetFacts } from "../targets";
import { createArrangedSource } from "./arrangedSource";
import { isPlain, PLAIN, type Arrangement } from "./arrangement";
import type { GetIcon } from "./icons";
import { createTarget, type Element } from "./elements";
import { createKeptIndex } from "./keptIndex";
import type { RowClicks } from "./leftRows";
import { getHeader } from "./organizationHeader";
import { organizationSource } from "./organizationSource";
import { StoreTree } from "./storeTree";

/** A view as commands and other views see it. */
export interface ElementView {
  readonly view: vscode.TreeView<Element>;
  /** Selects and shows what has this id. Does nothing when it has no place in the view. */
  readonly reveal: (id: string) => Promise<void>;
  dispose(): void;
}

export interface OrganizationView extends ElementView {
  getArrangement(): Arrangement;
  /** Shows the tree in another way. */
  arrange(arrangement: Arrangement): void;
}

const { t } = vscode.l10n;

/** Milliseconds between two looks at how old what is shown is, while answers pour in, and when nothing happens. */
const REST = 500;
const AGEING = 30_000;

/** Roots, OUs, accounts and open invitations. */
export function createOrganizationView(
  connections: Connections,
  getIcon: GetIcon,
  { view, rows }: LateView,
  clicks: RowClicks,
): OrganizationView {
  const tree = new StoreTree(organizationSource, getIcon, clicks);
  let arrangement = PLAIN;
  let organizationId: string | undefined;
  let storeSubscription: Disposable | undefined;
  const index = createKeptIndex(createFindIndex, () => {
    if (!isPlain(arrangement)) tree.redrawAll();
  });
  let timer: NodeJS.Timeout | undefined;

  /** After the rows: VS Code holds back for a fifth of a second what follows a message. */
  function showHeader(): void {
    timer = undefined;
    const { description, message } = getHeader(connections, arrangement, Date.now(), t);
    if (view.description !== description) view.description = description;
    if ((view.message ?? "") !== message) view.message = message;
  }

  function update(): void {
    const session = connections.getSession();
    if (session?.organizationId !== organizationId) setArrangement(PLAIN);
    organizationId = session?.organizationId;
    storeSubscription?.dispose();
    index.clear();
    storeSubscription = session?.store.onDidChange(() => {
      index.touch();
      timer ??= setTimeout(showHeader, REST);
    });
    tree.setSession(session);
    showHeader();
  }

  function arrange(next: Arrangement): void {
    setArrangement(next);
    showHeader();
  }

  function setArrangement(next: Arrangement): void {
    arrangement = next;
    const isArranged = !isPlain(next);
    tree.setSource(isArranged ? createArrangedSource(next, (store) => index.get(store), t) : organizationSource);
    setContextKey("arranged", isArranged);
  }

  const ageing = setInterval(showHeader, AGEING);
  const subscription = vscode.Disposable.from(
    connections.onDidChange(update),
    connections.onDidChangeCanChange(showHeader),
    rows.follow(tree),
  );
  update();

  return {
    view,
    getArrangement: () => arrangement,
    arrange,
    async reveal(targetId) {
      const store = connections.getSession()?.store;
      if (!store) return;
      // What was only met in a list of targets has no place until the tree above it was read.
      if (store.getPath(targetId)[0]?.kind !== "root") await loadTargets(store);
      const path = store.getPath(targetId);
      if (path[0]?.kind !== "root" || connections.getSession()?.store !== store) return;
      if (!isPlain(arrangement)) arrange(PLAIN);
      let element: Element | undefined;
      for (const target of path) element = tree.keep(createTarget(element, target.kind, getTargetFacts(target).id));
      if (element) await view.reveal(element, { select: true, focus: true, expand: false });
    },
    dispose() {
      clearInterval(ageing);
      clearTimeout(timer);
      index.dispose();
      storeSubscription?.dispose();
      subscription.dispose();
      tree.dispose();
    },
  };
}
