/**
 * VS Code's quick pick as an extension sees it: both sides speak by messages that take their time, and rows are told by
 * their place among those drawn.
 */
import type * as vscode from "vscode";
import type { FindItem, FindPick } from "../../../src/editor/commands/findPick";
import { Emitter } from "../../../src/terms/event";

export class FakePick implements FindPick {
  title: string | undefined;
  busy = false;
  value = "";
  isHidden = false;
  readonly #value = new Emitter<string>();
  readonly #active = new Emitter<readonly FindItem[]>();
  readonly #selection = new Emitter<readonly FindItem[]>();
  readonly #accept = new Emitter<void>();
  readonly #button = new Emitter<vscode.QuickPickItemButtonEvent<FindItem>>();
  readonly #hide = new Emitter<void>();
  readonly onDidChangeValue = this.#value.event as vscode.Event<string>;
  readonly onDidChangeActive = this.#active.event as vscode.Event<readonly FindItem[]>;
  readonly onDidChangeSelection = this.#selection.event as vscode.Event<readonly FindItem[]>;
  readonly onDidAccept = this.#accept.event as vscode.Event<void>;
  readonly onDidTriggerItemButton = this.#button.event as vscode.Event<vscode.QuickPickItemButtonEvent<FindItem>>;
  readonly onDidHide = this.#hide.event as vscode.Event<void>;
  readonly #toScreen: (() => void)[] = [];
  readonly #toExtension: (() => void)[] = [];
  #items: readonly FindItem[] = [];
  /** Whether VS Code tells that the first of new rows is active: it does not always. */
  readonly #tells: () => boolean;
  /** What a person sees. */
  screen: { value: string; rows: readonly FindItem[]; at: number } = { value: "", rows: [], at: 0 };

  constructor(tells: () => boolean) {
    this.#tells = tells;
  }

  get items() {
    return this.#items;
  }

  set items(items: readonly FindItem[]) {
    this.#items = items;
    this.#toScreen.push(() => {
      this.screen = { ...this.screen, rows: items, at: 0 };
      if (this.#tells()) this.#tellActive();
    });
  }

  get activeItems() {
    return [];
  }

  set activeItems([item]: readonly FindItem[]) {
    const at = item ? this.#items.indexOf(item) : -1;
    this.#toScreen.push(() => {
      if (at >= 0) this.screen = { ...this.screen, at };
      if (this.#tells()) this.#tellActive();
    });
  }

  show(): void {
    this.isHidden = false;
  }

  hide(): void {
    this.isHidden = true;
    this.#hide.fire();
  }

  dispose(): void {
    this.isHidden = true;
  }

  readonly waitForDrawn = () =>
    new Promise<void>((resolve) => {
      this.#toScreen.push(() => this.#toExtension.push(resolve));
    });

  /** Lets the next message arrive on one side. */
  deliver(side: "screen" | "extension"): boolean {
    const message = (side === "screen" ? this.#toScreen : this.#toExtension).shift();
    message?.();
    return message !== undefined;
  }

  type(value: string): void {
    this.screen = { ...this.screen, value, at: 0 };
    this.#toExtension.push(() => {
      this.value = value;
      this.#value.fire(value);
    });
    if (this.#tells()) this.#tellActive();
  }

  goTo(at: number): void {
    this.screen = { ...this.screen, at };
    this.#tellActive();
  }

  pressEnter(): void {
    const { rows, at } = this.screen;
    if (rows[at]) this.#toExtension.push(() => this.#selection.fire(this.#find(at)));
    this.#toExtension.push(() => this.#accept.fire());
  }

  pressButton(at: number): void {
    this.#toExtension.push(() => {
      const [item] = this.#find(at);
      if (item) this.#button.fire({ item, button: {} as vscode.QuickInputButton });
    });
  }

  #tellActive(): void {
    const { at } = this.screen;
    this.#toExtension.push(() => this.#active.fire(this.#find(at)));
  }

  /** Places are all that crosses over. */
  #find(at: number): readonly FindItem[] {
    const item = this.#items[at];
    return item ? [item] : [];
  }
}
