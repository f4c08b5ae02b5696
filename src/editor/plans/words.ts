/** What a plan, a run and its steps are called on the screen. No VS Code here: texts go through `t`. */
import { applyStep } from "../../changes/applyStep";
import type { StepRecord } from "../../changes/journal";
import { getLaterKind, isLaterState } from "../../changes/laterVersion";
import { OrganizationDraft } from "../../changes/organizationDraft";
import type { PlannedStep } from "../../changes/plan";
import type { Run } from "../../changes/runs";
import type { Step } from "../../changes/step";
import { describeStep } from "../../changes/stepText";
import type { OrganizationContents } from "../../organization/model";
import type { Translate } from "../../terms/translate";

export function getRunTitle({ plan, isDamaged }: Run, t: Translate): string {
  return plan.title || (isDamaged ? t("A change whose record is damaged") : t("A change of a later version"));
}

/** The text of each step by its id, with the names that it will find. */
export function getStepTexts(
  steps: readonly PlannedStep[],
  contents: OrganizationContents,
  t: Translate,
): ReadonlyMap<string, string> {
  const draft = new OrganizationDraft(contents);
  const texts = new Map<string, string>();
  for (const planned of steps) {
    const later = getLaterText(planned.step, t);
    if (later !== undefined) {
      texts.set(planned.id, later);
      continue;
    }
    const { template, values } = describeStep(planned.step, draft);
    texts.set(planned.id, t(template, ...values));
    applyStep(draft, planned);
  }
  return texts;
}

/** What a question shows of one thing at the most: a dialog that outgrows the screen has its buttons below it. */
const SHOWN = { lines: 8, characters: 500 };

/** The first of many lines, at least one, and how many more there are. */
export function listSome(lines: readonly string[], t: Translate): readonly string[] {
  let characters = 0;
  const tooMuch = lines.findIndex((line, index) => {
    characters += line.length;
    return index > 0 && (index >= SHOWN.lines || characters > SHOWN.characters);
  });
  return tooMuch < 0 ? lines : [...lines.slice(0, tooMuch), t("… and {0} more", lines.length - tooMuch)];
}

/** What there is to say of a step that this version does not know. */
export function getLaterText(step: Step, t: Translate): string | undefined {
  const kind = getLaterKind(step);
  return kind === undefined ? undefined : t("A step of a later version: {0}", kind);
}

/** `done`, `failed: …` */
export function getOutcomeText(record: StepRecord | undefined, t: Translate): string {
  if (record && isLaterState(record.state)) return t("in a state of a later version: {0}", record.state);
  switch (record?.state) {
    case undefined:
      return t("not run");
    case "sending":
      return t("interrupted: whether it was sent is not known");
    case "underWay":
      return t("accepted; AWS is carrying it out");
    case "done":
      return t("done");
    case "alreadySo":
      return t("was so already");
    case "notSent":
      return t("interrupted, not in effect");
    case "failed":
      return t("failed: {0}", record.error.message);
    case "conflict":
      return t("not sent: found {0}", record.found);
    case "unknown":
      return t("not known: {0}", record.error.message);
  }
}

export interface RunCounts {
  readonly done: number;
  readonly alreadySo: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notRun: number;
}

export function countSteps({ steps }: Run): RunCounts {
  const counts = { done: 0, alreadySo: 0, failed: 0, unknown: 0, notRun: 0 };
  for (const { record } of steps) counts[getBin(record)]++;
  return counts;
}

function getBin(record: StepRecord | undefined): keyof RunCounts {
  if (record && isLaterState(record.state)) return "unknown";
  switch (record?.state) {
    case "done":
    case "alreadySo":
      return record.state;
    case "failed":
    case "conflict":
      return "failed";
    case "sending":
    case "underWay":
    case "unknown":
      return "unknown";
    case "notSent":
    case undefined:
      return "notRun";
  }
}

/** `3 done, 1 failed, 2 not run` */
export function getCountsText(run: Run, t: Translate): string {
  const { done, alreadySo, failed, unknown, notRun } = countSteps(run);
  const parts = [
    done > 0 && t("{0} done", done),
    alreadySo > 0 && t("{0} so already", alreadySo),
    failed > 0 && t("{0} failed", failed),
    unknown > 0 && t("{0} not known", unknown),
    notRun > 0 && t("{0} not run", notRun),
  ];
  return parts.filter((part) => part !== false).join(", ");
}
