/** A plan as a document: what is sent, whom it reaches, what that changes, and how it is taken back. */
import { applyStep } from "../changes/applyStep";
import { getOperation } from "../changes/operations/table";
import { listPlanTypes } from "../changes/changedTypes";
import { isNewId } from "../changes/newIds";
import { OrganizationDraft } from "../changes/organizationDraft";
import type { Plan, PlannedStep } from "../changes/plan";
import { PLAN_FINDINGS, type PlanFinding, type PlanFindingSeverity } from "../changes/preflight/catalogue";
import { hasWayBack } from "../changes/runs";
import { describeStep } from "../changes/stepText";
import type { ImpactSummary } from "./impactSummary";
import { formatImpact, getPopulationText } from "./planImpact";
import { getReachText, getSlotsText } from "./planTargets";
import { formatSentTexts } from "./planTexts";
import type { OrganizationContents } from "../organization/model";
import { type PolicyType } from "../terms/policyTypes";
import { escapeMarkdown, toCode } from "../terms/markdown";
import { formatMoment } from "../terms/moment";
import type { Translate } from "../terms/translate";

export interface PlanDocumentFacts {
  readonly plan: Plan;
  /** Before the first step. */
  readonly contents: OrganizationContents;
  readonly findings: readonly PlanFinding[];
  /** What there is to say besides, in the person's language. */
  readonly notes?: readonly string[];
  /** What the plan does to accounts; `undefined` where it leaves SCPs and RCPs alone, or that is not told yet. */
  readonly impact?: ImpactSummary;
  /** What the organization is reached through, such as a profile's name or the demo. */
  readonly connection: string;
  /** The ARN that would sign. */
  readonly caller: string;
  /** For numbers and times, such as `en`. */
  readonly language: string;
  /** When it was run, and what its steps came to, in the person's language. */
  readonly outcome?: { readonly at: string; readonly counts: string };
  /** By default that of this machine. */
  readonly timeZone?: string;
}

