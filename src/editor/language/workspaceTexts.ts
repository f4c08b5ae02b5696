import * as vscode from "vscode";
import { type Disposable, Emitter, type Event } from "../../terms/event";

/** Files of a workspace that say something of others, read when first asked for and kept in step with the disk. */
export interface WorkspaceTexts<T> extends Disposable {
  /** What was read so far, by the text of the file's URI; the first call starts to read. */
  get(): ReadonlyMap<string, T>;
  /** As `get`, once all of them are read. */
  load(): Promise<ReadonlyMap<string, T>>;
  readonly onDidChange: Event<void>;
}

/** A workspace with more of them is read in part. */
const MAX_FILES = 2_000;

/** `read` answers `undefined` for a file that says nothing. */
export function watchWorkspaceTexts<T>(
  pattern: string,
  read: (uri: vscode.Uri, text: string) => T | undefined,
): WorkspaceTexts<T> {
  const changes = new Emitter<void>();
  const values = new Map<string, T>();
  const disposables: vscode.Disposable[] = [];
  let isDisposed = false;

  async function load(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      const value = read(uri, text);
      if (value === undefined) values.delete(key);
      else values.set(key, value);
    } catch {
      // It is gone, or cannot be read: then it says nothing.
      values.delete(key);
    }
  }

  async function loadAndTell(uris: readonly vscode.Uri[]): Promise<void> {
    await Promise.all(uris.map(load));
    if (!isDisposed) changes.fire();
  }

  async function start(): Promise<void> {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const reload = (uri: vscode.Uri) => void loadAndTell([uri]);
    disposables.push(watcher, watcher.onDidCreate(reload), watcher.onDidChange(reload), watcher.onDidDelete(reload));
    const found = await vscode.workspace.findFiles(pattern, "**/node_modules/**", MAX_FILES);
    if (found.length > 0) await loadAndTell(found);
  }

  let started: Promise<void> | undefined;
  function get(): ReadonlyMap<string, T> {
    if (vscode.workspace.workspaceFolders?.length) started ??= start();
    return values;
  }
  return {
    onDidChange: changes.event,
    get,
    async load() {
      get();
      await started;
      return values;
    },
    dispose() {
      isDisposed = true;
      changes.dispose();
      for (const disposable of disposables) disposable.dispose();
    },
  };
}
