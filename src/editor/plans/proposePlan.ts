/** The way from what a command wants to a run: judge, show, confirm, run, tell. */
import * as vscode from "vscode";
import type { Plan } from "../../changes/plan";
import type { Run } from "../../changes/runs";
import { canChangeOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { confirmPlan, getErrors, isSimple, tellErrors } from "./confirm";
import { executePlan } from "./execute";
import { judgePlan, type JudgedPlan } from "./judge";
import { getProtections } from "./protections";
import { tellResult, type ReportActions } from "./report";
import { createPlan, type PlanRequest } from "./request";
import type { PlanServices } from "./services";

export interface ProposePorts extends PlanServices {
  readonly show: (session: Session, judged: JudgedPlan) => Promise<void>;
  readonly actions: ReportActions;
}

/** A simple plan is confirmed with a question; any other is shown first, and run from there. */
export async function proposePlan(
  ports: ProposePorts,
  session: Session,
  request: PlanRequest,
): Promise<Run | undefined> {
  if (request.steps.length === 0) return undefined;
  const goOn = () => proposePlan(ports, session, request);
  if (!canChangeOrExplain(ports, session, goOn)) return undefined;
  const plan = createPlan(request, session, new Date().toISOString());
  const judged = await judge(ports, session, plan);
  const show = () => ports.show(session, judged);
  if (getErrors(judged).length > 0) {
    tellErrors(judged, show);
    return undefined;
  }
  if (!isSimple(judged)) {
    await show();
    return undefined;
  }
  return confirmAndRun(ports, session, judged, show);
}

/** Judges the plan again, since time has passed since it was shown, then asks and runs. */
export async function runShownPlan(ports: ProposePorts, session: Session, plan: Plan): Promise<Run | undefined> {
  if (!canChangeOrExplain(ports, session, () => runShownPlan(ports, session, plan))) return undefined;
  const judged = await judge(ports, session, plan);
  if (getErrors(judged).length === 0) return confirmAndRun(ports, session, judged);
  await ports.show(session, judged);
  tellErrors(judged, () => ports.show(session, judged));
  return undefined;
}

export function judge(ports: PlanServices, session: Session, plan: Plan): Promise<JudgedPlan> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Looking at who is reached…") },
      () =>
        judgePlan(plan, session, {
          protections: getProtections(),
          now: new Date().toISOString(),
          getGuardPorts: ports.getGuardPorts,
        }),
    ),
  );
}

async function confirmAndRun(
  ports: ProposePorts,
  session: Session,
  judged: JudgedPlan,
  show?: () => unknown,
): Promise<Run | undefined> {
  const answer = await confirmPlan(session, judged, show !== undefined);
  if (answer === "show") await show?.();
  if (answer !== "run") return undefined;
  if (!canChangeOrExplain(ports, session, () => runShownPlan(ports, session, judged.plan))) return undefined;
  const result = await executePlan(session, judged.plan, judged.contents, ports.connections);
  ports.onRun();
  tellResult(session, judged.plan.title, result, ports.actions);
  return result.state === "ended" ? result.run : undefined;
}
