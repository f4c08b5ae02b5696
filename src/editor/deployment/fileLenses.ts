/** The line above a policy's file: whether it is what is live. */
import * as vscode from "vscode";
import type { Session } from "../connection/session";
import { COMMANDS, POLICY_LANGUAGE_ID } from "../contributions";
import type { EditorServices } from "../services";
import type { Deployment } from "./deployment";
import { isTemplate } from "../../policy/policyType";
import { readPolicyDocument, type PolicyFile } from "./policyFiles";

const TOP = new vscode.Range(0, 0, 0, 0);
const SELECTOR = ["file", "vscode-remote", "vscode-vfs"].flatMap((scheme) =>
  [POLICY_LANGUAGE_ID, "json", "jsonc"].map((language) => ({ scheme, language })),
);

export class FileLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #services: Pick<EditorServices, "connections">;
  readonly #deployment: Deployment;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #registered: vscode.Disposable;

  constructor(services: Pick<EditorServices, "connections">, deployment: Deployment) {
    this.#services = services;
    this.#deployment = deployment;
    this.#registered = vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider(SELECTOR, this),
      deployment.onDidChange(() => this.#changed.fire()),
    );
  }

  readonly onDidChangeCodeLenses = this.#changed.event;

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    // What is live was made of it, and never is it.
    if (isTemplate(document.uri.path)) return [];
    const session = this.#services.connections.getSession();
    const file = session && readPolicyDocument(document);
    if (!session || !file) return [];
    await this.#deployment.prepare(session, file.type);
    return this.#getLenses(session, file);
  }

  dispose(): void {
    this.#registered.dispose();
    this.#changed.dispose();
  }

  #getLenses(session: Session, file: PolicyFile): vscode.CodeLens[] {
    const { uri } = file;
    const { link, hasFailed } = this.#deployment.readLink(session, file);
    const nameOf = (policyId: string) => session.store.getPolicySummary(policyId)?.name ?? policyId;
    const push = lens(vscode.l10n.t("Push…"), COMMANDS.pushPolicies, uri);
    switch (link?.state) {
      case undefined:
      case "unknown":
        // The tree says why.
        return hasFailed
          ? [lens(vscode.l10n.t("Live: could not be read"), COMMANDS.refresh)]
          : [lens(vscode.l10n.t("Live: not read yet"))];
      case "identical": {
        const name = nameOf(link.policyId);
        return [
          lens(isNamed(uri, name) ? vscode.l10n.t("Live: identical") : vscode.l10n.t("Live: identical to {0}", name)),
        ];
      }
      case "differs": {
        const name = nameOf(link.policyId);
        const title = isNamed(uri, name)
          ? vscode.l10n.t("Live: differs")
          : vscode.l10n.t("Live: differs from {0}", name);
        return [lens(title, COMMANDS.compareWithLive, uri), push];
      }
      case "notDeployed":
        return [lens(vscode.l10n.t("Not deployed")), push, lens(vscode.l10n.t("Link…"), COMMANDS.linkWithLive, uri)];
    }
  }
}

/** Whether the file's name tells the policy's already: other lenses stand in the same line. */
function isNamed(uri: vscode.Uri, name: string): boolean {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1).startsWith(`${name}.`);
}

function lens(title: string, command = "", ...args: readonly unknown[]): vscode.CodeLens {
  return new vscode.CodeLens(TOP, { title, command, arguments: [...args] });
}
