/** Runs a confirmed plan in sight of the person: progress, what to do about failures, halts between waves. */
import * as vscode from "vscode";
import { createRunId } from "./runId";
import type { StepRecord } from "../../changes/journal";
import { getJudgedState } from "../../changes/judgedState";
import type { Plan, PlannedStep } from "../../changes/plan";
import { runPlan, type RunPorts, type RunResult } from "../../changes/runPlan";
import type { Run } from "../../changes/runs";
import type { OrganizationContents } from "../../organization/model";
import { getWhereWords } from "../changing/where";
import type { Connections, Session, SessionChanges } from "../connection/session";
import { askOrStop } from "../messages";
import { toPlainLine } from "../plainText";
import { getPartKey } from "../../organization/parts";
import type { StorePart } from "../../organization/store";
import { loadQuietly } from "../views/loadPart";
import { explainStepError } from "./reportText";
import { getCreatedParts, getTouchedParts } from "./touched";
import { countSteps, getCountsText, getOutcomeText, getStepTexts, listSome } from "./words";

export async function executePlan(
  session: Session,
  plan: Plan,
  contents: OrganizationContents,
  connections: Connections,
): Promise<RunResult> {
  const t = vscode.l10n.t;
  const many = plan.steps.length > 1;
  const texts = getStepTexts(plan.steps, contents, t);
  let goesOn = false;
  const lists = new Map<string, StorePart>();
  const attachedToNew: StorePart[] = [];
  const result = await vscode.window.withProgress(
    {
      // One step is done before its message could be read.
      location: many ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window,
      cancellable: many,
      title: t("Changing the organization"),
    },
    (progress, token) =>
      runPlan(plan, getRunPorts(session.changes), {
        runId: createRunId(),
        caller: session.caller,
        connection: session.name,
        judged: getJudgedState(plan, contents),
        // Changes that lapse or another connection end it between two steps, as the person does.
        isCancelled: () =>
          token.isCancellationRequested || connections.getSession() !== session || !connections.canChange(),
        onProgress(planned, record) {
          if (record) {
            const touched = getTouchedParts(planned.step, session.store);
            session.store.refresh(touched);
            for (const part of touched) lists.set(getPartKey(part), part);
            if (record.state === "done") {
              attachedToNew.push(...getCreatedParts(planned.step, record.created, session.store));
            }
            progress.report({ increment: 100 / plan.steps.length });
          } else progress.report({ message: toPlainLine(texts.get(planned.id) ?? "") });
        },
        onFailure: async (planned, record, run) => {
          if (goesOn) return "goOn";
          const answer = await askAboutFailure(run, planned, record, texts);
          if (answer !== "goOnWhatever") return answer;
          goesOn = true;
          return "goOn";
        },
        onWave: async (wave, run) => {
          const goOn = t("Go On");
          const answer = await askOrStop(
            t("Wave {0} of “{1}” follows {2}.", wave + 1, plan.title, getWhereWords(session, t)),
            [t("So far: {0}.", getCountsText(run, t)), "", t("Next:"), ...listWave(plan, wave, texts)]
              .map(toPlainLine)
              .join("\n"),
            t("Stop Here"),
            goOn,
          );
          return answer === goOn;
        },
      }),
  );
  // Rows that are closed ask for nothing, and still count what is below them.
  loadQuietly(session.store, [...lists.values()].filter(isCounted).slice(0, READ_AGAIN));
  loadQuietly(session.store, attachedToNew.slice(0, READ_AGAIN));
  return result;
}

/** So many lists are read again at once; the others when somebody looks at them. */
const READ_AGAIN = 20;

function isCounted({ part }: StorePart): boolean {
  return part === "roots" || part === "policies" || part === "children" || part === "handshakes" || part === "targets";
}

export function getRunPorts(changes: SessionChanges | undefined): RunPorts {
  if (!changes) throw new Error("This organization cannot be changed.");
  return {
    ...changes,
    now: () => new Date().toISOString(),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}

async function askAboutFailure(
  run: Run,
  planned: PlannedStep,
  record: StepRecord,
  texts: ReadonlyMap<string, string>,
): Promise<"retry" | "goOn" | "goOnWhatever" | "stop"> {
  const t = vscode.l10n.t;
  const { steps } = run.plan;
  const left = steps.length - 1 - steps.findIndex(({ id }) => id === planned.id);
  // A plan of one step has nothing left to be decided about; its report tells what became of it.
  if (steps.length === 1) return "stop";
  const retry = t("Try Again");
  const goOn = t("Go On Without It");
  const goOnWhatever = t("Go On, Whatever Fails");
  const answer = await askOrStop(
    t("Step {0} of {1} was not done: {2}", planned.id, steps.length, texts.get(planned.id) ?? ""),
    [
      getReason(record),
      "",
      t("So far: {0}.", getCountsText(run, t)),
      countSteps(run).done === 0
        ? t("Nothing is done yet. Stop here, try it again, or go on with the rest.")
        : t("Stop here, try it again, or go on with the rest; what was done can be undone in either case."),
    ]
      .map(toPlainLine)
      .join("\n"),
    t("Stop Here"),
    retry,
    ...(left > 0 ? [goOn] : []),
    ...(left > 1 ? [goOnWhatever] : []),
  );
  if (answer === retry) return "retry";
  if (answer === goOnWhatever) return "goOnWhatever";
  return answer === goOn ? "goOn" : "stop";
}

function getReason(record: StepRecord): string {
  return record.state === "failed"
    ? explainStepError(record.error, vscode.l10n.t)
    : getOutcomeText(record, vscode.l10n.t);
}

function listWave(plan: Plan, wave: number, texts: ReadonlyMap<string, string>): readonly string[] {
  const steps = plan.steps.filter((planned) => planned.wave === wave);
  const named = steps.map(({ id }) => `• ${texts.get(id) ?? id}`);
  return listSome(named, vscode.l10n.t);
}
