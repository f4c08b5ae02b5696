/** Plans as readable documents, with the ways on above them. */
import * as vscode from "vscode";
import type { Plan } from "../../changes/plan";
import { getPlaces } from "../../changes/waves";
import { formatPlanDocument } from "../../engine/planDocument";
import type { Session } from "../connection/session";
import { COMMANDS, PLAN_SCHEME } from "../contributions";
import { getErrors } from "./confirm";
import type { JudgedPlan } from "./judge";
import { createRunId } from "./runId";

export interface ShownPlan {
  readonly session: Session;
  readonly judged: JudgedPlan;
}

export class PlanDocuments implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider {
  readonly #shown = new Map<string, ShownPlan>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #lensesChanged = new vscode.EventEmitter<void>();
  readonly #registered: vscode.Disposable;

  constructor() {
    this.#registered = vscode.Disposable.from(
      this.#changed,
      this.#lensesChanged,
      vscode.workspace.registerTextDocumentContentProvider(PLAN_SCHEME, this),
      vscode.languages.registerCodeLensProvider({ scheme: PLAN_SCHEME }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#shown.delete(uri.toString())),
    );
  }

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeCodeLenses = this.#lensesChanged.event;

  /** In the document of the plan, in that of `replaced`, or in a new one. */
  async show(session: Session, judged: JudgedPlan, replaced?: vscode.Uri): Promise<void> {
    const uri = replaced ?? this.#findUri(judged.plan) ?? this.#createUri(judged.plan);
    this.#shown.set(uri.toString(), { session, judged });
    this.#changed.fire(uri);
    this.#lensesChanged.fire();
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  find(uri: vscode.Uri): ShownPlan | undefined {
    return this.#shown.get(uri.toString());
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const shown = this.#shown.get(uri.toString());
    if (!shown) return getGoneText();
    const { session, judged } = shown;
    const facts = { connection: session.name, caller: session.caller.arn, language: vscode.env.language };
    return formatPlanDocument({ ...judged, ...facts }, vscode.l10n.t);
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const shown = this.#shown.get(uri.toString());
    if (!shown) return [];
    const t = vscode.l10n.t;
    const errors = getErrors(shown.judged).length;
    const create = (title: string, command: string) =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [uri] });
    return [
      errors > 0
        ? create(t("$(error) Cannot be run (errors: {0}). Check again", errors), COMMANDS.runPlan)
        : create(t("$(play) Run…"), COMMANDS.runPlan),
      ...(getPlaces(shown.judged.plan).length > 1 ? [create(t("Split into Waves…"), COMMANDS.splitPlan)] : []),
      create(t("Save as File…"), COMMANDS.savePlan),
      create(t("Export…"), COMMANDS.exportPlan),
    ];
  }

  dispose(): void {
    this.#registered.dispose();
  }

  #findUri(plan: Plan): vscode.Uri | undefined {
    for (const [key, { judged }] of this.#shown) if (judged.plan === plan) return vscode.Uri.parse(key);
    return undefined;
  }

  #createUri({ title, continues }: Plan): vscode.Uri {
    // The plan that it goes on with may stand beside it.
    const told = continues === undefined ? title : vscode.l10n.t("Rest of {0}", title);
    const name = told.replaceAll(/[\s\\/:*?"<>|\p{Control}]+/gu, " ").slice(0, 60);
    // Never that of a document which another extension host has left behind.
    return vscode.Uri.from({ scheme: PLAN_SCHEME, path: `/${createRunId()}/${name}.md` });
  }
}

export function getGoneText(): string {
  return vscode.l10n.t("This plan is not kept across restarts. Make it again, or open the file it was saved in.");
}
