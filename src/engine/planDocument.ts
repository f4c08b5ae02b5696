/** A plan as a document: what is sent, whom it reaches, what that changes, and how it is taken back. */
import { applyStep } from "../changes/applyStep";
import { getOperation } from "../changes/operations/table";
import { OrganizationDraft } from "../changes/organizationDraft";
import type { Plan, PlannedStep } from "../changes/plan";
import { PLAN_FINDINGS, type PlanFinding, type PlanFindingSeverity } from "../changes/preflight/catalogue";
import { describeStep } from "../changes/stepText";
import { countBits, isEmpty, type ReadonlyBits } from "../evaluation/access/bits";
import { summarize } from "../evaluation/access/summary";
import type { ActionUniverse } from "../evaluation/access/universe";
import type { Impact, ImpactGroup } from "../evaluation/impact";
import type { Population } from "../evaluation/population";
import { type Transition, TRANSITION_KINDS, type TransitionKind } from "../evaluation/transition";
import type { Account, OrganizationContents } from "../organization/model";
import { escapeMarkdown, toMarkdownCode } from "../terms/markdown";
import type { Translate } from "../terms/translate";

export interface PlanDocumentFacts {
  readonly plan: Plan;
  /** Before the first step. */
  readonly contents: OrganizationContents;
  readonly findings: readonly PlanFinding[];
  /** What the plan does to accounts; `undefined` where it leaves SCPs and RCPs alone, or that is not told yet. */
  readonly impact?: Impact;
  /** What the organization is reached through, such as a profile's name or the demo. */
  readonly connection: string;
  /** The ARN that would sign. */
  readonly caller: string;
}

/** So many accounts or services are named before the rest is counted. */
const NAMED = 8;
/** So many groups of accounts are shown. */
const SHOWN = 20;

/** Markdown without links or commands; names are escaped. */
export function formatPlanDocument(facts: PlanDocumentFacts, t: Translate): string {
  const { plan, impact } = facts;
  const lines = [
    `# ${escapeMarkdown(plan.title)}`,
    "",
    ...formatHead(facts, t),
    "",
    ...formatFindings(facts, t),
    ...formatSteps(facts, t),
    ...(impact ? formatImpact(impact, t) : []),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function formatHead({ plan, contents, connection, caller }: PlanDocumentFacts, t: Translate): readonly string[] {
  const organization = contents.organization.id;
  return [
    `- ${t("Organization: {0} ({1})", escapeMarkdown(connection), organization)}`,
    `- ${t("Signed by: {0}", toMarkdownCode(caller))}`,
    `- ${t("Planned: {0}", plan.plannedAt)}`,
    ...(plan.reason === undefined ? [] : [`- ${t("Reason: {0}", escapeMarkdown(plan.reason))}`]),
  ];
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
    const message = describeFinding(found, t, protect);
    const known = steps.get(message) ?? [];
    steps.set(message, known);
    if (found.stepId !== undefined) known.push(found.stepId);
  }
  return Array.from(steps, ([message, ids]) => {
    if (ids.length === 0) return `- ${message}`;
    return `- ${message} *(${ids.length === 1 ? t("step {0}", ids[0] ?? "") : t("steps {0}", ids.join(", "))})*`;
  });
}

/** ARNs and patterns are full of what would be markup. */
function protect(text: string): string {
  return /^arn:|[*?]/.test(text) ? toMarkdownCode(text) : escapeMarkdown(text);
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
    lines.push(`${planned.id}. ${formatStep(planned, draft, t)}`);
    applyStep(draft, planned);
  }
  return [...lines, ""];
}

function formatStep(planned: PlannedStep, draft: OrganizationDraft, t: Translate): string {
  const { template, values } = describeStep(planned.step, draft);
  const text = t(template, ...values.map(escapeMarkdown));
  const inversion = getOperation(planned.step).invert(planned.step, planned.id, "");
  if (!inversion) return `${text} — **${t("cannot be taken back")}**`;
  return inversion.replaces === undefined ? text : `${text} — ${t("taken back under a new id")}`;
}

