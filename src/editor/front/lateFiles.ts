import * as vscode from "vscode";

/** Files that can be asked for before what holds them is there: tabs of the last time open with the window. */
export class LateFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #load: () => Promise<unknown>;
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  #files: vscode.FileSystemProvider | undefined;

  readonly onDidChangeFile = this.#changes.event;

  /** `load` resolves once `follow` was called. */
  constructor(load: () => Promise<unknown>) {
    this.#load = load;
  }

  follow(files: vscode.FileSystemProvider): vscode.Disposable {
    this.#files = files;
    return files.onDidChangeFile((changes) => this.#changes.fire(changes));
  }

  /** Changes are told for whatever is open, watched or not. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.#get()).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#get()).readFile(uri);
  }

  async writeFile(...args: Parameters<vscode.FileSystemProvider["writeFile"]>): Promise<void> {
    await (await this.#get()).writeFile(...args);
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    return (await this.#get()).readDirectory(uri);
  }

  async createDirectory(uri: vscode.Uri): Promise<void> {
    await (await this.#get()).createDirectory(uri);
  }

  async delete(...args: Parameters<vscode.FileSystemProvider["delete"]>): Promise<void> {
    await (await this.#get()).delete(...args);
  }

  async rename(...args: Parameters<vscode.FileSystemProvider["rename"]>): Promise<void> {
    await (await this.#get()).rename(...args);
  }

  dispose(): void {
    this.#changes.dispose();
  }

  async #get(): Promise<vscode.FileSystemProvider> {
    if (!this.#files) await this.#load();
    if (!this.#files) throw vscode.FileSystemError.Unavailable();
    return this.#files;
  }
}
