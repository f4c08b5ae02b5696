/** *Who Changed It*: asks CloudTrail, when a person says so, and shows the answer as a document with the texts behind it. */
import * as vscode from "vscode";
import { toOneLine } from "../../terms/oneLine";
import { alignPolicy } from "../../policy/alignment/align";
import { getSessionOrExplain } from "../changing/guard";
import { showMissingPermission } from "../connection/missingPermission";
import type { Session } from "../connection/session";
import { HISTORY_SCHEME } from "../contributions";
import { LensRequests } from "../language/lensRequests";
import { showRefusal } from "../messages";
import type { EditorServices } from "../services";
import type { Subject } from "../subject";
import { getTargetFacts } from "../targets";
import { getTexts, loadHistory, type HistorySubject } from "./history";
import { formatReport } from "./report";

const { t } = vscode.l10n;

interface Shown {
  readonly text: string;
  readonly lenses: readonly vscode.CodeLens[];
}

export class Histories implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider, vscode.Disposable {
  readonly #services: EditorServices;
  readonly #shown = new Map<string, Shown>();
  readonly #texts = new Map<string, string>();
  readonly #lenses = new LensRequests(({ uri }) => uri.scheme === HISTORY_SCHEME && uri.path.endsWith(".md"));
  readonly #registered: vscode.Disposable;
  #count = 0;

  constructor(services: EditorServices) {
    this.#services = services;
    this.#registered = vscode.Disposable.from(
      this.#lenses,
      vscode.workspace.registerTextDocumentContentProvider(HISTORY_SCHEME, this),
      vscode.languages.registerCodeLensProvider({ scheme: HISTORY_SCHEME, pattern: "**/*.md" }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
    );
  }

  readonly onDidChangeCodeLenses = this.#lenses.onDidChange;

  async show([subject]: readonly Subject[]): Promise<void> {
    const session = getSessionOrExplain(this.#services);
    if (!session) return;
    if (!subject) return showRefusal(t("Select a policy, OU or account first."));
    const { trail } = session;
    if (!trail) return showRefusal(t("{0} is open without AWS: there is no event history to ask.", session.name));
    const asked = await toHistorySubject(session, subject);
    const name = getNameOf(session, asked.id);
    try {
      const history = await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: t("Asking CloudTrail who changed {0}…", name),
          cancellable: true,
        },
        (_progress, token) => {
          const stop = new AbortController();
          token.onCancellationRequested(() => stop.abort());
          return loadHistory(asked, trail, stop.signal);
        },
      );
      const facts = {
        ...{ name, id: asked.id, history, accountId: session.caller.accountId, askedAt: new Date().toISOString() },
        getName: (id: string) => getNameOf(session, id),
        formatTime: (at: string) => new Date(at).toLocaleString(vscode.env.language),
      };
      const folder = `/${++this.#count}`;
      const { text, places } = formatReport(facts, t);
      const published = asked.kind === "policy" ? (await session.store.loadPolicy(asked.id)).content : undefined;
      const lenses = [...getTexts(history)].flatMap(([id, texts]) =>
        this.#createLenses(name, `${folder}/${id}`, places.get(id) ?? 0, { ...texts, published }),
      );
      const uri = vscode.Uri.from({ scheme: HISTORY_SCHEME, path: `${folder}/${getFileName(name)}.md` });
      this.#shown.set(uri.toString(), { text, lenses });
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
    } catch (error) {
      showMissingPermission(error, session, "CloudTrail", "cloudtrail:LookupEvents");
    }
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const key = uri.toString();
    return (
      this.#shown.get(key)?.text ?? this.#texts.get(key) ?? t("Ask again: this answer is not kept across restarts.")
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    this.#lenses.settle(document);
    return [...(this.#shown.get(document.uri.toString())?.lenses ?? [])];
  }

  dispose(): void {
    this.#registered.dispose();
  }

  #createLenses(
    name: string,
    folder: string,
    line: number,
    texts: { readonly before: string | undefined; readonly after: string; readonly published: string | undefined },
  ): readonly vscode.CodeLens[] {
    const { before, after, published } = texts;
    const place = (side: string, text: string) => {
      const uri = vscode.Uri.from({ scheme: HISTORY_SCHEME, path: `${folder}/${side}.json` });
      this.#texts.set(uri.toString(), alignPolicy(text, after));
      return uri;
    };
    const then = place("then", after);
    const range = new vscode.Range(line, 0, line, 0);
    const compare = (title: string, left: vscode.Uri, right: vscode.Uri) =>
      new vscode.CodeLens(range, { title, command: "vscode.diff", arguments: [left, right, `${name}: ${title}`] });
    return [
      ...(before === undefined ? [] : [compare(t("What It Changed"), place("before", before), then)]),
      ...(published === undefined || published === after
        ? []
        : [compare(t("Compare with What Is Published"), then, place("published", published))]),
      ...(before === undefined && published === after
        ? [new vscode.CodeLens(range, { title: t("The Text"), command: "vscode.open", arguments: [then] })]
        : []),
    ];
  }

  /** The texts go with the report that leads to them. */
  #forget(uri: vscode.Uri): void {
    if (!this.#shown.delete(uri.toString())) return;
    const folder = uri.path.slice(0, uri.path.indexOf("/", 1) + 1);
    for (const key of this.#texts.keys()) if (vscode.Uri.parse(key).path.startsWith(folder)) this.#texts.delete(key);
  }
}

async function toHistorySubject({ store }: Session, subject: Subject): Promise<HistorySubject> {
  if (subject.kind === "policy") {
    const { type } = await store.loadPolicy(subject.policyId);
    return { kind: "policy", id: subject.policyId, type };
  }
  if (!store.getTarget(subject.targetId)) await store.loadAccounts();
  const kind = store.getTarget(subject.targetId)?.kind ?? "account";
  return { kind, id: subject.targetId };
}

function getNameOf({ store }: Session, id: string): string {
  const target = store.getTarget(id);
  return (target && getTargetFacts(target).name) ?? store.getPolicySummary(id)?.name ?? id;
}

function getFileName(name: string): string {
  return t(
    "Who changed {0}",
    toOneLine(name)
      .replaceAll(/[\s\\/:*?"<>|]+/g, " ")
      .slice(0, 60),
  );
}
