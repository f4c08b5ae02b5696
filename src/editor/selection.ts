/** From what VS Code passes to a command to what the command is about. */
import * as vscode from "vscode";
import { OrganizationError } from "../organization/errors";
import { Emitter, type Event } from "../terms/event";
import { getClickedRows } from "./clickedRows";
import type { Session } from "./connection/session";
import { POLICY_LANGUAGE_ID, POLICY_SCHEME } from "./contributions";
import { parsePolicyAddress } from "./documents/policyUri";
import { findFocusedRows, isPressed } from "./focusedRows";
import type { Subject } from "./subject";
import { untilSelected } from "./untilSelected";
import type { Element } from "./views/elements";
import type { LeftRows } from "./views/leftRows";

export interface Selection {
  /**
   * The rows a command was called on: clicked and selected, else those clicked or selected last. Throws `LostRows` where
   * a clicked one is not known any more.
   */
  readonly getElements: (args: readonly unknown[]) => readonly Element[];
  readonly getSubjects: (args: readonly unknown[]) => readonly Subject[];
  /** The arguments of a command with a key, as VS Code would pass them had it been called from the menu of the rows. */
  readonly atFocus: (args: readonly unknown[]) => Promise<readonly unknown[]>;
  /** Tells of the rows that were clicked or selected, by either button of the mouse or by a key. */
  readonly onDidUse: Event<readonly Element[]>;
  /** A row of `view` was clicked that it may have had selected already. Answers what it has selected. */
  readonly click: (view: vscode.TreeView<Element>) => readonly Element[];
  dispose(): void;
}

/** What was clicked or selected last. */
interface Last {
  /** Where its view has it selected. */
  readonly view?: vscode.TreeView<Element>;
  readonly getRows: () => readonly Element[];
  readonly organizationId: string | undefined;
}

/**
 * `views` in any order; which one was used last is told by their selections, by their rows that open and close, and by
 * what commands are called on. `getStore` answers the connected organization: a document of another one is never taken
 * for a policy of this. `left` is kept up to date.
 */
