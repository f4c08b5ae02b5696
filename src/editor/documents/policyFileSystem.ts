/** Policies as files of the `orgscope:` scheme. Writing one keeps a draft: it never sends, prompts or refuses. */
import * as vscode from "vscode";
import { isOrganizationError } from "../../organization/errors";
import { getOpenPolicyUris, getUrisOf, parsePolicyUri, reopenFailed } from "./openPolicies";
import type { PolicyText, PolicyTexts } from "./policyTexts";

const FOLDER: vscode.FileStat = { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };

export class PolicyFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #texts: PolicyTexts;
  readonly #tellUnavailable: (reason: string) => void;
  readonly #told = new Set<string>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #subscription: { dispose(): void };

  /** VS Code does not show why a file is unavailable; `tellUnavailable` does, once for each reason. */
  constructor(texts: PolicyTexts, tellUnavailable: (reason: string) => void) {
    this.#texts = texts;
    this.#tellUnavailable = tellUnavailable;
    this.#subscription = texts.onDidChange((address) => this.#fire(getUrisOf(address)));
  }

  readonly onDidChangeFile = this.#changed.event;

  /** Makes every tab look again, after a connection; those that failed to open are opened once more. */
  async reload(): Promise<void> {
    this.#told.clear();
    this.#fire(getOpenPolicyUris());
    await reopenFailed();
  }

  /** Changes are told for whatever is open, watched or not. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (!uri.path.endsWith(".json")) return FOLDER;
    const { text, version, isReadonly } = await this.#get(uri, (address) => this.#texts.read(address));
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: version,
      size: encode(text).byteLength,
      ...(isReadonly && { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return encode((await this.#get(uri, (address) => this.#texts.open(address))).text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const address = parsePolicyUri(uri);
    if (!address) throw vscode.FileSystemError.NoPermissions(uri);
    await this.#texts.write(address, new TextDecoder().decode(content));
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #get(
    uri: vscode.Uri,
    read: (address: NonNullable<ReturnType<typeof parsePolicyUri>>) => Promise<PolicyText>,
  ): Promise<PolicyText> {
    const address = parsePolicyUri(uri);
    if (!address) throw vscode.FileSystemError.FileNotFound(uri);
    try {
      return await read(address);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (isOrganizationError(error, "notFound")) throw vscode.FileSystemError.FileNotFound(message);
      if (!this.#told.has(message)) this.#tellUnavailable(message);
      this.#told.add(message);
      throw vscode.FileSystemError.Unavailable(message);
    }
  }

  #fire(uris: readonly vscode.Uri[]): void {
    if (uris.length > 0) this.#changed.fire(uris.map((uri) => ({ type: vscode.FileChangeType.Changed, uri })));
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
