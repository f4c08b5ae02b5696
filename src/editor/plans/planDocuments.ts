/** Plans as readable documents, with the ways on above them. */
import * as vscode from "vscode";
import type { Plan } from "../../changes/plan";
import type { Run } from "../../changes/runs";
import { getPlaces } from "../../changes/waves";
import { formatPlanDocument } from "../../engine/planDocument";
import { toOneLine } from "../../terms/oneLine";
import type { Session } from "../connection/session";
import { COMMANDS, PLAN_SCHEME, VIEWS } from "../contributions";
import { LensRequests } from "../language/lensRequests";
import { getErrors } from "./confirm";
import type { JudgedPlan } from "./judge";
import { createRunId } from "./runId";
import { getCountsText } from "./words";

export interface ShownPlan {
  readonly session: Session;
  readonly judged: JudgedPlan;
  /** What it came to when it was run from here last. */
  readonly ran?: Run;
}

interface ShowOptions {
  /** The document to show it in. */
  readonly replaced?: vscode.Uri | undefined;
  readonly preserveFocus?: boolean;
}

export class PlanDocuments implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider {
  readonly #shown = new Map<string, ShownPlan>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #lenses = new LensRequests(({ uri }) => uri.scheme === PLAN_SCHEME);
  readonly #registered: vscode.Disposable;

  constructor() {
    this.#registered = vscode.Disposable.from(
      this.#changed,
      this.#lenses,
      vscode.workspace.registerTextDocumentContentProvider(PLAN_SCHEME, this),
      vscode.languages.registerCodeLensProvider({ scheme: PLAN_SCHEME }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#shown.delete(uri.toString())),
    );
  }

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeCodeLenses = this.#lenses.onDidChange;

  /** In the document of the plan, in that of `replaced`, or in a new one. */
  async show(
    session: Session,
    judged: JudgedPlan,
    { replaced, preserveFocus = false }: ShowOptions = {},
  ): Promise<void> {
    const uri = replaced ?? this.#findUri(judged.plan) ?? this.#createUri(judged.plan);
    const before = this.find(uri);
    this.#set(uri, { ...(before?.judged.plan === judged.plan && before), session, judged });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false, preserveFocus });
  }

  /** The document of a plan that was run says so from then on. */
  noteRun(plan: Plan, ran: Run): void {
    const uri = this.#findUri(plan);
    const shown = uri && this.find(uri);
    if (shown) this.#set(uri, { ...shown, ran });
  }

  find(uri: vscode.Uri): ShownPlan | undefined {
    return this.#shown.get(uri.toString());
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const shown = this.#shown.get(uri.toString());
    if (!shown) return getGoneText();
    const { session, judged, ran } = shown;
    const facts = { connection: session.name, caller: session.caller.arn, language: vscode.env.language };
    const outcome = ran && { at: ran.at, counts: getCountsText(ran, vscode.l10n.t) };
    return formatPlanDocument({ ...judged, ...facts, ...(outcome && { outcome }) }, vscode.l10n.t);
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { uri } = document;
    this.#lenses.settle(document);
    const shown = this.#shown.get(uri.toString());
    if (!shown) return [];
    const t = vscode.l10n.t;
    const errors = getErrors(shown.judged).length;
    const create = (title: string, command: string) =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [uri] });
    const { ran } = shown;
    return [
      ...(ran ? [create(t("$(history) Was run: {0}", getCountsText(ran, t)), `${VIEWS.changes}.focus`)] : []),
      errors > 0
        ? create(t("$(error) Cannot be run (errors: {0}). Check again", errors), COMMANDS.runPlan)
        : create(ran ? t("$(play) Run Again…") : t("$(play) Run…"), COMMANDS.runPlan),
      ...(getPlaces(shown.judged.plan).length > 1 ? [create(t("Split into Waves…"), COMMANDS.splitPlan)] : []),
      create(t("Save as File…"), COMMANDS.savePlan),
      create(t("Export…"), COMMANDS.exportPlan),
    ];
  }

  dispose(): void {
    this.#registered.dispose();
  }

  #set(uri: vscode.Uri, shown: ShownPlan): void {
    this.#shown.set(uri.toString(), shown);
    this.#changed.fire(uri);
    this.#lenses.fire();
  }

  #findUri(plan: Plan): vscode.Uri | undefined {
    for (const [key, { judged }] of this.#shown) if (judged.plan === plan) return vscode.Uri.parse(key);
    return undefined;
  }

  #createUri({ title, continues }: Plan): vscode.Uri {
    // The plan that it goes on with may stand beside it.
    const told = continues === undefined ? title : vscode.l10n.t("Rest of {0}", title);
    const name = toOneLine(told)
      .replaceAll(/[\s\\/:*?"<>|]+/g, " ")
      .slice(0, 60);
    // Never that of a document which another extension host has left behind.
    return vscode.Uri.from({ scheme: PLAN_SCHEME, path: `/${createRunId()}/${name}.md` });
  }
}

export function getGoneText(): string {
  return vscode.l10n.t("This plan is not kept across restarts. Make it again, or open the file it was saved in.");
}
