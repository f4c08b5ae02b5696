/** Which policy a file was pulled from, pushed to or linked with, by organization; kept with the workspace. */
import type * as vscode from "vscode";
import { Emitter, type Event } from "../../terms/event";

const KEY = "orgscope.deployedFiles";

/** By organization id, then by the text of the file's URI: the policy's id. */
type Links = Readonly<Record<string, Readonly<Record<string, string>>>>;

export class LinkMemory {
  readonly #state: vscode.Memento;
  readonly #changes = new Emitter<void>();

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  readonly onDidChange: Event<void> = this.#changes.event;

  get(organizationId: string, uri: vscode.Uri): string | undefined {
    return this.#read()[organizationId]?.[uri.toString()];
  }

  /** `policyIds`: by file. */
  async remember(organizationId: string, policyIds: ReadonlyMap<vscode.Uri, string>): Promise<void> {
    const links = this.#read();
    const added = Object.fromEntries([...policyIds].map(([uri, policyId]) => [uri.toString(), policyId]));
    await this.#state.update(KEY, { ...links, [organizationId]: { ...links[organizationId], ...added } });
    this.#changes.fire();
  }

  dispose(): void {
    this.#changes.dispose();
  }

  #read(): Links {
    return this.#state.get<Links>(KEY) ?? {};
  }
}
