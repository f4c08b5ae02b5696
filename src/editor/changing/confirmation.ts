/** The question asked before a change is sent: what, where, who is reached, and how to take it back. */
import { getPolicyQuota } from "../../terms/quotas";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import type { Session } from "../connection/session";
import { toPlainLine } from "../plainText";
import type { Translate } from "../views/description";
import type { Finding } from "./findings";
import { getReachText, type Reach } from "./reach";
import { getPolicyWords, getStepText, type Step } from "./step";
import { getWhereLine, getWhereWords } from "./where";

/** Steps named one by one; more are counted. */
const NAMED = 12;

export interface PlannedStep {
  readonly step: Step;
  readonly reach: Reach;
  readonly findings: readonly Finding[];
  /** Policies of the type attached to the target before. */
  readonly attached: number;
}

export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly confirm: string;
}

/** The question for one or more steps of the same kind; `leftOut` says of others why they are none of them. */
export function getQuestion(
  plan: readonly PlannedStep[],
  place: Session,
  t: Translate,
  leftOut: readonly string[] = [],
): Question | undefined {
  const [first] = plan;
  if (!first) return undefined;
  const where = getWhereWords(place, t);
  const verb = getVerb(first.step, t);
  return {
    message:
      plan.length === 1
        ? t("{0} {1}?", getStepText(first.step, t), where)
        : t("{0}: {1} changes {2}?", verb, plan.length, where),
    detail: [
      getWhereLine(place, t),
      "",
      ...plan.slice(0, NAMED).flatMap((planned) => getStepLines(planned, plan.length > 1, t)),
      ...(plan.length > NAMED ? [t("… and {0} more", plan.length - NAMED)] : []),
      ...(leftOut.length > 0
        ? ["", t("Left out, since AWS would refuse it:"), ...leftOut.slice(0, NAMED).map((line) => `• ${line}`)]
        : []),
      ...(leftOut.length > NAMED ? [t("… and {0} more", leftOut.length - NAMED)] : []),
      ...getUndoLines(first.step, t),
    ]
      .map(toPlainLine)
      .join("\n"),
    confirm: plan.length === 1 ? verb : t("{0} {1}", verb, plan.length),
  };
}

/** How to take a change back. What takes one back is itself not taken back: the change can be made again. */
export function getUndoLines({ undoes }: Step, t: Translate): readonly string[] {
  if (undoes !== undefined) return [];
  return ["", t("To take it back: choose Undo in the message that follows, or run “Undo Last Change”.")];
}

function getStepLines(
  { step, reach, findings, attached }: PlannedStep,
  many: boolean,
  t: Translate,
): readonly string[] {
  const target = step.target ? `${step.target.path} (${step.target.id})` : "";
  const warnings = findings.map(({ message }) => t("Warning: {0}", message));
  if (many) return [`• ${getStepText(step, t)}: ${getReachText(reach, t)}`, ...warnings.map((line) => `   ${line}`)];
  return [
    t("Policy: {0} ({1})", step.policy.name, getPolicyWords(step.policy)),
    t("Target: {0}", target),
    t("Accounts at and below it: {0}", getReachText(reach, t)),
    getSlotsLine(step, attached, t),
    ...warnings,
  ];
}

function getSlotsLine({ change, policy }: Step, attached: number, t: Translate): string {
  const { short } = getPolicyTypeFacts(policy.type);
  const after = change.kind === "attach" ? attached + 1 : attached - 1;
  const allowed = getPolicyQuota(policy.type)?.maxAttached;
  return allowed === undefined
    ? t("{0} policies attached there afterwards: {1}", short, after)
    : t("{0} slots in use there afterwards: {1} of {2}", short, after, allowed);
}

function getVerb({ change }: Step, t: Translate): string {
  switch (change.kind) {
    case "attach":
      return t("Attach");
    case "detach":
      return t("Detach");
    case "update":
      return t("Publish");
  }
}
