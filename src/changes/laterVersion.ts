/** What a later version recorded, and this one can show but not judge. */
import type { RunEnd, StepState } from "./journal";
import type { Run } from "./runs";
import type { Step } from "./step";
import { isKnownStep } from "./stepShape";

/** The kind of a step that this version does not know, or knows in another form. */
export function getLaterKind(step: Step): string | undefined {
  return isKnownStep(step) ? undefined : step.kind;
}

/** The state of a step, or the end of a run, that this version does not know. */
export function isLaterState(state: string): boolean {
  return !Object.hasOwn(STATES, state);
}

/** Whether a run holds anything of that: then none of it is finished or taken back here, as that would be half of it. */
export function isOfLaterVersion({ steps, ended, isPartlyRead }: Run): boolean {
  if (isPartlyRead || (ended && !Object.hasOwn(ENDS, ended.how))) return true;
  return steps.some(
    ({ planned, step, record }) =>
      (record && isLaterState(record.state)) ||
      getLaterKind(planned.step) !== undefined ||
      (step !== planned.step && getLaterKind(step) !== undefined),
  );
}

const STATES: Readonly<Record<StepState, true>> = {
  sending: true,
  underWay: true,
  done: true,
  alreadySo: true,
  notSent: true,
  failed: true,
  conflict: true,
  unknown: true,
};

const ENDS: Readonly<Record<RunEnd, true>> = { complete: true, stopped: true, cancelled: true, left: true };
