/** From what VS Code passes to a command to what the command is about. */
import * as vscode from "vscode";
import { OrganizationError } from "../organization/errors";
import { getClickedRows } from "./clickedRows";
import { POLICY_LANGUAGE_ID, POLICY_SCHEME } from "./contributions";
import { parsePolicyAddress } from "./documents/policyUri";
import { findFocusedRows, isPressed } from "./focusedRows";
import type { Subject } from "./subject";
import type { Element } from "./views/elements";

export interface Selection {
  /**
   * The rows a command was called on: clicked and selected, else those selected in the view used last. Throws `LostRows`
   * where a clicked one is not known any more.
   */
  readonly getElements: (args: readonly unknown[]) => readonly Element[];
  readonly getSubjects: (args: readonly unknown[]) => readonly Subject[];
  /** The arguments of a command with a key, as VS Code would pass them had it been called from the menu of the rows. */
  readonly atFocus: (args: readonly unknown[]) => Promise<readonly unknown[]>;
  dispose(): void;
}

/**
 * `views` in any order; which one was used last is told by their selections. `getOrganizationId` answers the connected
 * organization: a document of another one is never taken for a policy of this.
 */
export function createSelection(
  views: readonly vscode.TreeView<Element>[],
  getOrganizationId: () => string | undefined,
): Selection {
  /** The view used last, and in which organization; `undefined` when the editor of a policy, or of a file that is one, was. */
  let last: { readonly view: vscode.TreeView<Element>; readonly organizationId: string | undefined } | undefined;
  const subscriptions = vscode.Disposable.from(
    ...views.map((view) => view.onDidChangeSelection(() => (last = { view, organizationId: getOrganizationId() }))),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor && isPolicy(editor.document)) last = undefined;
    }),
  );

  function getElements(args: readonly unknown[]): readonly Element[] {
    const clicked = getClickedRows(args);
    if (clicked) return clicked;
    return last?.view.visible && !isOfAnother() ? last.view.selection : [];
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
    dispose: () => subscriptions.dispose(),
  };
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
