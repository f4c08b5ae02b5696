/** The quick pick of Find: rows follow what is typed and what arrives, and Enter opens the row that is seen. */
import type * as vscode from "vscode";
import { isSameData } from "../../organization/sameData";
import type { Disposable } from "../../terms/event";
import type { Translate } from "../../terms/translate";
import { describeNothing, find, type Findable, type FindIndex } from "./findIndex";
import { BEYOND, HandedRows } from "./handedRows";

/** More than this nobody reads, and VS Code lays out slowly. */
const MAX_ITEMS = 200;
/** Milliseconds; answers come in bursts. */
const REST = 150;

export interface FindItem extends vscode.QuickPickItem {
  /** Absent where nothing was found, which is said in a row. */
  readonly found?: Findable;
}

export type FindPick = Pick<
  vscode.QuickPick<FindItem>,
  | "value"
  | "items"
  | "activeItems"
  | "title"
  | "busy"
  | "onDidChangeValue"
  | "onDidChangeActive"
  | "onDidChangeSelection"
  | "onDidAccept"
  | "onDidTriggerItemButton"
  | "onDidHide"
  | "show"
  | "hide"
  | "dispose"
>;

export interface FindPorts {
  readonly readIndex: () => Promise<FindIndex>;
  /** Reads what is not known yet; never fails. */
  readonly load: () => Promise<void>;
  /** More may be found. */
  readonly onDidChange: (listener: () => void) => Disposable;
  readonly toItem: (found: Findable) => FindItem;
  readonly pressButton: (found: Findable, button: vscode.QuickInputButton) => void;
  /** Resolves once VS Code has drawn what it was given, and all it had told before has arrived. */
  readonly waitForDrawn: () => Promise<void>;
  readonly t: Translate;
}

/** Shows what is known at once and more as it arrives. */
export function askToFind(pick: FindPick, ports: FindPorts): Promise<Findable | undefined> {
  const { t } = ports;
  const rows = new HandedRows<Findable>();
  let index: FindIndex = { all: [], withoutTags: 0 };
  let timer: NodeJS.Timeout | undefined;
  let isOpen = true;
  /** Enter came before anything was found. */
  let isAwaited = false;
  /** The place that Enter is about to speak of; `undefined` where no row is marked. */
  let place: number | undefined;
  /** Id of the row that was gone to by hand. */
  let held: string | undefined;
  let answer: (found: Findable | undefined) => void = () => undefined;

  const getMatching = () => find(index.all, pick.value, MAX_ITEMS);
  const getPlace = ([item]: readonly FindItem[]) =>
    item && pick.items.includes(item) ? pick.items.indexOf(item) : undefined;

  function take(found: Findable): void {
    answer(found);
    pick.hide();
  }

  function accept(): void {
    const meant = rows.choose(place, pick.value, getMatching()[0]);
    place = undefined;
    isAwaited = meant === undefined && pick.busy;
    // Where the rows changed under Enter, they stand there for another look.
    if (meant !== undefined && meant !== "unsure") take(meant);
  }

  function show(): void {
    const found = getMatching();
    const { value } = pick;
    pick.title = getTitle(index, t);
    const [first] = found;
    if (isAwaited && first) return take(first);
    const isNothing = !first && value.trim() !== "";
    const { query, rows: before } = rows.newest;
    // Items that are set anew lose the choice among them.
    if (!isNothing && isSameData(found, before) && pick.items.length === found.length) return rows.keep(value);
    const items = isNothing
      ? [{ ...describeNothing(index, value, pick.busy, t), alwaysShow: true }]
      : found.map(ports.toItem);
    const drawn = rows.hand(value, found, items.length);
    pick.items = items;
    const active = query === value && items[found.findIndex(({ id }) => id === held)];
    if (active) pick.activeItems = [active];
    void ports.waitForDrawn().then(drawn);
  }

  async function refresh(): Promise<void> {
    const next = await ports.readIndex();
    timer = undefined;
    if (!isOpen) return;
    index = next;
    show();
  }

  pick.title = getTitle(index, t);
  pick.busy = true;
  void refresh()
    .then(ports.load)
    .finally(() => {
      pick.busy = false;
      if (isOpen) show();
    });

  return new Promise((resolve) => {
    answer = resolve;
    const subscriptions: readonly Disposable[] = [
      pick,
      ports.onDidChange(() => (timer ??= setTimeout(() => void refresh(), REST))),
      pick.onDidChangeValue(() => {
        isAwaited = false;
        held = undefined;
        show();
      }),
      pick.onDidChangeActive((active) => {
        const at = getPlace(active);
        // While rows are being replaced, VS Code goes to the first by itself.
        if (rows.isSettled) held = at === undefined || at === 0 ? undefined : rows.at(at)?.id;
      }),
      // It comes right before Enter, which itself names no row.
      pick.onDidChangeSelection((selected) => {
        place = getPlace(selected) ?? BEYOND;
      }),
      pick.onDidAccept(accept),
      pick.onDidTriggerItemButton(({ item, button }) => {
        const found = rows.at(getPlace([item]) ?? -1);
        if (!found) return;
        ports.pressButton(found, button);
        pick.hide();
      }),
      pick.onDidHide(() => {
        isOpen = false;
        clearTimeout(timer);
        for (const subscription of subscriptions) subscription.dispose();
        resolve(undefined);
      }),
    ];
    pick.show();
  });
}

/** Says what cannot be found yet. */
function getTitle({ all, withoutTags }: FindIndex, t: Translate): string {
  const title = t("Find Account, OU or Policy");
  if (withoutTags === 0 || all.length === 0) return title;
  return withoutTags === all.length
    ? t("{0} (tags are not loaded yet)", title)
    : t("{0} (tags of {1} of {2} are not loaded yet)", title, withoutTags, all.length);
}
