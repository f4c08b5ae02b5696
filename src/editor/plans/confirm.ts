/** The questions before a plan is run. Errors are no question: they stop it. */
import * as vscode from "vscode";
import { listPlanTypes } from "../../changes/changedTypes";
import { OrganizationDraft } from "../../changes/organizationDraft";
import type { Plan, PlannedStep } from "../../changes/plan";
import type { PlanFinding } from "../../changes/preflight/catalogue";
import { describeFinding, listAlarms } from "../../engine/planDocument";
import type { ImpactSummary, SummaryChange } from "../../engine/impactSummary";
import { countActions, countAll, getDenialText, getPopulationText, tellNotJudged } from "../../engine/planImpact";
import { tellSentTexts } from "../../engine/planTexts";
import { limitLines } from "../../engine/textDifference";
import type { OrganizationContents } from "../../organization/model";
import type { PolicyType } from "../../terms/policyTypes";
import { getWhereLine, getWhereWords, isReal } from "../changing/where";
import type { Session } from "../connection/session";
import { SETTINGS } from "../contributions";
import { askToChoose, askToType, showRefusal } from "../messages";
import { toPlainLine } from "../plainText";
import { getSetting } from "../settings";
import type { JudgedPlan } from "./judge";
import { getStepFacts } from "./singleStep";
import { getStepTexts, listSome } from "./words";

/** `run`: with the reason that was given for it. */
export type Answer = { readonly run: Plan } | "show" | "drop";

/** Whether a question can say all of it, so that the document need not be read. */
export function isSimple({ plan }: JudgedPlan): boolean {
  return plan.steps.length === 1;
}

export function getErrors({ findings }: JudgedPlan): readonly PlanFinding[] {
  return findings.filter(({ severity }) => severity === "error");
}

/** Says what stands in the way, with the plan itself a click away. */
export function tellErrors(judged: JudgedPlan, show: () => unknown, goOnWithout?: () => unknown): void {
  const t = vscode.l10n.t;
  const errors = getErrors(judged);
  if (errors.length === 0) return;
  // That everybody is shut out says more than who is, whom the setting names.
  const [total] = listAlarms(judged.findings);
  const reasons = joinReasons(errors.map((found) => describeFinding(found, t)));
  const message = [...(total ? [describeFinding(total, t)] : []), reasons];
  showRefusal(
    t("{0}: nothing was sent. {1}", judged.plan.title, message.join(" ")),
    ...(goOnWithout ? [{ title: t("Leave Them Out"), run: goOnWithout }] : []),
    { title: t("Show Plan"), run: show },
    // Last: it is where the guard can be lifted.
    ...(errors.some(({ code }) => code === "keptLost") ? [{ title: t("Open Settings"), run: openMustKeep }] : []),
  );
}

function openMustKeep(): Thenable<unknown> {
  return vscode.commands.executeCommand("workbench.action.openSettings", SETTINGS.mustKeep);
}

/** Asks once about everything, and for the typed words that some findings want. Enter alone never sends anything. */
export async function confirmPlan(session: Session, judged: JudgedPlan): Promise<Answer> {
  const t = vscode.l10n.t;
  const { plan } = judged;
  const run = judged.words.verb;
  const show = t("Show Plan");
  const answer = await askToChoose(
    t("{0} {1}?", plan.title, getWhereWords(session, t)),
    getDetail(session, judged),
    show,
    run,
  );
  if (answer === show) return "show";
  if (answer !== run) return "drop";
  for (const [word, reasons] of groupTyped(judged, session)) {
    const prompt = t("{0} Type “{1}” to go on.", joinReasons(reasons), word);
    if (!(await askToType(plan.title, prompt, word))) return "drop";
  }
  const reason = await askForReason(session, plan);
  if (reason === undefined) return "drop";
  return { run: reason === "" ? plan : { ...plan, reason } };
}

/** What has to be confirmed by typing, by the word to type: many steps may touch the same. */
function groupTyped({ findings }: JudgedPlan, session: Session): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, readonly string[]>();
  for (const found of findings.filter(({ severity }) => severity === "typed")) {
    const word = getTypedWord(found, session);
    const reasons = words.get(word) ?? [];
    const reason = describeFinding(found, vscode.l10n.t);
    if (!reasons.includes(reason)) words.set(word, [...reasons, reason]);
  }
  return words;
}

/** The first in full, and how many more there are. */
function joinReasons([first = "", ...more]: readonly string[]): string {
  const t = vscode.l10n.t;
  if (more.length === 0) return first;
  return `${first} ${more.length === 1 ? t("And 1 more reason.") : t("And {0} more reasons.", more.length)}`;
}

/** Empty where none is wanted or given; `undefined` when it was called off. */
async function askForReason(session: Session, { title, reason }: Plan): Promise<string | undefined> {
  if (reason !== undefined || !getSetting(SETTINGS.askForReason) || !isReal(session)) return "";
  const given = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t("A reason or the number of a ticket, recorded with the change. May be left empty."),
    ignoreFocusOut: true,
  });
  return given?.trim();
}

