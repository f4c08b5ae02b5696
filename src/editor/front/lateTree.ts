import * as vscode from "vscode";

/** The rows of a view that is there before what knows them: to ask for them loads it. */
export class LateTree<T> implements vscode.TreeDataProvider<T>, vscode.Disposable {
  readonly #load: () => Promise<unknown>;
  readonly #onFirstRows: (asked: number) => void;
  #asked: number | undefined;
  #hasRows = false;
  readonly #changes = new vscode.EventEmitter<T | T[] | undefined | null | void>();
  #tree: Required<Pick<vscode.TreeDataProvider<T>, Method>> | undefined;

  readonly onDidChangeTreeData = this.#changes.event;

  /**
   * `load` resolves once `follow` was called. `onFirstRows` is told when there is something to show for the first time,
   * and since when VS Code has been asking.
   */
  constructor(load: () => Promise<unknown>, onFirstRows: (asked: number) => void) {
    this.#load = load;
    this.#onFirstRows = onFirstRows;
  }

  follow(tree: Required<Pick<vscode.TreeDataProvider<T>, Method | "onDidChangeTreeData">>): vscode.Disposable {
    this.#tree = tree;
    return tree.onDidChangeTreeData((element) => this.#changes.fire(element));
  }

  async getChildren(element?: T): Promise<T[]> {
    this.#asked ??= performance.now();
    if (!this.#tree) await this.#load();
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
  }
}

type Method = "getChildren" | "getTreeItem" | "getParent" | "resolveTreeItem";