export function createSelection(
  views: readonly vscode.TreeView<Element>[],
  getSession: () => Pick<Session, "organizationId" | "store"> | undefined,
  left: LeftRows,
): Selection {
  /** `undefined` when the editor of a policy, or of a file that is one, was used last. */
  let last: Last | undefined;
  let stopLooking = (): void => undefined;
  const used = new Emitter<readonly Element[]>();
  const getOrganizationId = () => getSession()?.organizationId;
  const subscriptions = vscode.Disposable.from(
    ...views.flatMap((view) => [
      view.onDidChangeSelection(({ selection }) => {
        // A row that went away takes its view's selection with it: nobody has turned to that view.
        if (selection.length > 0 || last?.view === view) useView(view);
        if (selection.length === 0) stopLooking = untilSelected(view, () => useView(view));
      }),
      view.onDidExpandElement(({ element }) => useToggled(view, element)),
      view.onDidCollapseElement(({ element }) => useToggled(view, element)),
    ]),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (!editor || !isPolicy(editor.document)) return;
      if (!isOpenedFrom(last, editor.document)) last = undefined;
      tellLeft();
    }),
    used,
  );

  function getElements(args: readonly unknown[]): readonly Element[] {
    const clicked = getClickedRows(args);
    if (clicked) {
      if (clicked.length > 0) useRows(clicked);
      return clicked;
    }
    return isOfAnother() ? [] : (last?.getRows() ?? []);
  }

  function useView(view: vscode.TreeView<Element>): void {
    use({
      view,
      getRows: () => (view.visible ? view.selection : []),
      organizationId: getOrganizationId(),
    });
  }

  /** A click opens or closes the row; where that is still selected, this is all that is told. */
  function useToggled(view: vscode.TreeView<Element>, element: Element): void {
    const [first, ...others] = view.selection;
    if (first?.id === element.id && others.length === 0 && last?.view !== view) useView(view);
  }

  function useRows(rows: readonly Element[]): void {
    const view = views.find(({ selection }) => rows.every(({ id }) => selection.some((one) => one.id === id)));
    if (view) useView(view);
    else {
      const getRows = () => (views.some(({ visible }) => visible) ? rows.filter(isThere) : []);
      use({ getRows, organizationId: getOrganizationId() });
    }
  }

  function use(next: Last): void {
    stopLooking();
    last = next;
    tellLeft();
    used.fire(next.getRows());
  }

  function tellLeft(): void {
    left.set(views.flatMap((view) => (view === last?.view ? [] : view.selection.map(({ id }) => id))));
  }

  /** What a menu was opened on may have been deleted by it. */
  function isThere({ subject }: Element): boolean {
    const store = getSession()?.store;
    if (!subject || !store) return subject === undefined;
    return subject.kind === "target"
      ? store.getTarget(subject.targetId) !== undefined
      : store.getPolicySummary(subject.policyId) !== undefined;
  }

  /** VS Code keeps what was selected in another organization for selected where this one has a row of the same id. */
  function isOfAnother(): boolean {
    return last !== undefined && last.organizationId !== getOrganizationId();
  }

  return {
    getElements,
    getSubjects(args) {
      const [given] = args;
      if (given instanceof vscode.Uri) {
        refuseForeign(given, getOrganizationId());
        return toList(getPolicySubject(given));
      }
      if (isSubject(given)) return [given];
      const subjects = getElements(args).flatMap((element) => toList(element.subject));
      if (subjects.length > 0 || args.length > 0 || isOfAnother()) return subjects;
      const active = vscode.window.activeTextEditor?.document.uri;
      return active && !isForeign(active, getOrganizationId()) ? toList(getPolicySubject(active)) : [];
    },
    async atFocus(args) {
      if (!isPressed(args)) return args;
      const rows = await findFocusedRows(views);
      // Without any, a key is about nothing, and never about what the editor shows.
      return rows.length > 0 ? [rows[0], rows] : args;
    },
    onDidUse: used.event,
    click(view) {
      useView(view);
      return view.selection;
    },
    dispose() {
      stopLooking();
      subscriptions.dispose();
    },
  };
}

/** Whether a row that was clicked is why the text is there: it is still what was used last. */
function isOpenedFrom(last: Last | undefined, { uri }: vscode.TextDocument): boolean {
  const opened = getPolicySubject(uri);
  const [row, ...others] = last?.getRows() ?? [];
  return (
    opened?.kind === "policy" &&
    others.length === 0 &&
    row?.subject?.kind === "policy" &&
    row.subject.policyId === opened.policyId
  );
}

function isPolicy({ uri, languageId }: vscode.TextDocument): boolean {
  return languageId === POLICY_LANGUAGE_ID || getPolicySubject(uri) !== undefined;
}

function getPolicySubject(uri: vscode.Uri): Subject | undefined {
  if (uri.scheme !== POLICY_SCHEME) return undefined;
  const address = parsePolicyAddress(uri);
  return address && { kind: "policy", policyId: address.policyId };
}

function isForeign(uri: vscode.Uri, organizationId: string | undefined): boolean {
  const address = uri.scheme === POLICY_SCHEME ? parsePolicyAddress(uri) : undefined;
  return address !== undefined && organizationId !== undefined && address.organizationId !== organizationId;
}

function refuseForeign(uri: vscode.Uri, organizationId: string | undefined): void {
  if (!isForeign(uri, organizationId)) return;
  const own = parsePolicyAddress(uri)?.organizationId ?? "";
  throw new OrganizationError(
    "invalid",
    vscode.l10n.t("This policy belongs to organization {0}, and {1} is connected.", own, organizationId ?? ""),
  );
}

function isSubject(value: unknown): value is Subject {
  if (!isObject(value) || "id" in value) return false;
  if (value.kind === "target") return typeof value.targetId === "string";
  return value.kind === "policy" && typeof value.policyId === "string";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function toList<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
