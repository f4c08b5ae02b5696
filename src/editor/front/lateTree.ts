import * as vscode from "vscode";

/**
 * The rows of a view that is there before what knows them: to ask for them loads it. Whoever asks waits until there is
 * something to answer: an empty answer that is taken back at once costs another round through VS Code.
 */
export class LateTree<T> implements vscode.TreeDataProvider<T>, vscode.Disposable {
  readonly #open: () => Promise<unknown>;
  readonly #onFirstRows: (asked: number) => void;
  #opening: Promise<unknown> | undefined;
  #isOpen = false;
  #asked: number | undefined;
  #hasRows = false;
  readonly #askedBelow = new vscode.EventEmitter<void>();
  readonly #changes = new vscode.EventEmitter<T | T[] | undefined | null | void>();
  #tree: Required<Pick<vscode.TreeDataProvider<T>, Method>> | undefined;

  readonly onDidChangeTreeData = this.#changes.event;

  /**
   * `open` resolves once `follow` was called and what can be shown at once is known. `onFirstRows` is told when there is
   * something to show for the first time, and since when VS Code has been asking.
   */
  constructor(open: () => Promise<unknown>, onFirstRows: (asked: number) => void) {
    this.#open = open;
    this.#onFirstRows = onFirstRows;
  }

  follow(tree: Required<Pick<vscode.TreeDataProvider<T>, Method | "onDidChangeTreeData">>): vscode.Disposable {
    this.#tree = tree;
    // VS Code drops an answer that is under way when it is told of a change. What is being waited for will be the newest.
    return tree.onDidChangeTreeData((element) => {
      if (this.#isOpen || !this.#opening) this.#changes.fire(element);
    });
  }

  /** Resolves the next time when VS Code asks for what is below a row. */
  askedBelow(): Promise<void> {
    return new Promise((resolve) => {
      const subscription = this.#askedBelow.event(() => {
        subscription.dispose();
        resolve();
      });
    });
  }

  async getChildren(element?: T): Promise<T[]> {
    this.#asked ??= performance.now();
    if (element !== undefined) this.#askedBelow.fire();
    if (!this.#isOpen) await (this.#opening ??= this.#begin());
    const children = (await this.#tree?.getChildren(element)) ?? [];
    if (children.length > 0 && !this.#hasRows) {
      this.#hasRows = true;
      this.#onFirstRows(this.#asked);
    }
    return children;
  }

  getTreeItem(element: T): vscode.TreeItem | Thenable<vscode.TreeItem> {
    return this.#tree?.getTreeItem(element) ?? new vscode.TreeItem("");
  }

  getParent(element: T): vscode.ProviderResult<T> {
    return this.#tree?.getParent(element);
  }

  resolveTreeItem(
    item: vscode.TreeItem,
    element: T,
    token: vscode.CancellationToken,
  ): vscode.ProviderResult<vscode.TreeItem> {
    return this.#tree?.resolveTreeItem(item, element, token);
  }

  dispose(): void {
    this.#changes.dispose();
    this.#askedBelow.dispose();
  }

  async #begin(): Promise<void> {
    try {
      await this.#open();
      this.#isOpen = true;
    } finally {
      this.#opening = undefined;
    }
  }
}

type Method = "getChildren" | "getTreeItem" | "getParent" | "resolveTreeItem";
