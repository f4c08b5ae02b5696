/** Plans, the commands around them, and the Changes view. */
import * as vscode from "vscode";
import { isOfLaterVersion } from "../../changes/laterVersion";
import type { Plan } from "../../changes/plan";
import { getUndone, getUndoneInPart, isInEffect, type Run } from "../../changes/runs";
import { canChangeOrExplain, getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { COMMANDS, PLAN_SCHEME } from "../contributions";
import { showInformation, showRefusal } from "../messages";
import type { EditorServices } from "../services";
import { getTexts, type ChangeRow } from "./changesRows";
import { ChangesView, loadRuns } from "./changesView";
import { getGoneText, PlanDocuments, type ShownPlan } from "./planDocuments";
import { awaitJudged, judgeAgain, proposePlan, runShownPlan, type ProposePorts } from "./proposePlan";
import {
  finish,
  forgetOldRuns,
  leave,
  recoverRuns,
  refuseLater,
  settle,
  takeBack,
  type RecoveryPorts,
} from "./recovery";
import type { PlanRequest } from "./request";
import type { Plans } from "./services";
import { splitIntoWaves } from "./splitWaves";
import { StepTexts } from "./stepTexts";
import { watchRuns } from "./watchRuns";

export function registerPlans(services: Omit<EditorServices, "plans">): Plans & vscode.Disposable {
  const { connections, registry, log } = services;
  const documents = new PlanDocuments();
  const view = new ChangesView(connections);
  const texts = new StepTexts();
  const recovery: RecoveryPorts = {
    propose: (session, request) => propose(session, request),
    onRun: () => view.refresh(),
    showChanges: () => view.show(),
    revealRun: (run) => view.reveal(run),
  };
  const ports: ProposePorts = {
    connections,
    judging: services.judging,
    onRun: () => view.refresh(),
    registry,
    show: (session, judged, replaced) => documents.show(session, judged, { replaced }),
    async showLate(session, judged, replaced) {
      await documents.show(session, judged, { replaced, preserveFocus: true });
      showInformation(vscode.l10n.t("The plan “{0}” is there to be read. Nothing was sent.", judged.plan.title), {
        title: vscode.l10n.t("Show Plan"),
        run: () => documents.show(session, judged),
      });
    },
    onRan: (plan, run) => documents.noteRun(plan, run),
    actions: {
      undo: (run) => withSession((session) => takeBack(session, run, recovery)),
      finish: (run) => withSession((session) => finish(session, run, recovery)),
      settle: (run) => withSession((session) => settle(session, run, recovery, true)),
      showChanges: () => view.show(),
    },
  };
  const propose = (session: Session, request: PlanRequest) => proposePlan(ports, session, request);

  async function judgeAndShow(session: Session, plan: Plan, notes?: readonly string[], replaced?: vscode.Uri) {
    const { show } = await awaitJudged(ports, session, () => judgeAgain(ports, session, plan, notes));
    await show(replaced);
  }

  async function withSession(act: (session: Session) => Promise<void>): Promise<void> {
    const session = getSessionOrExplain(services);
    if (session) await act(session);
  }

  /** The run of the row, of this organization's journal as it is now. */
  async function withRun(args: readonly unknown[], act: (session: Session, run: Run) => Promise<void>): Promise<void> {
    await withSession(async (session) => {
      const [row] = view.getRows(args);
      const runs = await loadRuns(session);
      const run = runs.find(({ id }) => id === row?.run.id);
      if (run) await act(session, run);
      else showRefusal(vscode.l10n.t("Select a change in the Changes view first."));
    });
  }

  async function undoLast(): Promise<void> {
    await withSession(async (session) => {
      // What was last seen of an organization has no record at hand: that is not to have none.
      if (!session.changes && !canChangeOrExplain({ connections }, session, undoLast)) return;
      const runs = await loadRuns(session);
      const undone = new Set([...getUndone(runs), ...getUndoneInPart(runs)]);
      const last = runs.findLast(
        (run) => isOfLaterVersion(run) || (run.plan.undoes === undefined && !undone.has(run.id) && isInEffect(run)),
      );
      if (last && refuseLater(last)) return;
      if (last) await takeBack(session, last, recovery);
      else if (runs.length === 0)
        showInformation(vscode.l10n.t("Nothing to undo: no change of this organization is recorded here."));
      else
        showInformation(vscode.l10n.t("Nothing to undo: what was done here is undone, or AWS offers no way to do so."));
    });
  }

  // Enabling changes is a change of the connection too, and no reason to ask again.
  const looked = new WeakSet<Session>();

  function recover(): void {
    const session = connections.getSession();
    if (!session || looked.has(session)) return;
    looked.add(session);
    const look = async () => {
      await recoverRuns(session, recovery);
      await forgetOldRuns(session);
    };
    look().catch((error: unknown) => log.warn(`Interrupted plans could not be looked at: ${String(error)}`));
  }

  const withPlan =
    (act: (shown: ShownPlan, uri: vscode.Uri) => unknown) =>
    ([given]: readonly unknown[]) => {
      const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
      const shown = uri && documents.find(uri);
      if (uri && shown) return act(shown, uri);
      showRefusal(uri?.scheme === PLAN_SCHEME ? getGoneText() : vscode.l10n.t("Open a plan first."));
      return undefined;
    };
  const t = vscode.l10n.t;
  const register = (
    id: Parameters<typeof registry.register>[0],
    what: string,
    run: (args: readonly unknown[]) => unknown,
  ) => registry.register(id, what, (...args) => run(args));

  recover();
  const registered = vscode.Disposable.from(
    documents,
    view,
    texts,
    connections.onDidChange(recover),
    watchRuns(services.context.globalStorageUri, () => view.refresh()),
    register(
      COMMANDS.runPlan,
      t("Running the plan failed"),
      withPlan(({ session, judged }) => runShownPlan(ports, session, judged)),
    ),
    register(
      COMMANDS.savePlan,
      t("Saving the plan failed"),
      withPlan(async ({ judged }) => (await loadPlanFiles()).savePlan(judged.plan)),
    ),
    register(
      COMMANDS.exportPlan,
      t("Exporting the plan failed"),
      withPlan(async ({ judged }) => (await loadPlanFiles()).exportPlan(judged.plan, judged.contents)),
    ),
    register(
      COMMANDS.splitPlan,
      t("Splitting the plan failed"),
      withPlan(async ({ session, judged }, uri) => {
        const plan = await splitIntoWaves(judged.plan, judged.contents);
        if (plan) await judgeAndShow(session, plan, judged.notes, uri);
      }),
    ),
    register(COMMANDS.openPlan, t("Opening the plan failed"), ([given]) =>
      withSession(async (session) => {
        const { adoptPlan, openPlanFile } = await loadPlanFiles();
        const saved = await openPlanFile(given instanceof vscode.Uri ? given : getActivePlanFile());
        const plan = saved && adoptPlan(saved, session);
        if (plan) await judgeAndShow(session, plan);
      }),
    ),
    register(COMMANDS.undo, t("Undoing failed"), undoLast),
    register(COMMANDS.undoRun, t("Undoing failed"), (args) =>
      withRun(args, (session, run) => takeBack(session, run, recovery)),
    ),
    register(COMMANDS.finishRun, t("Finishing the plan failed"), (args) =>
      withRun(args, (session, run) => finish(session, run, recovery)),
    ),
    register(COMMANDS.leaveRun, t("Closing the plan failed"), (args) =>
      withRun(args, (session, run) => leave(session, run, recovery)),
    ),
    register(COMMANDS.exportRun, t("Exporting the way back failed"), (args) =>
      withRun(args, async (session, run) => {
        if (!refuseLater(run)) await (await loadPlanFiles()).exportWayBack(session, run);
      }),
    ),
    register(COMMANDS.showStepTexts, t("Comparing failed"), (args) => showTexts(view.getRows(args), texts)),
  );
  return { propose, dispose: () => registered.dispose() };
}

/** Files and scripts are wanted rarely: they are in the bundle that loads with the first operation. */
async function loadPlanFiles() {
  return (await import("../operations/main")).planFiles;
}

function getActivePlanFile(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.path.endsWith(".orgplan.json") ? uri : undefined;
}

async function showTexts([row]: readonly ChangeRow[], texts: StepTexts): Promise<void> {
  if (row?.kind === "step") await texts.show(row.label, getTexts(row.step));
}
