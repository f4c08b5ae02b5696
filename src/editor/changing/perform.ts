/** Asks once, sends one after the other, and says what became of each. */
import * as vscode from "vscode";
import { runChange, type ChangeOutcome } from "../../changes/run";
import { getTouchedParts } from "../../organization/touchedParts";
import type { Session } from "../connection/session";
import { askToConfirm, askToType, showInformation, showRefusal, showWarning, type MessageAction } from "../messages";
import { toPlainLine } from "../plainText";
import type { EditorServices } from "../services";
import { getQuestion, type PlannedStep } from "./confirmation";
import { canChangeOrExplain } from "./guard";
import { loadPlan } from "./loadPlan";
import { getReport, type Report, type StepResult } from "./report";
import { getStepText, type Step } from "./step";
import { type OfferUndo, tellOutcomes } from "./unfinished";
import { getWhereWords } from "./where";

type Services = Pick<EditorServices, "connections" | "getLanguage">;

/** Attaches and detaches after one question about all of it. Steps that AWS would refuse are left out, and that is told. */
export async function proposeSteps(
  services: Services,
  session: Session,
  steps: readonly Step[],
  offerUndo: OfferUndo,
): Promise<void> {
  const t = vscode.l10n.t;
  const planned = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: t("Looking at who is reached…") },
    () => loadPlan(session, steps, services.getLanguage(), t),
  );
  const plan = planned.filter(({ findings }) => !findings.some(({ level }) => level === "stop"));
  const stops = getStops(planned);
  const question = getQuestion(plan, session, t, stops);
  if (!question && stops.length > 0) showRefusal(stops.join(" "));
  if (!question || !(await askToConfirm(question.message, question.detail, question.confirm))) return;
  for (const { step, findings } of plan) {
    for (const finding of findings) {
      if (finding.level === "typed" && !(await askByName(step, finding.message))) return;
    }
  }
  if (!canChangeOrExplain(services, session, () => proposeSteps(services, session, steps, offerUndo))) return;
  const results = await runPlan(services, session, plan);
  tellResults(session, results, offerUndo, plan.length);
}

/**
 * Sends one change and refreshes what it touched. `isVerified`: for a later step of a plan, before whose first step
 * caller and organization were read again; DescribeOrganization is limited to one a second (Quotas for AWS Organizations).
 */
export async function runStep(
  session: Session,
  step: Step,
  reached: readonly string[],
  isVerified = false,
): Promise<ChangeOutcome> {
  const { writer, journal, changeReader, caller, organizationId, store } = session;
  const outcome = await runChange(step.change, {
    writer,
    journal,
    reader: changeReader,
    caller,
    organizationId,
    isVerified,
    now: () => new Date().toISOString(),
    ...(step.undoes !== undefined && { undoes: step.undoes }),
  });
  store.refresh(getTouchedParts(step.change, step.policy.type, reached));
  return outcome;
}

/** Shows one message about the results, with Undo for what was done and another look at what is not known. */
export function tellResults(
  session: Session,
  results: readonly StepResult[],
  offerUndo: OfferUndo,
  planned: number = results.length,
): void {
  const records = results.flatMap(({ outcome }) => (outcome.state === "done" ? [outcome.record] : []));
  const isUndo = results.some(({ step }) => step.undoes !== undefined);
  const unknown = results.flatMap(({ outcome }) => (outcome.state === "unknown" ? [outcome.record] : []));
  const undo: MessageAction = { title: vscode.l10n.t("Undo"), run: () => offerUndo(session, records) };
  const look: MessageAction = {
    title: vscode.l10n.t("Look Again"),
    run: () => tellOutcomes(session, unknown, offerUndo),
  };
  const report = getReport(results, getWhereWords(session, vscode.l10n.t), vscode.l10n.t, planned);
  show(report, [...(records.length > 0 && !isUndo ? [undo] : []), ...(unknown.length > 0 ? [look] : [])]);
}

async function runPlan(
  services: Services,
  session: Session,
  plan: readonly PlannedStep[],
): Promise<readonly StepResult[]> {
  const many = plan.length > 1;
  return vscode.window.withProgress(
    {
      // One change is done before its message could be read.
      location: many ? vscode.ProgressLocation.Notification : vscode.ProgressLocation.Window,
      cancellable: many,
      title: vscode.l10n.t("Changing the organization"),
    },
    async (progress, token) => {
      const results: StepResult[] = [];
      let isVerified = false;
      for (const { step, reach } of plan) {
        const { connections } = services;
        if (token.isCancellationRequested || connections.getSession() !== session || !connections.canChange()) break;
        progress.report({ message: toPlainLine(getStepText(step, vscode.l10n.t)), increment: 100 / plan.length });
        const outcome = await runStep(session, step, reach.accountIds, isVerified);
        results.push({ step, outcome });
        // A failure may be that of reading them.
        isVerified ||= outcome.state !== "failed";
        if (outcome.state === "refused") break;
      }
      return results;
    },
  );
}

function getStops(planned: readonly PlannedStep[]): readonly string[] {
  return planned.flatMap(({ step, findings }) => {
    const stop = findings.find(({ level }) => level === "stop");
    return stop ? [`${getStepText(step, vscode.l10n.t)}: ${stop.message}`] : [];
  });
}

function askByName(step: Step, reason: string): Promise<boolean> {
  const name = step.target?.name ?? step.policy.name;
  return askToType(getStepText(step, vscode.l10n.t), vscode.l10n.t("{0} Type “{1}” to go on.", reason, name), name);
}

function show({ level, message }: Report, actions: readonly MessageAction[]): void {
  switch (level) {
    case "information":
      return showInformation(message, ...actions);
    case "warning":
      return showWarning(message, ...actions);
    case "error":
      return showRefusal(message, ...actions);
  }
}
