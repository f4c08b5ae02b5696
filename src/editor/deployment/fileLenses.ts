/** The line above a policy's file: whether it is what is live. */
import * as vscode from "vscode";
import { parsePolicyDocument } from "../../policy/document";
import { guessPolicyType } from "../../policy/policyType";
import type { PolicyType } from "../../terms/policyTypes";
import type { Session } from "../connection/session";
import { COMMANDS, POLICY_LANGUAGE_ID } from "../contributions";
import { getTypeOf } from "../documents/sources";
import type { EditorServices } from "../services";
import type { Deployment } from "./deployment";

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

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const session = this.#services.connections.getSession();
    const type = session && this.getType(document);
    return session && type ? this.#getLenses(session, document, type) : [];
  }

  /** `undefined` for what is no policy. */
  getType(document: vscode.TextDocument): PolicyType | undefined {
    const declared = getTypeOf(document.uri);
    if (declared || document.languageId !== POLICY_LANGUAGE_ID) return declared;
    return guessPolicyType(parsePolicyDocument(document.getText()));
  }

  dispose(): void {
    this.#registered.dispose();
    this.#changed.dispose();
  }

  #getLenses(session: Session, document: vscode.TextDocument, type: PolicyType): vscode.CodeLens[] {
    const { uri } = document;
    const link = this.#deployment.getLink(session, uri, type, document.getText());
    const nameOf = (policyId: string) => session.store.getPolicySummary(policyId)?.name ?? policyId;
    const push = lens(vscode.l10n.t("Push…"), COMMANDS.pushPolicies, uri);
    switch (link?.state) {
      case undefined:
      case "unknown":
        // The tree says why a policy cannot be read.
        this.#deployment.loadLink(session, uri, type, document.getText()).catch(() => undefined);
        return [lens(vscode.l10n.t("Live: not read yet"))];
      case "identical":
        return [lens(vscode.l10n.t("Live: identical to {0}", nameOf(link.policyId)))];
      case "differs":
        return [
          lens(vscode.l10n.t("Live: differs from {0}", nameOf(link.policyId)), COMMANDS.compareWithLive, uri),
          push,
        ];
      case "notDeployed":
        return [lens(vscode.l10n.t("Not deployed")), push, lens(vscode.l10n.t("Link…"), COMMANDS.linkWithLive, uri)];
    }
  }
}

function lens(title: string, command = "", ...args: readonly unknown[]): vscode.CodeLens {
  return new vscode.CodeLens(TOP, { title, command, arguments: [...args] });
}
