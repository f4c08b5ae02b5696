import * as vscode from "vscode";
import { PartMap } from "../../organization/parts";
import { isSameData } from "../../organization/sameData";
import { isAws } from "../../engine/endpoints";
import type { StoreChange, StorePart } from "../../organization/store";
import type { Disposable, Event } from "../../terms/event";
import { isPlayground, type Session } from "../connection/session";
import { describe } from "./describe";
import type { Context } from "./description";
import type { GetIcon } from "./icons";
import type { Element } from "./elements";
import type { RowClicks } from "./leftRows";
import type { TreeSource, ViewedOrganization } from "./source";
import { describeTooltip } from "./tooltip";
import { toMarkdown, toTreeItem } from "./treeItem";

/** What is known of policies besides what the organization says. */
export interface Drift {
  readonly onDidChange: Event<void>;
  /** As in `Context`. */
  getDriftFile(policyId: string): string | undefined;
}

/**
 * VS Code's side of a view: keeps one object for each row, since VS Code knows rows by identity, and tells of the
 * smallest row that changed. All rows are drawn anew only where the top ones are others: VS Code forgets what it knew of
 * them then, so that a row which is being opened at that moment may stay empty.
 */
export class StoreTree implements vscode.TreeDataProvider<Element>, vscode.Disposable {
  readonly #changes = new vscode.EventEmitter<Element[] | undefined>();
  readonly #getIcon: GetIcon;
  readonly #elements = new Map<string, Element>();
  readonly #drift: Drift | undefined;
  /** What the rows in sight were drawn with, by policy. */
  readonly #driftFiles = new Map<string, string | undefined>();
  readonly #subscriptions: readonly (Disposable | undefined)[];
  readonly #clicks: RowClicks;
  #source: TreeSource;
  #organization: ViewedOrganization | undefined;
  /** As in `Session`. */
  #organizationId = "";
  /** The parts that changed since the rows were last drawn. */
  readonly #changed = new PartMap<true>();
  /** Whether the top rows are among what changed. */
  #isTopChanged = false;
  /** What the top rows were when they were asked for last. */
  #top: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #subscription: Disposable | undefined;

  readonly onDidChangeTreeData = this.#changes.event;

