/** What each open policy does where it is attached, measured anew after every change of text or organization. */
import * as vscode from "vscode";
import type { PolicyMeasure } from "../../judging/answers";
import type { Connections } from "../connection/session";
import type { PolicyDocuments } from "../language/policyDocuments";
import { isPolicy } from "../language/policySelector";
import { isCancellation } from "../messages";
import type { KnownContents } from "./knownContents";
import { getPlacedPolicy, type PlacedPolicy } from "./measuredPolicy";
import type { EditorJudging } from "./openJudging";
import type { TrialTargets } from "./trialTargets";

/** Milliseconds after a key in which the next one is waited for. */
const PAUSE = 30;

export interface MeasureServices {
  readonly connections: Connections;
  readonly contents: KnownContents;
  readonly documents: PolicyDocuments;
  readonly judging: EditorJudging;
  readonly trials: TrialTargets;
  readonly log: vscode.LogOutputChannel;
}

export interface Measured {
  /** Of the document that was measured. */
  readonly version: number;
  readonly placed: PlacedPolicy;
  readonly measure: PolicyMeasure;
}

export class PolicyMeasures implements vscode.Disposable {
  readonly #services: MeasureServices;
  readonly #measured = new Map<string, Measured>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #subscriptions: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(services: MeasureServices) {
    this.#services = services;
    const { contents, trials } = services;
    this.#subscriptions = vscode.Disposable.from(
      contents.onDidChange(() => this.#measureVisible()),
      trials.onDidChange(() => this.#measureVisible()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#measureVisible()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#schedule(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#measured.delete(uri.toString())),
    );
    this.#measureVisible();
  }

  /** The last answer, perhaps of an older version of the text. */
  get(document: vscode.TextDocument): Measured | undefined {
    return this.#measured.get(document.uri.toString());
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  #measureVisible(): void {
    const documents = new Set(vscode.window.visibleTextEditors.map((editor) => editor.document));
    for (const document of documents) this.#schedule(document);
  }

  #schedule(document: vscode.TextDocument): void {
    if (!isPolicy(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      void this.#measure(document, key);
    }, PAUSE);
    this.#timers.set(key, timer);
  }

  async #measure(document: vscode.TextDocument, key: string): Promise<void> {
    const { connections, contents, documents, trials, judging, log } = this.#services;
    const session = connections.getSession();
    const placed = session && getPlacedPolicy(document, session, documents, trials);
    const organization = placed && contents.get(session);
    if (!organization) {
      if (this.#measured.delete(key)) this.#changed.fire(document);
      return;
    }
    const { version } = document;
    // Who is hit, and what is denied above, is told by the whole organization; what fails to be read, the views show.
    const isUnread = placed.policy.targetIds.length > 0 && session.loading.getState().state === "idle";
    if (isUnread) void session.loading.start().catch(() => undefined);
    try {
      const measure = await judging.ask("measurePolicy", [placed.policy], { organization, slot: `measure ${key}` });
      if (document.isClosed || connections.getSession() !== session) return;
      this.#measured.set(key, { version, placed, measure });
      this.#changed.fire(document);
    } catch (error) {
      if (!isCancellation(error)) log.warn(`A policy could not be measured: ${String(error)}`);
    }
  }
}