function getDetail(session: Session, { plan, notes, contents, findings, impact }: JudgedPlan): string {
  const t = vscode.l10n.t;
  // One step that does nothing is worth saying; several may be there for the sake of the others.
  const idle = plan.steps.length > 1 ? undefined : findings.find(isIdle);
  const alarms = listAlarms(findings);
  // The same of many steps is said once.
  const told = findings
    .filter((found) => !isIdle(found) && !alarms.includes(found))
    .map((found) => t(found.severity === "info" ? "Note: {0}" : "Warning: {0}", describeFinding(found, t)));
  const warnings = [...new Set(told)];
  const changes = idle ? [] : getImpactLines(impact, listPlanTypes(plan, contents));
  // What becomes other text comes first, followed by what that changes.
  const texts = getTextLines(plan.steps, contents);
  const isLed = texts.length > 0;
  return [
    ...alarms.flatMap((found) => [`🛑 ${describeFinding(found, t)}`, ""]),
    ...(isLed ? [...texts, "", ...changes, ...(changes.length > 0 ? [""] : [])] : []),
    getWhereLine(session, t),
    "",
    ...getStepLines(plan.steps, contents),
    ...notes,
    ...(idle ? ["", describeFinding(idle, t)] : []),
    ...(changes.length > 0 && !isLed ? ["", ...changes] : []),
    ...(warnings.length > 0 ? ["", ...listSome(warnings, t)] : []),
    ...(plan.undoes === undefined && !idle ? getWayBackLines(plan, findings) : []),
  ]
    .map(toPlainLine)
    .join("\n");
}

/** That a step does nothing. */
function isIdle({ code }: PlanFinding): boolean {
  return code === "nothingToDo" || code === "invitedAlready" || code === "closedAlready";
}

/** Nothing where no step can be taken back. */
function getWayBackLines({ steps }: Plan, findings: readonly PlanFinding[]): readonly string[] {
  const t = vscode.l10n.t;
  const lasting = new Set(findings.flatMap(({ code, stepId }) => (code === "notUndoable" ? [stepId] : [])));
  if (steps.every(({ id }) => lasting.has(id))) return [];
  const text = steps.some(({ id }) => lasting.has(id))
    ? t("To take the rest back: choose Undo in the message that follows, or in the Changes view.")
    : t("To take it back: choose Undo in the message that follows, or in the Changes view.");
  return ["", text];
}

function getStepLines(steps: readonly PlannedStep[], contents: OrganizationContents): readonly string[] {
  const t = vscode.l10n.t;
  const [only, ...more] = steps;
  if (only && more.length === 0) {
    const facts = getStepFacts(only.step, new OrganizationDraft(contents), contents.gaps ?? [], t, vscode.env.language);
    if (facts.length > 0) return facts;
  }
  const texts = [...getStepTexts(steps, contents, t).values()].map((text) => `• ${text}`);
  const waves = new Set(steps.map(({ wave }) => wave)).size;
  return [
    ...(waves > 1 ? [t("In {0} waves. The run halts after each and asks before it goes on.", waves)] : []),
    ...listSome(texts, t),
  ];
}

/** How the texts that are sent begin, and what becomes other in them: the plan's document has all of it. */
function getTextLines(steps: readonly PlannedStep[], contents: OrganizationContents): readonly string[] {
  const t = vscode.l10n.t;
  const [only, ...more] = steps;
  if (only && more.length === 0) return tellSentTexts(only.step, t);
  const titles = getStepTexts(steps, contents, t);
  const lines = steps.flatMap(({ id, step }) => {
    const texts = tellSentTexts(step, t);
    return texts.length === 0 ? [] : [`${titles.get(id) ?? id}:`, ...texts];
  });
  return limitLines(lines, t);
}

function getImpactLines(impact: JudgedPlan["impact"], types: readonly PolicyType[]): readonly string[] {
  const notJudged = tellNotJudged(types, vscode.l10n.t);
  return [...(impact ? getSummaryLines(impact) : []), ...(notJudged === undefined ? [] : [notJudged])];
}

function getSummaryLines({ changed, actions, groups }: ImpactSummary): readonly string[] {
  const t = vscode.l10n.t;
  if (countAll(changed) === 0) return [t("What SCPs and RCPs deny stays the same in every account.")];
  const count = (number: number) => countActions(number, vscode.env.language, t);
  const denied = actions.newlyDenied;
  const free = actions.newlyAllowed;
  const conditional = actions.newlyConditional;
  const other = actions.otherConditions;
  const possible = actions.nowPossible;
  // Plain text, without marks of code.
  const deny = (kind: SummaryChange["kind"]) =>
    getDenialText(
      groups.flatMap(({ changes }) => changes.filter((change) => change.kind === kind)),
      t,
    )?.replaceAll("`", "");
  const [newDenial, otherDenial] = [deny("newlyConditional"), deny("otherConditions")];
  return [
    t("Something changes in {0}:", getPopulationText(changed, vscode.env.language, t)),
    ...(denied > 0 ? [t("• newly denied: {0}", count(denied))] : []),
    ...(free > 0 ? [t("• not blocked any more: {0}", count(free))] : []),
    ...(possible > 0 ? [t("• denied before, now possible under conditions: {0}", count(possible))] : []),
    ...(conditional > 0 ? [tellConditional(newDenial ?? t("newly under conditions"), count(conditional))] : []),
    ...(other > 0 ? [tellConditional(otherDenial ?? t("under other conditions than before"), count(other))] : []),
    ...(actions.undecided > 0 ? [t("• cannot be told: {0}", count(actions.undecided))] : []),
  ];
}

function tellConditional(what: string, actions: string): string {
  return `• ${what.charAt(0).toLowerCase()}${what.slice(1)}: ${actions}`;
}

/** The name that the finding speaks of, else the organization's id. */
function getTypedWord({ data }: PlanFinding, session: Session): string {
  const word = data.target ?? data.account ?? data.service ?? data.policy ?? data.type;
  return typeof word === "string" && word !== "" ? word : session.organizationId;
}
