/** The way from what a command wants to a run: judge, show, confirm, run, tell. */
import * as vscode from "vscode";
import { leaveOut } from "../../changes/leaveOut";
import type { Plan } from "../../changes/plan";
import type { Run } from "../../changes/runs";
import { withAttention } from "../attention";
import { canChangeOrExplain } from "../changing/guard";
import type { CommandRegistry } from "../commands";
import type { Session } from "../connection/session";
import { confirmPlan, getErrors, isSimple, tellErrors } from "./confirm";
import { executePlan } from "./execute";
import { judgePlan, loadKnown, type JudgedPlan } from "./judge";
import { getProtections } from "./protections";
import { tellResult, type ReportActions } from "./report";
import { createPlan, wordPlan, type PlanRequest, type WordedPlan } from "./request";
import type { PlanServices } from "./services";

export interface ProposePorts extends PlanServices {
  /** Calls counted tell of a person who has turned to something else. */
  readonly registry: Pick<CommandRegistry, "countCalls">;
  /** In the document of the plan, in that of `replaced`, or in a new one. */
  readonly show: (session: Session, judged: JudgedPlan, replaced?: vscode.Uri) => Promise<void>;
  /** As `show`, but leaves the keyboard where it is, and says that the plan is there. */
  readonly showLate: ProposePorts["show"];
  /** Told of a plan that was shown and has been run. */
  readonly onRan: (plan: Plan, run: Run) => void;
  readonly actions: ReportActions;
}

/** Milliseconds after which a person looks elsewhere, and may have opened a list of VS Code's own. */
const LONG = 6_000;

/** A simple plan is confirmed with a question; any other is shown first, and run from there. */
export async function proposePlan(
  ports: ProposePorts,
  session: Session,
  request: PlanRequest,
): Promise<Run | undefined> {
  if (request.steps.length === 0) return undefined;
  const goOn = () => proposePlan(ports, session, request);
  if (!canChangeOrExplain(ports, session, goOn)) return undefined;
  const now = new Date().toISOString();
  const worded = createPlan(request, session, await loadKnown(session, now, request.steps), now, vscode.l10n.t);
  const { judged, show } = await awaitJudged(ports, session, () => judge(ports, session, worded));
  if (getErrors(judged).length > 0) {
    const rest = leaveOutRefused(judged);
    tellErrors(
      judged,
      () => ports.show(session, judged),
      rest && (() => proposePlan(ports, session, withoutRefused(request, rest))),
    );
    return undefined;
  }
  if (!isSimple(judged)) {
    await show();
    return undefined;
  }
  return confirmAndRun(ports, session, judged);
}

/** Judges the plan again, since time has passed since it was shown, then asks and runs. */
export async function runShownPlan(
  ports: ProposePorts,
  session: Session,
  shown: Pick<JudgedPlan, "plan" | "notes">,
): Promise<Run | undefined> {
  if (!canChangeOrExplain(ports, session, () => runShownPlan(ports, session, shown))) return undefined;
  const again = () => judgeAgain(ports, session, shown.plan, shown.notes);
  const { judged, show } = await awaitJudged(ports, session, again);
  if (getErrors(judged).length === 0) return confirmAndRun(ports, session, judged);
  await show();
  tellErrors(judged, () => ports.show(session, judged));
  return undefined;
}

/** Waits for a plan, whose document then takes the keyboard only from whoever sits and waits for it. */
export async function awaitJudged(
  { registry, ...ports }: Pick<ProposePorts, "registry" | "show" | "showLate">,
  session: Session,
  judge: () => Promise<JudgedPlan>,
): Promise<{ readonly judged: JudgedPlan; readonly show: (replaced?: vscode.Uri) => Promise<void> }> {
  const start = performance.now();
  const { result: judged, hasTurned } = await withAttention(registry, judge);
  const isLate = hasTurned || performance.now() - start > LONG;
  return { judged, show: (replaced) => (isLate ? ports.showLate : ports.show)(session, judged, replaced) };
}

/** Looks at a plan that was made before, or elsewhere. */
export async function judgeAgain(
  ports: PlanServices,
  session: Session,
  plan: Plan,
  notes?: readonly string[],
): Promise<JudgedPlan> {
  const contents = await loadKnown(session, new Date().toISOString(), plan.steps);
  return judge(ports, session, wordPlan(plan, contents, vscode.l10n.t, notes));
}

function judge(ports: PlanServices, session: Session, worded: WordedPlan): Promise<JudgedPlan> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Looking at who is reached…") },
      (progress) =>
        judgePlan(worded, session, {
          protections: getProtections(),
          now: new Date().toISOString(),
          judging: ports.judging,
          onManyTexts: (texts, seconds) =>
            progress.report({
              message: vscode.l10n.t("reading {0} policies again, which takes up to {1} seconds", texts, seconds),
            }),
        }),
    ),
  );
}

/** The plan without the steps that errors speak of; `undefined` where an error is about all of it, or nothing is left. */
function leaveOutRefused(judged: JudgedPlan): Plan | undefined {
  const refused = getErrors(judged).map(({ stepId }) => stepId);
  if (refused.includes(undefined)) return undefined;
  return leaveOut(judged.plan, new Set(refused.flatMap((id) => id ?? [])));
}

/** The title speaks of all steps; one alone has words of its own. */
function withoutRefused({ title, ...whole }: PlanRequest, { steps }: Plan): PlanRequest {
  const request: PlanRequest = { ...whole, steps, isPartial: true };
  if (title === undefined || steps.length === 1) return request;
  return { ...request, title: vscode.l10n.t("{0}, without what AWS would refuse", title) };
}

async function confirmAndRun(ports: ProposePorts, session: Session, judged: JudgedPlan): Promise<Run | undefined> {
  const answer = await confirmPlan(session, judged);
  if (answer === "show") await ports.show(session, judged);
  if (typeof answer === "string") return undefined;
  if (!canChangeOrExplain(ports, session, () => runShownPlan(ports, session, judged))) return undefined;
  const result = await executePlan(session, answer.run, judged.contents, ports.connections);
  ports.onRun();
  if (result.state === "ended") ports.onRan(judged.plan, result.run);
  tellResult(session, judged, result, ports.actions);
  return result.state === "ended" ? result.run : undefined;
}