function formatImpact(impact: Impact, t: Translate): readonly string[] {
  const { universe } = impact.after;
  const lines = [`## ${t("What changes for accounts")}`, ""];
  const { members, suspended, closed } = impact.changed;
  if (members.length + suspended.length + closed.length === 0) {
    return [...lines, t("Nothing: what SCPs and RCPs deny stays the same in every account."), ""];
  }
  lines.push(
    t("Something changes in {0}. Nothing changes in {1}.", count(impact.changed, t), count(impact.unchanged, t)),
    "",
  );
  const groups = groupAlike(impact.groups, universe, t);
  for (const { accounts, rows } of groups.slice(0, SHOWN))
    lines.push(`### ${nameAccounts(accounts, t)}`, "", ...rows, "");
  if (groups.length > SHOWN) lines.push(t("And {0} more groups of accounts.", groups.length - SHOWN), "");
  return lines;
}

interface AlikeGroup {
  readonly accounts: readonly Account[];
  readonly rows: readonly string[];
}

/** Accounts of different policies of which the same becomes are shown together, the most first. */
function groupAlike(groups: readonly ImpactGroup[], universe: ActionUniverse, t: Translate): readonly AlikeGroup[] {
  const alike = new Map<string, { accounts: Account[]; rows: readonly string[] }>();
  for (const { accounts, transition } of groups) {
    const rows = formatTransitions(transition, universe, t);
    const key = rows.join("\n");
    const known = alike.get(key) ?? { accounts: [], rows };
    alike.set(key, known);
    known.accounts.push(...accounts.members, ...accounts.suspended, ...accounts.closed);
  }
  return [...alike.values()].sort((left, right) => right.accounts.length - left.accounts.length);
}

/** `37 accounts, 2 suspended, 1 closed`; the management account is reached by no SCP or RCP. */
function count({ members, management, suspended, closed }: Population, t: Translate): string {
  const parts = [members.length === 1 ? t("1 account") : t("{0} accounts", members.length)];
  if (suspended.length > 0) parts.push(t("{0} suspended", suspended.length));
  if (closed.length > 0) parts.push(t("{0} closed", closed.length));
  if (management.length > 0) parts.push(t("the management account"));
  return parts.join(", ");
}

function nameAccounts(accounts: readonly Account[], t: Translate): string {
  const names = accounts.slice(0, NAMED).map(({ id, name }) => `${escapeMarkdown(name)} (${id})`);
  const more = accounts.length - names.length;
  return more > 0 ? t("{0} and {1} more", names.join(", "), more) : names.join(", ");
}

function formatTransitions(transition: Transition, universe: ActionUniverse, t: Translate): readonly string[] {
  return TRANSITION_KINDS.filter((kind) => !isEmpty(transition[kind])).map(
    (kind) => `- ${formatTransition(kind, transition[kind], universe, t)}`,
  );
}

function formatTransition(kind: TransitionKind, actions: ReadonlyBits, universe: ActionUniverse, t: Translate): string {
  const services = summarize(universe, actions);
  const named = services
    .slice(0, NAMED)
    .map(({ prefix, count: some, total }) =>
      some === total ? t("all of {0}", prefix) : t("{0} of {1} of {2}", some, total, prefix),
    );
  const more = services.length - named.length;
  const list = more > 0 ? t("{0} and {1} more services", named.join(", "), more) : named.join(", ");
  return `**${getTitle(kind, countBits(actions), t)}**: ${list}`;
}

function getTitle(kind: TransitionKind, actions: number, t: Translate): string {
  switch (kind) {
    case "newlyDenied":
      return t("Newly denied: {0} actions", actions);
    case "newlyAllowed":
      return t("Not blocked any more: {0} actions", actions);
    case "newlyConditional":
      return t("Now subject to conditions: {0} actions", actions);
    case "nowPossible":
      return t("Denied before, now subject to conditions: {0} actions", actions);
    case "otherConditions":
      return t("Under other conditions: {0} actions", actions);
    case "undecided":
      return t("Cannot be told: {0} actions", actions);
  }
}
