/** Where a draft or a file is measured as if it were attached there; kept for the workspace. */
import * as vscode from "vscode";
import type { Session } from "../connection/session";

const KEY = "orgscope.trialTargets";
/** So many documents are remembered, the latest. */
const REMEMBERED = 200;

type Trials = Readonly<Record<string, readonly string[]>>;

export class TrialTargets implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Ids of roots, OUs and accounts of the organization; none where nobody chose any. */
  get(uri: vscode.Uri, { organizationId }: Session): readonly string[] {
    return this.#read()[toKey(uri, organizationId)] ?? [];
  }

  async set(uri: vscode.Uri, { organizationId }: Session, targetIds: readonly string[]): Promise<void> {
    const { [toKey(uri, organizationId)]: _, ...others } = this.#read();
    const kept = Object.entries(others).slice(-REMEMBERED);
    await this.#memory.update(KEY, { ...Object.fromEntries(kept), [toKey(uri, organizationId)]: targetIds });
    this.#changed.fire(uri);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #read(): Trials {
    return this.#memory.get<Trials>(KEY) ?? {};
  }
}

function toKey(uri: vscode.Uri, organizationId: string): string {
  return `${organizationId} ${uri.toString()}`;
}