  constructor(source: TreeSource, getIcon: GetIcon, clicks: RowClicks, drift?: Drift) {
    this.#source = source;
    this.#getIcon = getIcon;
    this.#clicks = clicks;
    this.#drift = drift;
    this.#subscriptions = [
      drift?.onDidChange(() => this.#redrawDrift()),
      clicks.left.onDidChange((ids) => this.#redrawLeft(ids)),
    ];
  }

  /** Shows another organization, or none. */
  setSession(session: Session | undefined): void {
    const organization = session && getViewedOrganization(session);
    if (isSameView(organization, this.#organization)) return;
    this.#subscription?.dispose();
    this.#subscription = organization?.store.onDidChange((change) => this.#onDidChange(change));
    this.#organization = organization;
    this.#organizationId = session?.organizationId ?? "";
    this.reset();
  }

  /** Shows other rows of the same organization. */
  setSource(source: TreeSource): void {
    if (source === this.#source) return;
    this.#source = source;
    this.reset();
  }

  reset(): void {
    this.#elements.clear();
    this.#driftFiles.clear();
    this.#changed.clear();
    this.#isTopChanged = false;
    this.#top = undefined;
    this.#changes.fire(undefined);
  }

  /** Asks for the rows of what is shown anew, which stands open as it did. */
  redrawAll(): void {
    this.#changes.fire(undefined);
  }

  async getChildren(parent?: Element): Promise<Element[]> {
    const organization = this.#organization;
    const source = this.#source;
    if (!organization) return [];
    const children = await source.loadChildren(organization, parent);
    if (organization !== this.#organization || source !== this.#source) return [];
    if (!parent) this.#top = source.getTop?.(organization.store);
    return children.map((child) => this.keep(child));
  }

  getParent(element: Element): Element | undefined {
    return element.parent;
  }

  getTreeItem(element: Element): vscode.TreeItem {
    const context = this.getContext();
    if (!context) return new vscode.TreeItem("");
    return toTreeItem(element, describe(element, context), {
      organizationId: this.#organizationId,
      isLeft: this.#clicks.left.has(element.id),
      clickCommand: this.#clicks.command,
      getIcon: this.#getIcon,
    });
  }

  resolveTreeItem(item: vscode.TreeItem, element: Element): vscode.TreeItem {
    const context = this.getContext();
    const tooltip = context && describeTooltip(element, context);
    item.tooltip = tooltip ? toMarkdown(tooltip) : "";
    return item;
  }

  /** What rows are described from; `undefined` without an organization. */
  getContext(): Context | undefined {
    if (!this.#organization) return undefined;
    const context = createContext(this.#organization);
    return this.#drift ? { ...context, getDriftFile: (policyId) => this.#getDriftFile(policyId) } : context;
  }

  /** The object that stands for a row; `element` itself when the row is new. */
  keep(element: Element): Element {
    const kept = this.#elements.get(element.id);
    if (kept && isSameData(kept, element)) return kept;
    this.#elements.set(element.id, element);
    return element;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription?.dispose();
    for (const subscription of this.#subscriptions) subscription?.dispose();
    this.#changes.dispose();
  }

  /** Rows of policies run another command while they are left. */
  #redrawLeft(ids: readonly string[]): void {
    const elements = ids.flatMap((id) => this.#elements.get(id) ?? []);
    const policies = elements.filter(({ kind }) => kind === "policy" || kind === "attachedPolicy");
    if (policies.length > 0) this.#changes.fire(policies);
  }

  #getDriftFile(policyId: string): string | undefined {
    const file = this.#drift?.getDriftFile(policyId);
    this.#driftFiles.set(policyId, file);
    return file;
  }

  #redrawDrift(): void {
    const elements = [...this.#elements.values()].filter(
      (element) =>
        element.kind === "policy" &&
        this.#driftFiles.has(element.policyId) &&
        this.#driftFiles.get(element.policyId) !== this.#drift?.getDriftFile(element.policyId),
    );
    if (elements.length > 0) this.#changes.fire(elements);
  }

  /** A load tells of hundreds of parts in one go: the rows are looked through once for all of them. */
  #onDidChange({ parts }: StoreChange): void {
    for (const part of parts) this.#changed.set(part, true);
    this.#isTopChanged ||= parts.some((part) => this.#source.isTopPart?.(part));
    this.#timer ??= setTimeout(() => this.#redraw(), REST);
  }

  #redraw(): void {
    this.#timer = undefined;
    const organization = this.#organization;
    if (!organization || this.#changed.isEmpty) return;
    // Rows that are not there yet will be the newest.
    if (this.#top !== undefined && this.#source.getTop?.(organization.store) !== this.#top) this.#isTopChanged = true;
    const isChanged = (part: StorePart) => this.#changed.has(part);
    const elements = this.#isTopChanged
      ? undefined
      : [...this.#elements.values()].filter((element) =>
          this.#source.getParts(element, organization.store).some(isChanged),
        );
    this.#changed.clear();
    this.#isTopChanged = false;
    if (!elements) this.#changes.fire(undefined);
    else if (elements.length > 0) this.#changes.fire(elements);
  }
}

/** Milliseconds between drawing rows anew: too short to be noticed. */
const REST = 30;

export function getViewedOrganization(session: Session): ViewedOrganization {
  const isLocal = isPlayground(session) || session.role === "file" || !isAws(session.customEndpoint);
  return { store: session.store, isLocal, isMember: session.role === "member" };
}

function isSameView(one: ViewedOrganization | undefined, other: ViewedOrganization | undefined): boolean {
  return one?.store === other?.store && one?.isLocal === other?.isLocal && one?.isMember === other?.isMember;
}

export function createContext({ store, isLocal }: ViewedOrganization): Context {
  return {
    known: store,
    isLocal,
    language: vscode.env.language,
    t: (text, ...values) => vscode.l10n.t(text, ...values),
  };
}
