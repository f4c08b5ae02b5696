/** The line above a policy: publish, whether it is a draft, where it is attached, how long it is. */
import * as vscode from "vscode";
import type { OrganizationError } from "../../organization/errors";
import type { PolicyTarget } from "../../organization/model";
import { countCharacters, getPolicyQuota } from "../../terms/quotas";
import { getReach } from "../changing/reach";
import type { Session } from "../connection/session";
import { COMMANDS, POLICY_SCHEME } from "../contributions";
import { LensRequests } from "../language/lensRequests";
import type { EditorServices } from "../services";
import { getCharactersText } from "../views/words";
import { parsePolicyUri } from "./openPolicies";
import type { PolicyAddress } from "./policyUri";
import type { PolicyText, PolicyTexts } from "./policyTexts";
import { mayBeRead } from "../views/loadPart";

const TOP = new vscode.Range(0, 0, 0, 0);

export class PolicyCodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #services: Pick<EditorServices, "connections">;
  readonly #texts: PolicyTexts;
  readonly #requests = new LensRequests(({ uri }) => uri.scheme === POLICY_SCHEME);
  readonly #disposables: { dispose(): void }[];
  #store: { dispose(): void } | undefined;

  constructor(services: Pick<EditorServices, "connections">, texts: PolicyTexts) {
    this.#services = services;
    this.#texts = texts;
    this.#disposables = [
      vscode.languages.registerCodeLensProvider({ scheme: POLICY_SCHEME }, this),
      texts.onDidChange(() => this.#requests.fire()),
      services.connections.onDidChange(() => this.#follow()),
    ];
    this.#follow();
  }

  readonly onDidChangeCodeLenses = this.#requests.onDidChange;

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    this.#requests.settle(document);
    const address = parsePolicyUri(document.uri);
    if (!address) return [];
    const read = await this.#read(address);
    if (!read) return [lens(this.#getUnreadText(address), COMMANDS.refresh)];
    const { base, isDraft, isReadonly } = read;
    const titles = isReadonly
      ? [lens(this.#getReadonlyText())]
      : this.#getEditableLenses(document, address, base, isDraft || document.isDirty);
    return [...titles, lens(await this.#getTargetsText(address))];
  }

  dispose(): void {
    this.#store?.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
    this.#requests.dispose();
  }

  #getReadonlyText(): string {
    return this.#services.connections.getSession()?.role === "file"
      ? vscode.l10n.t("Out of an organization file, read-only")
      : vscode.l10n.t("Managed by AWS, read-only");
  }

  #getEditableLenses(
    document: vscode.TextDocument,
    address: PolicyAddress,
    base: string,
    isDraft: boolean,
  ): readonly vscode.CodeLens[] {
    const { text } = this.#texts.getPublication(address, document.getText(), base);
    const allowed = getPolicyQuota(address.type)?.maxSize;
    const sizeText = getCharactersText(countCharacters(text), allowed, vscode.env.language, vscode.l10n.t);
    const draft = [
      lens(vscode.l10n.t("Publish…"), COMMANDS.publishPolicy, document.uri),
      lens(vscode.l10n.t("Draft: not published"), COMMANDS.showPublished, document.uri),
    ];
    return [...(isDraft ? draft : [lens(vscode.l10n.t("Published"))]), lens(sizeText)];
  }

  /** `undefined` where the organization has refused it: each key typed, and each lens of anybody, asks for all again. */
  async #read(address: PolicyAddress): Promise<PolicyText | undefined> {
    const isRefused = () => this.#getFailure(address) !== undefined;
    if (isRefused() && !(await this.#texts.loadDraft(address))) return undefined;
    return this.#texts.read(address).catch((error: unknown) => {
      if (isRefused()) return undefined;
      throw error;
    });
  }

  #getFailure({ organizationId, policyId }: PolicyAddress): OrganizationError | undefined {
    const session = this.#services.connections.getSession();
    if (session?.organizationId !== organizationId) return undefined;
    const state = session.store.getState({ part: "policy", policyId });
    return state.state === "failed" ? state.error : undefined;
  }

  #getUnreadText(address: PolicyAddress): string {
    return this.#getFailure(address)?.kind === "notFound"
      ? vscode.l10n.t("Not in the organization any more")
      : vscode.l10n.t("Could not be read");
  }

  async #getTargetsText(address: PolicyAddress): Promise<string> {
    const session = this.#services.connections.getSession();
    if (session?.organizationId !== address.organizationId) return vscode.l10n.t("not connected to its organization");
    const targets = await loadTargets(session, address);
    if (!targets) return vscode.l10n.t("its targets could not be read");
    const { length } = targets;
    if (length === 0) return vscode.l10n.t("attached to nothing");
    const ids = targets.map(({ targetId }) => targetId);
    const { accountIds, complete } = getReach(session.store, ids, address.type);
    const text =
      length === 1 ? vscode.l10n.t("attached to 1 target") : vscode.l10n.t("attached to {0} targets", length);
    if (!complete) return text;
    const accounts = accountIds.length;
    return accounts === 1
      ? vscode.l10n.t("{0}, reaches 1 account", text)
      : vscode.l10n.t("{0}, reaches {1} accounts", text, accounts.toLocaleString(vscode.env.language));
  }

  #follow(): void {
    this.#store?.dispose();
    const store = this.#services.connections.getSession()?.store;
    this.#store = store?.onDidChange(({ parts }) => {
      const shown = parts.filter(({ part }) => part === "targets" || part === "policy" || part === "accounts");
      if (mayBeRead(store, shown)) this.#requests.fireSoon();
    });
    this.#requests.fire();
  }
}

/** `undefined` where they cannot be read: after that only a refresh has them asked for again. */
async function loadTargets(
  { store }: Session,
  { policyId }: PolicyAddress,
): Promise<readonly PolicyTarget[] | undefined> {
  if (!mayBeRead(store, [{ part: "targets", policyId }])) return undefined;
  return store.loadTargets(policyId).catch(() => undefined);
}

function lens(title: string, command = "", ...args: readonly unknown[]): vscode.CodeLens {
  return new vscode.CodeLens(TOP, { title, command, arguments: [...args] });
}