/** Markdown without links or commands, to be read as a text as well: names and ids stand as code. */
export function formatPlanDocument(facts: PlanDocumentFacts, t: Translate): string {
  const { plan, contents, impact, findings, language } = facts;
  const lines = [
    `# ${escapeMarkdown(plan.title)}`,
    "",
    ...listAlarms(findings).flatMap((found) => [`🛑 **${describeFinding(found, t, toCode)}**`, ""]),
    ...formatHead(facts, t),
    "",
    ...formatFindings(facts, t),
    ...formatSteps(facts, t),
    ...formatTexts(facts, t),
    ...formatTargets(facts, t),
    ...formatImpact(impact, listPlanTypes(plan, contents), language, t),
    ...formatWayBack(facts, t),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function formatHead(
  { plan, contents, notes = [], connection, caller, impact, language, outcome, timeZone }: PlanDocumentFacts,
  t: Translate,
): readonly string[] {
  const organization = contents.organization.id;
  const ranAt = outcome && formatMoment(outcome.at, language, timeZone);
  return [
    ...(outcome
      ? [`- **${t("Was run: {0} ({1}). The Changes view has the record.", ranAt ?? "", outcome.counts)}**`]
      : []),
    `- ${t("Organization: {0} ({1})", toCode(connection), toCode(organization))}`,
    `- ${t("Signed by: {0}", toCode(caller))}`,
    `- ${t("Planned: {0}", formatMoment(plan.plannedAt, language, timeZone))}`,
    ...(plan.continues === undefined ? [] : [`- ${t("What is left of an earlier run")}`]),
    `- ${t("Steps: {0}", plan.steps.length)}`,
    ...(impact ? [`- ${t("Something changes in: {0}", getPopulationText(impact.changed, language, t))}`] : []),
    ...(plan.reason === undefined ? [] : [`- ${t("Reason: {0}", escapeMarkdown(plan.reason))}`]),
    ...notes.map((note) => `- ${escapeMarkdown(note)}`),
  ];
}

/** What shuts out nearly everybody, and is said first. */
export function listAlarms(findings: readonly PlanFinding[]): readonly PlanFinding[] {
  return findings.filter(
    ({ code }) => code === "deniesEverything" || code === "allowsNothing" || code === "deniesNearlyEverything",
  );
}

const SEVERITIES: readonly PlanFindingSeverity[] = ["error", "typed", "warning", "info"];

function formatFindings({ findings }: PlanDocumentFacts, t: Translate): readonly string[] {
  if (findings.length === 0) return [];
  const titles: Readonly<Record<PlanFindingSeverity, string>> = {
    error: t("Stands in the way"),
    typed: t("Has to be confirmed by typing"),
    warning: t("To know before"),
    info: t("Noted"),
  };
  return SEVERITIES.flatMap((severity) => {
    const some = findings.filter((one) => one.severity === severity);
    if (some.length === 0) return [];
    return [`## ${titles[severity]}`, "", ...groupFindings(some, t), ""];
  });
}

/** The same of many steps is said once. */
function groupFindings(findings: readonly PlanFinding[], t: Translate): readonly string[] {
  const steps = new Map<string, string[]>();
  for (const found of findings) {
    const message = describeFinding(found, t, toCode);
    const known = steps.get(message) ?? [];
    steps.set(message, known);
    if (found.stepId !== undefined) known.push(found.stepId);
  }
  return Array.from(steps, ([message, ids]) => {
    if (ids.length === 0) return `- ${message}`;
    return `- ${message} *(${ids.length === 1 ? t("step {0}", ids[0] ?? "") : t("steps {0}", ids.join(", "))})*`;
  });
}

/** A finding in the person's language; `protect` keeps names from being markup where it is shown. */
export function describeFinding(
  { code, data }: PlanFinding,
  t: Translate,
  protect: (text: string) => string = (text) => text,
): string {
  // Translations count their holes; the catalogue names them.
  const values: (string | number)[] = [];
  const template = PLAN_FINDINGS[code].message.replaceAll(/\{(\w+)\}/g, (_hole, name: string) => {
    const value = data[name] ?? "";
    values.push(typeof value === "string" ? protect(value) : value);
    return `{${values.length - 1}}`;
  });
  return t(template, ...values);
}

function formatSteps({ plan, contents }: PlanDocumentFacts, t: Translate): readonly string[] {
  const draft = new OrganizationDraft(contents);
  const lines = [`## ${t("What is sent")}`, ""];
  const waves = new Set(plan.steps.map(({ wave }) => wave)).size;
  let wave = -1;
  for (const planned of plan.steps) {
    if (waves > 1 && planned.wave !== wave) {
      wave = planned.wave;
      lines.push(...(lines.length > 2 ? [""] : []), `### ${t("Wave {0}", wave + 1)}`, "");
    }
    lines.push(`${planned.id}. ${formatStep(planned, draft, hasWayBack(plan), t)}`);
    applyStep(draft, planned);
  }
  return [...lines, ""];
}

function formatStep(planned: PlannedStep, draft: OrganizationDraft, isUndoable: boolean, t: Translate): string {
  const { template, values } = describeStep(planned.step, draft);
  const text = t(template, ...values.map(toCode));
  if (!isUndoable) return text;
  const inversion = getOperation(planned.step).invert(planned.step, planned.id, "");
  if (!inversion) return `${text} — **${t("cannot be taken back")}**`;
  return inversion.replaces === undefined ? text : `${text} — ${t("taken back under a new id")}`;
}

/** What the lines of the steps have no room for: whole, and as differences where there is something already. */
function formatTexts({ plan, contents }: PlanDocumentFacts, t: Translate): readonly string[] {
  const draft = new OrganizationDraft(contents);
  const lines: string[] = [];
  for (const planned of plan.steps) {
    const texts = formatSentTexts(planned.step, t);
    const { template, values } = describeStep(planned.step, draft);
    if (texts.length > 0) {
      lines.push(`### ${t("Step {0}", planned.id)}: ${t(template, ...values.map(toCode))}`, "", ...texts);
    }
    applyStep(draft, planned);
  }
  return lines.length === 0 ? [] : [`## ${t("Texts that are sent")}`, "", ...lines];
}

/** Where policies are attached and detached: who is below, and what that leaves of the slots. */
function formatTargets({ plan, contents, language }: PlanDocumentFacts, t: Translate): readonly string[] {
  const steps = plan.steps.map(({ step }) => step);
  const places = new Map<string, { targetId: string; type: PolicyType }>();
  for (const step of steps) {
    if ((step.kind !== "attachPolicy" && step.kind !== "detachPolicy") || isNewId(step.targetId)) continue;
    const { targetId, policyType: type } = step;
    places.set(`${targetId} ${type}`, { targetId, type });
  }
  if (places.size === 0) return [];
  const draft = new OrganizationDraft(contents);
  const lines = Array.from(places.values(), ({ targetId, type }) => {
    const reach = getReachText([targetId], type, draft, contents.gaps ?? [], language, t);
    const target = `${toCode(draft.getName(targetId))} (${toCode(targetId)})`;
    return `- ${target}: ${reach}; ${getSlotsText(steps, targetId, type, draft, t)}`;
  });
  return [`## ${t("Targets")}`, "", ...lines, ""];
}

function formatWayBack({ plan }: PlanDocumentFacts, t: Translate): readonly string[] {
  const lasting = plan.steps.filter(({ id, step }) => !getOperation(step).invert(step, id, ""));
  if (lasting.length === plan.steps.length) return [];
  const text = !hasWayBack(plan)
    ? t("This takes an earlier change back. To have that again, make it again: Undo is not offered for it.")
    : lasting.length === 0
      ? t("“Undo” in the message after the run, or in the Changes view, takes back what was done.")
      : t(
          "“Undo” in the message after the run, or in the Changes view, takes back what was done, but for: {0}.",
          lasting.map(({ id }) => t("step {0}", id)).join(", "),
        );
  return [`## ${t("The way back")}`, "", text, ""];
}
