/** The question asked before a policy's text is sent: whom it reaches, by name and number, and its size. */
import { getPolicyQuota } from "../../terms/quotas";
import type { Session } from "../connection/session";
import { toPlainLine } from "../plainText";
import type { Translate } from "../views/description";
import { getCharactersText } from "../views/words";
import { getUndoLines, type Question } from "./confirmation";
import { getReachText, type Reach } from "./reach";
import { getPolicyWords, type Step } from "./step";
import { getWhereLine, getWhereWords } from "./where";

/** Targets named one by one; more are counted. */
const NAMED = 12;

export interface PublishFacts {
  readonly step: Step;
  /** Names of the targets, as `Root / Production`. */
  readonly targets: readonly string[];
  readonly reach: Reach;
  readonly size: SizeFacts;
}

export interface SizeFacts {
  /** Characters to be stored. */
  readonly stored: number;
  readonly typed: number;
  readonly minified: number;
  readonly form: "typed" | "minified";
}

export function getPublishQuestion(
  { step, targets, reach, size }: PublishFacts,
  place: Session,
  t: Translate,
  language: string,
): Question {
  const where = getWhereWords(place, t);
  const { policy, undoes } = step;
  const isUndo = undoes !== undefined;
  return {
    message: isUndo
      ? t("Restore the earlier text of “{0}” {1}?", policy.name, where)
      : t("Publish “{0}” {1}?", policy.name, where),
    detail: [
      getWhereLine(place, t),
      t("Policy: {0} ({1})", policy.name, getPolicyWords(policy)),
      ...getTargetLines(targets, reach, t),
      ...getSizeLines(size, policy.type, t, language),
      ...getUndoLines(step, t),
    ]
      .map(toPlainLine)
      .join("\n"),
    confirm: isUndo ? t("Restore") : t("Publish"),
  };
}

function getTargetLines(targets: readonly string[], reach: Reach, t: Translate): readonly string[] {
  if (targets.length === 0) return [t("Attached to nothing: no account is reached until it is attached.")];
  return [
    targets.length === 1 ? t("Attached to 1 target:") : t("Attached to {0} targets:", targets.length),
    ...targets.slice(0, NAMED).map((name) => `• ${name}`),
    ...(targets.length > NAMED ? [t("… and {0} more", targets.length - NAMED)] : []),
    t("Accounts at and below: {0}", getReachText(reach, t)),
  ];
}

/** `language` in BCP 47. */
function getSizeLines(
  { stored, typed, minified, form }: SizeFacts,
  type: string,
  t: Translate,
  language: string,
): readonly string[] {
  const line = t("Size: {0}", getCharactersText(stored, getPolicyQuota(type)?.maxSize, language, t));
  if (typed === minified) return [line];
  const [asTyped, without] = [typed.toLocaleString(language), minified.toLocaleString(language)];
  return [
    line,
    form === "minified"
      ? t("Stored without white space, as {0} characters; as typed it would be {1}.", without, asTyped)
      : t("Stored as typed; without white space it would be {0} characters.", without),
  ];
}
